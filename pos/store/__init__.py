"""The till's own database: the journal, the tables made from it, copies of what the hub sent, and search."""
