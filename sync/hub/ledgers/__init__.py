"""Points and money that customers have with the shop: gift cards, store credit and accounts, as sums of what moved."""
