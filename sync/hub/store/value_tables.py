"""The tables of stored value: what moved on gift cards, store credit and accounts, what is held of it, and tiers.

Money is whole minor units. A ref names an account as everywhere (pos/domain/stored_value.py); a gift card's number is
in none of these.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text

from sync.hub.store.tables import metadata

value_move = Table(
    "value_move",
    metadata,
    Column("journal_id", LargeBinary, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("k", Integer, primary_key=True, autoincrement=False),
    Column("ref", String, nullable=False),
    Column("currency", String, nullable=False),
    Column("kind", String, nullable=False),  # sync.hub.ledgers.value_moves.Kind
    Column("amount_minor", BigInteger, nullable=False),  # as the balance sees it
    Column("at", String, nullable=False),
    Column("sale", String, nullable=False),
    Column("mode", String, nullable=False),  # online, offline
    Column("reason", String, nullable=False),
    Column("by", String, nullable=False),  # who at the hub, empty for a till
    Column("last_four", String, nullable=False),  # what people see of a gift card
    Index("ix_value_move_ref", "ref", "currency"),
)

value_account = Table(
    "value_account",
    metadata,
    Column("ref", String, primary_key=True),
    Column("currency", String, primary_key=True),
    Column("net_minor", BigInteger, nullable=False),
    Column("includes", Text, nullable=False),  # wire.Includes
    Column("as_of", String, nullable=False),
    Column("limit_minor", BigInteger, nullable=False, server_default="0"),
    Column("blocked", Integer, nullable=False, server_default="0"),
    Column("expires_at", String, nullable=False, server_default=""),
    Column("pin", String, nullable=False, server_default=""),  # salt and hash, in hexadecimal
    Index("ix_value_account_expires", "expires_at"),
)
"""`net_minor` is the sum of the movements: the balance, and below 0 what was spent without being there."""

debt = Table(  # what was spent without being there, one for each movement that did it
    "debt",
    metadata,
    Column("journal_id", LargeBinary, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("k", Integer, primary_key=True, autoincrement=False),
    Column("ref", String, nullable=False, index=True),
    Column("currency", String, nullable=False),  # empty of points
    Column("amount", BigInteger, nullable=False),  # minor units, or points
    Column("at", String, nullable=False),
)

hold = Table(  # what a basket has put aside until it is paid
    "hold",
    metadata,
    Column("kind", String, primary_key=True),  # value, refund
    Column("sale", String, primary_key=True),
    Column("ref", String, primary_key=True),
    Column("amount", BigInteger, nullable=False),  # minor units, points, or thousandths
    Column("currency", String, nullable=False),
    Column("by", String, nullable=False),
    Column("store_no", BigInteger, nullable=False),
    Column("at", String, nullable=False),
    Column("until", String, nullable=False, index=True),
    Index("ix_hold_ref", "kind", "ref"),
    Index("ix_hold_sale", "sale"),
)

tier_held = Table(
    "tier_held",
    metadata,
    Column("customer", String, primary_key=True),
    Column("tier", String, nullable=False),
    Column("review", String, nullable=False, index=True),  # a day, empty for none
)
