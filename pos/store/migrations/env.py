"""Runs the migrations on the connection that `migrate` opened: one transaction each, begun by us."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], transactional_ddl=True, transaction_per_migration=True
)
with context.begin_transaction():
    context.run_migrations()
