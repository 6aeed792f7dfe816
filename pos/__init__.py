"""The till: what a shop is (domain), its database (store), its devices and what people do at it (services)."""
