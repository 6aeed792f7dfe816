"""Who belongs to the shop: its stores, and how a till joins, shows who it is and says hello."""
