"""What the catalogue was, from now on."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """What was changed before today is gone, so nothing before where the streams stand now can be read."""
    op.create_table(
        "thing_past",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("stream", "entity", "id")),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until_n", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "entity", "id", "n"),
    )
    op.create_index("ix_thing_past_key", "thing_past", ["stream", "entity", "key"], unique=False)
    op.create_index("ix_thing_past_until", "thing_past", ["stream", "until_n"], unique=False)
    op.add_column("stream", sa.Column("past_from", sa.BigInteger(), server_default="0", nullable=False))
    op.execute("UPDATE stream SET past_from = n")
