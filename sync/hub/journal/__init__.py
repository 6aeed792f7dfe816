"""Entries of tills: taken once, kept as they came, and what each of them causes."""
