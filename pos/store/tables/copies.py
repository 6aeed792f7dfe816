"""What is sold, to whom and by whom, and what the hub counts: `copy_` tables, with the `rev` of their newest change."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from pos.store.tables.row import Row, key


class ProductRow(Row):
    """`number` is the row number of the search index and never moves."""

    __tablename__ = "copy_product"
    __table_args__ = (
        Index("ix_copy_product_category", "category"),
        Index("ix_copy_product_variant_of", "variant_of", sqlite_where=text("variant_of <> ''")),
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    price_minor: Mapped[int]
    tax: Mapped[str]
    kind: Mapped[str]
    category: Mapped[str]
    brand: Mapped[str]
    tags: Mapped[str]
    unit: Mapped[str]
    variant_of: Mapped[str]
    options: Mapped[str]
    image: Mapped[str]
    cost_minor: Mapped[int | None]
    words: Mapped[str]
    rev: Mapped[int]
    components: Mapped[str] = mapped_column(server_default="")
    min_age: Mapped[int] = mapped_column(server_default="0")


class BarcodeRow(Row):
    """Every key by which a code of a product may be asked: as given, and as GTIN-14."""

    __tablename__ = "copy_barcode"
    __table_args__ = {"sqlite_with_rowid": False}
    code: Mapped[str] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(index=True)


class PriceRow(Row):
    __tablename__ = "copy_price"
    __table_args__ = {"sqlite_with_rowid": False}
    sku: Mapped[str] = mapped_column(primary_key=True)
    list_name: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[str] = mapped_column(primary_key=True)
    min_qty_milli: Mapped[int] = key()
    group: Mapped[str] = mapped_column(primary_key=True)
    store: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    price_minor: Mapped[int]
    rev: Mapped[int]


class RuleRow(Row):
    """One document of rules each: `taxes`, `programme`, a promotion by `promotion:ID`."""

    __tablename__ = "copy_rule"
    name: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    rev: Mapped[int]


class StaffRow(Row):
    """`pin_check` and `badge_check` are hashes under this till's pepper; whoever has no badge has none of it."""

    __tablename__ = "copy_staff"
    staff_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    pin_length: Mapped[int]
    pin_salt: Mapped[bytes]
    pin_check: Mapped[bytes]
    rev: Mapped[int]
    badge_check: Mapped[bytes | None]


class CustomerRow(Row):
    """`own_n` is the last entry of this till that the hub's figures count in; rev 0 is one it does not know yet."""

    __tablename__ = "copy_customer"
    number: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    card: Mapped[str] = mapped_column(index=True)
    tier: Mapped[str]
    group: Mapped[str]
    birthday: Mapped[str]
    language: Mapped[str]
    consents: Mapped[str]
    note: Mapped[str]
    words: Mapped[str]
    rev: Mapped[int]
    own_n: Mapped[int] = mapped_column(server_default="0")


class HubStockRow(Row):
    """Pieces at this store as the hub counts them, up to entry `own_n` of this till."""

    __tablename__ = "copy_stock"
    __table_args__ = {"sqlite_with_rowid": False}
    sku: Mapped[str] = mapped_column(primary_key=True)
    location: Mapped[str] = mapped_column(primary_key=True)
    qty_milli: Mapped[int]
    as_of: Mapped[str]
    own_n: Mapped[int]
    rev: Mapped[int]


class HubPointsRow(Row):
    """A customer's points as the hub counts them, up to entry `own_n` of this till. `pending` of them cannot be spent
    yet; `expires` lists those that go next, as JSON."""

    __tablename__ = "copy_points"
    customer: Mapped[str] = mapped_column(primary_key=True)
    balance: Mapped[int]
    as_of: Mapped[str]
    own_n: Mapped[int]
    rev: Mapped[int]
    pending: Mapped[int] = mapped_column(server_default="0")
    expires: Mapped[str] = mapped_column(server_default="")
