"""Files into the hub: read as the till reads them, published to every till that needs them."""
