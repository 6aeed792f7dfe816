"""Things keep their order: a new till gets them as they were first published, as the files of the shop have them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("thing", sa.Column("first", sa.BigInteger(), server_default="0", nullable=False))
    op.execute("UPDATE thing SET first = n")
    op.create_index("ix_thing_first", "thing", ["stream", "entity", "first"], unique=False)
