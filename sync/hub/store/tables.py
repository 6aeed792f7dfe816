"""The tables of the hub, for SQLite and PostgreSQL alike. Money is whole minor units, quantities are thousandths.

`entry` is the truth of what happened at the tills; `sale` … `handed_unit` are projections of it, written in the
transaction in which the entry was. `thing` is the truth of what may be sold and to whom, and the feeds at once: one row
for each thing with the number of its newest change.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

setting = Table("setting", metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False))
"""Who this hub is: hub_id, epoch, its seeds; one row each."""

store = Table(
    "store",
    metadata,
    Column("store_no", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("code", String, nullable=False, unique=True),
    Column("currency", String, nullable=False),
    Column("country", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("store_key", LargeBinary, nullable=False),
    Column("sheet", Text, nullable=False),  # the whole wire.StoreSheet
)

till = Table(
    "till",
    metadata,
    Column("till_id", String, primary_key=True),
    Column("store_no", BigInteger, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("recovery_public", LargeBinary, nullable=False),
    Column("state", String, nullable=False),  # active, waiting, suspended, revoked, fork
    Column("state_at", String, nullable=False),
    Column("enrolled_at", String, nullable=False),
    Column("seen_at", String, nullable=False, server_default=""),
    Column("told", Text, nullable=False, server_default=""),  # its last hello
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    Column("store_no", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("until", String, nullable=False),
    Column("waits", Integer, nullable=False),
    Column("till_id", String, nullable=False, server_default=""),  # who redeemed it
)

channel = Table(
    "channel",
    metadata,
    Column("name", String, primary_key=True),
    Column("key_hash", LargeBinary, nullable=False, unique=True),
    Column("scopes", String, nullable=False),  # joined with blanks: orders prices stock customers value metrics
    Column("made_at", String, nullable=False),
    Column("revoked_at", String, nullable=False, server_default=""),
    Column("hook_url", String, nullable=False, server_default=""),
    Column("hook_secret", String, nullable=False, server_default=""),
)

delivery = Table(  # a webhook on its way
    "delivery",
    metadata,
    Column("delivery_id", String, primary_key=True),
    Column("channel", String, nullable=False),
    Column("event", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("made_at", String, nullable=False),
    Column("next_at", String, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("state", String, nullable=False),  # waiting, delivered, given_up
    Index("ix_delivery_next", "state", "next_at"),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("channel", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("request_hash", LargeBinary, nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", String, nullable=False),
)

pickup_key = Table(
    "pickup_key",
    metadata,
    Column("kid", Integer, primary_key=True, autoincrement=False),
    Column("seed", LargeBinary, nullable=False),
    Column("since", String, nullable=False),
    Column("until", String, nullable=False, server_default=""),
)

# What happened at the tills -------------------------------------------------------------------------------------------

journal = Table(
    "journal",
    metadata,
    Column("journal_id", LargeBinary, primary_key=True),
    Column("till_id", String, nullable=False, index=True),
    Column("store_no", BigInteger, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("high", BigInteger, nullable=False),  # without a gap
    Column("high_hash", LargeBinary, nullable=False),
    Column("began_at", String, nullable=False),
)

entry = Table(
    "entry",
    metadata,
    Column("journal_id", LargeBinary, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("entry_id", String, nullable=False, unique=True),
    Column("till_id", String, nullable=False),
    Column("store_no", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("v", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("business_date", String, nullable=False),
    Column("shift", String, nullable=False),
    Column("staff", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("h", LargeBinary, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Column("received_at", String, nullable=False),
    Index("ix_entry_day", "journal_id", "business_date"),
)

quarantine = Table(  # kept beside the journal: the other half of a fork, what could not be read
    "quarantine",
    metadata,
    Column("place", LargeBinary, primary_key=True),  # SHA-256 of the item: the same one again is not kept twice
    Column("till_id", String, nullable=False, index=True),
    Column("journal_id", String, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("entry_id", String, nullable=False),
    Column("reason", String, nullable=False),  # fork, hash, signature, schema, revoked
    Column("item", LargeBinary, nullable=False),
    Column("received_at", String, nullable=False),
)

person_key = Table(
    "person_key",
    metadata,
    Column("person", String, primary_key=True),
    Column("key", LargeBinary, primary_key=True),
    Column("store_no", BigInteger, nullable=False),
)
"""Two tills that are offline may each make a key for one person; each opens what that till sealed."""


def _entry_key() -> tuple[Column[bytes], Column[int]]:
    return (
        Column("journal_id", LargeBinary, primary_key=True),
        Column("seq", BigInteger, primary_key=True, autoincrement=False),
    )


sale = Table(
    "sale",
    metadata,
    *_entry_key(),
    Column("sale_id", String, nullable=False, index=True),
    Column("store_no", BigInteger, nullable=False),
    Column("receipt", String, nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("business_date", String, nullable=False),
    Column("staff", String, nullable=False),
    Column("customer", String, nullable=False),
    Column("currency", String, nullable=False),
    Column("total_minor", BigInteger, nullable=False),
    Column("rounding_minor", BigInteger, nullable=False),
    Column("change_minor", BigInteger, nullable=False),
    Index("ix_sale_customer", "customer", "business_date"),
)

sale_line = Table(
    "sale_line",
    metadata,
    *_entry_key(),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("sku", String, nullable=False),
    Column("qty_milli", BigInteger, nullable=False),
    Column("total_minor", BigInteger, nullable=False),
    Column("net_minor", BigInteger, nullable=False),
    Column("gross_minor", BigInteger, nullable=False),
    Column("return_sale", String, nullable=False),
    Column("return_line", Integer, nullable=False),
    Column("points", BigInteger, nullable=False, server_default="0"),
    Index("ix_sale_line_return", "return_sale", "return_line"),
)

order_return = Table(  # units of orders that came back to a till after they had been handed over
    "order_return",
    metadata,
    *_entry_key(),
    Column("order_id", BigInteger, primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("unit", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Index("ix_order_return", "order_id", "line", "unit"),
)

unseen_return = Table(  # goods that came back for a receipt which the till could not look up
    "unseen_return",
    metadata,
    *_entry_key(),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("receipt", String, nullable=False, index=True),
    Column("sku", String, nullable=False),
    Column("qty_milli", BigInteger, nullable=False),
    Column("total_minor", BigInteger, nullable=False),
)

sale_tax = Table(
    "sale_tax",
    metadata,
    *_entry_key(),
    Column("k", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("rate", String, nullable=False),
    Column("net_minor", BigInteger, nullable=False),
    Column("tax_minor", BigInteger, nullable=False),
)

promotion_use = Table(  # the sales that a promotion took something off
    "promotion_use",
    metadata,
    *_entry_key(),
    Column("promotion", String, primary_key=True),
    Column("customer", String, nullable=False),
    Index("ix_promotion_use_promotion", "promotion", "customer"),
)

closed_day = Table(  # a store's day as it stood when it was closed: written once
    "closed_day",
    metadata,
    Column("store_no", BigInteger, primary_key=True, autoincrement=False),
    Column("business_date", String, primary_key=True),
    Column("closed_at", String, nullable=False),
    Column("figures", Text, nullable=False),
)

day_correction = Table(  # a sale that came after its day was closed
    "day_correction",
    metadata,
    *_entry_key(),
    Column("store_no", BigInteger, nullable=False),
    Column("business_date", String, nullable=False),
    Column("at", String, nullable=False),
    Index("ix_day_correction_day", "store_no", "business_date"),
)

coupon_use = Table(  # the sales that a personal coupon was used in: one, unless two tills took it without a line
    "coupon_use",
    metadata,
    *_entry_key(),
    Column("ref", String, primary_key=True, index=True),
    Column("sale_id", String, nullable=False),
)

tender = Table(
    "tender",
    metadata,
    *_entry_key(),
    Column("k", Integer, primary_key=True, autoincrement=False),
    Column("type", String, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("points", BigInteger, nullable=False),
)

movement = Table(
    "movement",
    metadata,
    *_entry_key(),
    Column("k", Integer, primary_key=True, autoincrement=False),
    Column("store_no", BigInteger, nullable=False),
    Column("sku", String, nullable=False),
    Column("location", String, nullable=False),
    Column("qty_milli", BigInteger, nullable=False),
    Column("reason", String, nullable=False),
)

stock = Table(
    "stock",
    metadata,
    Column("store_no", BigInteger, primary_key=True, autoincrement=False),
    Column("sku", String, primary_key=True),
    Column("location", String, primary_key=True),
    Column("qty_milli", BigInteger, nullable=False),
    Column("includes", Text, nullable=False),  # wire.Includes
    Column("as_of", String, nullable=False),
)
"""A sum of movements, kept; `includes` is the last seq of each journal that moved this SKU."""

points_line = Table(
    "points_line",
    metadata,
    *_entry_key(),
    Column("k", Integer, primary_key=True, autoincrement=False),
    Column("customer", String, nullable=False, index=True),
    Column("points", BigInteger, nullable=False),
    Column("reason", String, nullable=False),
    Column("kind", String, nullable=False, server_default=""),  # pos.domain.points_ledger.Kind
    Column("at", String, nullable=False, server_default=""),  # when it happened, never after it came here
    Column("sale", String, nullable=False, server_default=""),
    Column("expires_at", String, nullable=False, server_default=""),
    Column("active_at", String, nullable=False, server_default=""),
    Column("by", String, nullable=False, server_default=""),  # who at the hub, empty for a till
)

points = Table(
    "points",
    metadata,
    Column("customer", String, primary_key=True),
    Column("balance", BigInteger, nullable=False),
    Column("includes", Text, nullable=False),
    Column("as_of", String, nullable=False),
    Column("next_at", String, nullable=False, server_default=""),  # when time alone changes it, empty for never
    Index("ix_points_next_at", "next_at"),
)
"""A sum of `points_line`, kept; whoever changes one holds this row until the commit."""

pickup_order = Table(
    "pickup_order",
    metadata,
    Column("order_id", BigInteger, primary_key=True, autoincrement=False),
    Column("number", String, nullable=False, unique=True),
    Column("channel", String, nullable=False),
    Column("channel_ref", String, nullable=False),
    Column("store_no", BigInteger, nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("hold_until", String, nullable=False),
    Column("body", Text, nullable=False),  # the whole entities.Order
    Column("ready_at", String, nullable=False, server_default=""),
    Column("reminded", Integer, nullable=False, server_default="0"),  # how many reminders went out
    Column("token", String, nullable=False),  # of the newest generation
    UniqueConstraint("channel", "channel_ref"),
    Index("ix_pickup_order_hold", "state", "hold_until"),
)

reserved = Table(  # what open orders still want, kept beside them
    "reserved",
    metadata,
    Column("order_id", BigInteger, primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("store_no", BigInteger, nullable=False),
    Column("sku", String, nullable=False),
    Column("qty_milli", BigInteger, nullable=False),
    Index("ix_reserved_sku", "sku", "store_no"),
)

customer_ref = Table(  # under which id a channel knows a customer
    "customer_ref",
    metadata,
    Column("channel", String, primary_key=True),
    Column("ref", String, primary_key=True),
    Column("customer_id", String, nullable=False, index=True),
)

customer_account = Table(
    "customer_account",
    metadata,
    Column("customer_id", String, primary_key=True),
    Column("body", Text, nullable=False),  # store.accounts.Account
)
"""How each customer came to be what is published of him; whoever changes one holds this row until the commit."""

customer_wait = Table(  # entries about customers that wait for a key, for the customer, or for a task
    "customer_wait",
    metadata,
    *_entry_key(),
    Column("customer_id", String, nullable=False, index=True),
    Column("person", String, nullable=False, index=True),  # whose key opens it, empty where nothing is sealed
)

handed_unit = Table(
    "handed_unit",
    metadata,
    *_entry_key(),
    Column("order_id", BigInteger, primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("unit", Integer, primary_key=True, autoincrement=False),
    Column("turn", Integer, nullable=False),
    Column("what", String, nullable=False),  # collected, refused, back
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("store_no", BigInteger, nullable=False),
    Index("ix_handed_unit", "order_id", "line", "unit", "turn"),
)

claim = Table(
    "claim",
    metadata,
    Column("kind", String, primary_key=True),
    Column("ref", String, primary_key=True),
    Column("claim", String, nullable=False, index=True),
    Column("till_id", String, nullable=False),
    Column("store_no", BigInteger, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
)

held_basket = Table(
    "held_basket",
    metadata,
    Column("entry_id", String, primary_key=True),  # of the entry that put it aside
    Column("basket_id", String, nullable=False, index=True),
    Column("store_no", BigInteger, nullable=False),
    Column("till_id", String, nullable=False),
    Column("state", String, nullable=False),  # held, ended, taken
    Column("by", String, nullable=False),
    Column("end_journal", LargeBinary, nullable=False),
    Column("end_seq", BigInteger, nullable=False),
)

exception = Table(
    "exception",
    metadata,
    Column("exception_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("ref", String, nullable=False),
    Column("store_no", BigInteger, nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("at", String, nullable=False),
    Column("body", Text, nullable=False),  # the whole entities.ShopException
    UniqueConstraint("kind", "ref"),
)

# Feeds ----------------------------------------------------------------------------------------------------------------

stream = Table(
    "stream",
    metadata,
    Column("stream", String, primary_key=True),
    Column("n", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("live", BigInteger, nullable=False),
    Column("sum64", String, nullable=False),  # 16 hexadecimal digits
    Column("past_from", BigInteger, nullable=False, server_default="0"),
)
"""One row a stream; whoever publishes holds it until the commit, so that numbers appear in their order. What prices
depend on can be read as it was at any number from `past_from` on (past.py)."""

stream_mark = Table(
    "stream_mark",
    metadata,
    Column("stream", String, primary_key=True),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("chain", LargeBinary, nullable=False),
)
"""The running hash after each publication: a cursor names one, so a hub that was set back is found out."""

thing = Table(
    "thing",
    metadata,
    Column("stream", String, primary_key=True),
    Column("entity", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("n", BigInteger, nullable=False),
    Column("op", String, nullable=False),
    Column("body", LargeBinary, nullable=False),  # JSON, empty where it was deleted
    Column("first", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("stream", "n"),
    Index("ix_thing_first", "stream", "entity", "first"),
)
"""`n` is the thing's rev too: it grows with every change of the stream. `first` is the rev that it had first: the order
of things, which no change moves."""

thing_past = Table(
    "thing_past",
    metadata,
    Column("stream", String, primary_key=True),
    Column("entity", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("until_n", BigInteger, nullable=False),
    Column("key", String, nullable=False),  # a price's SKU, else the id
    Column("body", LargeBinary, nullable=False),
    Index("ix_thing_past_key", "stream", "entity", "key"),
    Index("ix_thing_past_until", "stream", "until_n"),
)
"""What things of the catalogue said from `n` until, not including, `until_n`."""

thing_key = Table(
    "thing_key",
    metadata,
    Column("stream", String, primary_key=True),
    Column("entity", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("id", String, primary_key=True),
    Index("ix_thing_key_id", "stream", "entity", "id"),
)
"""By what else a thing is found: a product by its barcodes, a price by its SKU."""
