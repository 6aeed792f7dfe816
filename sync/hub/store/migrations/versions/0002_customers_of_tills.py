"""What tills write about customers: accounts, entries that wait, and more than one key for a person."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "customer_account",
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id"),
    )
    op.create_table(
        "customer_wait",
        sa.Column("journal_id", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("journal_id", "seq"),
    )
    op.create_index(op.f("ix_customer_wait_customer_id"), "customer_wait", ["customer_id"], unique=False)
    op.create_index(op.f("ix_customer_wait_person"), "customer_wait", ["person"], unique=False)
    _key_by_person_and_key()


def _key_by_person_and_key() -> None:
    """SQLite changes no primary key: the rows move to a table that then takes the name."""
    op.create_table(
        "person_key_of_many",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("store_no", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person", "key"),
    )
    op.execute("INSERT INTO person_key_of_many SELECT person, key, store_no FROM person_key")
    op.drop_table("person_key")
    op.rename_table("person_key_of_many", "person_key")
