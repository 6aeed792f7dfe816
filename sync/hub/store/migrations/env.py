"""Runs the hub's migrations on the connection, and in the transaction, that `bring_up_to_date` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
