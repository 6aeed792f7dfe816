"""Customers as the hub knows them: one person from what tills, channels and files say of him."""
