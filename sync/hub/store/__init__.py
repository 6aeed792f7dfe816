"""The hub's database: the only SQL of the central side, for SQLite and PostgreSQL alike."""
