"""The hub: the reference central commerce API, without state of its own over one database."""
