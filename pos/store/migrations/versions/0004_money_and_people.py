"""What bundles are made of, and how old a buyer has to be."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """
    ALTER TABLE copy_product ADD COLUMN components VARCHAR DEFAULT '' NOT NULL
    """,
    """
    ALTER TABLE copy_product ADD COLUMN min_age INTEGER DEFAULT '0' NOT NULL
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
