"""The tables of the till by their kinds; ARCHITECTURE.md, "Three kinds of tables".

`fact_` rows are made from journal entries only and `n` is the entry's row number in `journal`; `copy_` rows come from
an import or a feed; `local_` rows belong to this machine. Money is whole minor units, quantities are thousandths.
"""

from sqlalchemy import ForeignKey, Index, LargeBinary, Table, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA = "0002"
"""The migration that a file of this program is at."""


class Row(DeclarativeBase):
    type_annotation_map = {bytes: LargeBinary}


def _key() -> Mapped[int]:
    return mapped_column(primary_key=True, autoincrement=False)


def _entry() -> Mapped[int]:
    return mapped_column(ForeignKey("journal.n"), primary_key=True, autoincrement=False)


class JournalRow(Row):
    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("journal_id", "seq"),
        Index("ix_journal_day", "journal_id", "business_date"),
        Index("ix_journal_rare", "kind", sqlite_where=text("kind IN ('journal_opened', 'gap')")),
    )
    n: Mapped[int] = _key()
    journal_id: Mapped[bytes]
    seq: Mapped[int]
    entry_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    v: Mapped[int]
    at: Mapped[str]
    business_date: Mapped[str]
    shift: Mapped[str]
    staff: Mapped[str]
    body: Mapped[bytes]
    h: Mapped[bytes]
    sig: Mapped[bytes]


class PersonKeyRow(Row):
    __tablename__ = "key_person"
    person: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[bytes]


class SaleRow(Row):
    __tablename__ = "fact_sale"
    n: Mapped[int] = _entry()
    sale_id: Mapped[str] = mapped_column(unique=True)
    receipt: Mapped[str] = mapped_column(unique=True)
    at: Mapped[str]
    business_date: Mapped[str] = mapped_column(index=True)
    shift: Mapped[str] = mapped_column(index=True)
    staff: Mapped[str]
    customer: Mapped[str]
    currency: Mapped[str]
    total_minor: Mapped[int]
    discounts_minor: Mapped[int]
    rounding_minor: Mapped[int]
    change_minor: Mapped[int]
    request: Mapped[str]
    note: Mapped[str]


class SaleLineRow(Row):
    __tablename__ = "fact_sale_line"
    __table_args__ = (
        Index("ix_fact_sale_line_return_of", "return_sale", "return_line"),
        {"sqlite_with_rowid": False},
    )
    n: Mapped[int] = _entry()
    line: Mapped[int] = _key()
    sku: Mapped[str]
    name: Mapped[str]
    options: Mapped[str]
    kind: Mapped[str]
    category: Mapped[str]
    tax_category: Mapped[str]
    qty_milli: Mapped[int]
    unit_price_minor: Mapped[int]
    list_minor: Mapped[int]
    total_minor: Mapped[int]
    net_minor: Mapped[int]
    gross_minor: Mapped[int]
    source: Mapped[str]
    reason: Mapped[str]
    approved_by: Mapped[str]
    salesperson: Mapped[str]
    serial: Mapped[str]
    return_sale: Mapped[str | None]
    return_line: Mapped[int | None]
    disposition: Mapped[str]


class LineDiscountRow(Row):
    __tablename__ = "fact_line_discount"
    __table_args__ = (Index("ix_fact_line_discount_by", "by"), {"sqlite_with_rowid": False})
    n: Mapped[int] = _entry()
    line: Mapped[int] = _key()
    k: Mapped[int] = _key()
    by: Mapped[str]
    name: Mapped[str]
    amount_minor: Mapped[int]


class LineTaxRow(Row):
    __tablename__ = "fact_line_tax"
    __table_args__ = {"sqlite_with_rowid": False}
    n: Mapped[int] = _entry()
    line: Mapped[int] = _key()
    k: Mapped[int] = _key()
    name: Mapped[str]
    rate: Mapped[str]
    amount_minor: Mapped[int]
    included: Mapped[int]
    fixed: Mapped[int]


class SaleTaxRow(Row):
    __tablename__ = "fact_sale_tax"
    __table_args__ = {"sqlite_with_rowid": False}
    n: Mapped[int] = _entry()
    k: Mapped[int] = _key()
    name: Mapped[str]
    rate: Mapped[str]
    net_minor: Mapped[int]
    tax_minor: Mapped[int]


class TenderRow(Row):
    __tablename__ = "fact_tender"
    __table_args__ = {"sqlite_with_rowid": False}
    n: Mapped[int] = _entry()
    k: Mapped[int] = _key()
    type: Mapped[str]
    amount_minor: Mapped[int]
    reference: Mapped[str]
    points: Mapped[int]


class MovementRow(Row):
    """One signed change of quantity. `location` is `floor`, or where goods went that cannot be sold from there."""

    __tablename__ = "fact_movement"
    __table_args__ = (Index("ix_fact_movement_sku", "sku", "location"), {"sqlite_with_rowid": False})
    n: Mapped[int] = _entry()
    k: Mapped[int] = _key()
    sku: Mapped[str]
    location: Mapped[str]
    qty_milli: Mapped[int]
    reason: Mapped[str]


class ShiftRow(Row):
    __tablename__ = "fact_shift"
    n: Mapped[int] = _entry()
    shift: Mapped[str] = mapped_column(unique=True)
    staff: Mapped[str]
    business_date: Mapped[str]
    at: Mapped[str]
    float_minor: Mapped[int]
    opened_by_itself: Mapped[int]


class ShiftCloseRow(Row):
    __tablename__ = "fact_shift_close"
    n: Mapped[int] = _entry()
    shift: Mapped[str] = mapped_column(unique=True)
    number: Mapped[int] = mapped_column(unique=True)
    staff: Mapped[str]
    at: Mapped[str]
    expected_minor: Mapped[int]
    counted_minor: Mapped[int]
    left_minor: Mapped[int]
    reason: Mapped[str]
    approved_by: Mapped[str]


class CashMovementRow(Row):
    """Cash in or out of the drawer beside sales; the amount is signed as the drawer sees it."""

    __tablename__ = "fact_cash_movement"
    n: Mapped[int] = _entry()
    shift: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    at: Mapped[str]
    staff: Mapped[str]
    amount_minor: Mapped[int]
    reason: Mapped[str]


class PointsRow(Row):
    __tablename__ = "fact_points"
    __table_args__ = (Index("ix_fact_points_customer", "customer"), {"sqlite_with_rowid": False})
    n: Mapped[int] = _entry()
    k: Mapped[int] = _key()
    customer: Mapped[str]
    points: Mapped[int]
    reason: Mapped[str]


class AuditRow(Row):
    """What people did that moved neither goods nor a sale: approvals, drawer openings, copies, voids, sign-ins."""

    __tablename__ = "fact_audit"
    __table_args__ = (Index("ix_fact_audit_decided", "subject", sqlite_where=text("kind = 'exception_decided'")),)
    n: Mapped[int] = _entry()
    kind: Mapped[str]
    at: Mapped[str]
    shift: Mapped[str] = mapped_column(index=True)
    staff: Mapped[str]
    subject: Mapped[str]
    amount_minor: Mapped[int]
    reason: Mapped[str]
    approved_by: Mapped[str]


class ImportRow(Row):
    __tablename__ = "fact_import"
    n: Mapped[int] = _entry()
    kind: Mapped[str]
    file_hash: Mapped[str] = mapped_column(index=True)
    rows: Mapped[int]


class PickupStepRow(Row):
    """One step of a pickup order that was done here: accepted, declined, picked, short, staged, ready, restocked.

    `lines` is JSON: [[line, thousandths], …].
    """

    __tablename__ = "fact_pickup_step"
    n: Mapped[int] = _entry()
    order_id: Mapped[int] = mapped_column(index=True)
    step: Mapped[str]
    at: Mapped[str]
    staff: Mapped[str]
    lines: Mapped[str]
    bag: Mapped[str]
    bay: Mapped[str]
    reason: Mapped[str]


class HandOverRow(Row):
    """Goods of a pickup order that left the shop here, or came back at once (`undoes` names the wrong entry)."""

    __tablename__ = "fact_hand_over"
    n: Mapped[int] = _entry()
    entry_id: Mapped[str] = mapped_column(unique=True)
    order_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[str]
    at: Mapped[str]
    staff: Mapped[str]
    proof: Mapped[str]
    verdict: Mapped[str]
    claim: Mapped[str]
    id_checked: Mapped[int]
    age_checked: Mapped[int]
    approved_by: Mapped[str]
    collected_by: Mapped[str]
    undoes: Mapped[str]


class HandedUnitRow(Row):
    """One unit of one line: nothing is handed over twice, because its key is unique. A unit that was undone or refused
    may be handed over in the next `turn`. `what`: collected, refused, back."""

    __tablename__ = "fact_handed_unit"
    __table_args__ = (
        UniqueConstraint("order_id", "line", "unit", "turn", "what"),
        {"sqlite_with_rowid": False},
    )
    n: Mapped[int] = _entry()
    order_id: Mapped[int] = _key()
    line: Mapped[int] = _key()
    unit: Mapped[int] = _key()
    turn: Mapped[int]
    what: Mapped[str]


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
    min_qty_milli: Mapped[int] = _key()
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
    __tablename__ = "copy_staff"
    staff_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    pin_length: Mapped[int]
    pin_salt: Mapped[bytes]
    pin_check: Mapped[bytes]
    rev: Mapped[int]


class CustomerRow(Row):
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


class StoreRow(Row):
    """Every store of the shop; `body` is its feed document."""

    __tablename__ = "copy_store"
    store_no: Mapped[int] = _key()
    name: Mapped[str]
    code: Mapped[str]
    body: Mapped[str]
    rev: Mapped[int]


class PickupKeyRow(Row):
    """Who may sign pickup tokens: the public halves."""

    __tablename__ = "copy_pickup_key"
    kid: Mapped[int] = _key()
    public_key: Mapped[bytes]
    number: Mapped[int]
    rev: Mapped[int]


class OrderRow(Row):
    """A pickup order of this store as the hub told it; `own_n` is the last entry of this till that it counts in."""

    __tablename__ = "copy_order"
    order_id: Mapped[int] = _key()
    number: Mapped[str] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(index=True)
    promised_at: Mapped[str]
    customer: Mapped[str] = mapped_column(index=True)
    body: Mapped[str]
    own_n: Mapped[int]
    rev: Mapped[int]


class ExceptionRow(Row):
    """What two sides disagree on and a person should look at."""

    __tablename__ = "copy_exception"
    exception_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    at: Mapped[str]
    body: Mapped[str]
    rev: Mapped[int]


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
    """A customer's points as the hub counts them, up to entry `own_n` of this till."""

    __tablename__ = "copy_points"
    customer: Mapped[str] = mapped_column(primary_key=True)
    balance: Mapped[int]
    as_of: Mapped[str]
    own_n: Mapped[int]
    rev: Mapped[int]


class LinkRow(Row):
    """What the synchroniser and the window tell each other, and who the hub is: JSON by name (domain/link.py)."""

    __tablename__ = "local_link"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class FeedRow(Row):
    """How far each scope was read. `state`: empty, loading (a snapshot on its way), current, set_aside."""

    __tablename__ = "local_feed"
    scope: Mapped[str] = mapped_column(primary_key=True)
    epoch: Mapped[str]
    cursor: Mapped[str]
    state: Mapped[str]
    at: Mapped[str]
    things: Mapped[int]
    expected: Mapped[int]
    reason: Mapped[str]


class SeenThingRow(Row):
    """What a snapshot that is on its way has brought: what it did not bring goes at its end."""

    __tablename__ = "local_seen"
    __table_args__ = {"sqlite_with_rowid": False}
    scope: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)


class OtherThingRow(Row):
    """The revs of things of a feed that have no copied row of their own: keys of persons, the list of pickup keys, and
    what only a newer program understands. They count when both sides compare their copies."""

    __tablename__ = "local_thing"
    __table_args__ = {"sqlite_with_rowid": False}
    scope: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    rev: Mapped[int]


class SentRow(Row):
    """How far a journal was sent: acknowledged by the hub, and proven by a day's figures that were equal there."""

    __tablename__ = "local_sent"
    journal_id: Mapped[bytes] = mapped_column(primary_key=True)
    acked: Mapped[int]
    acked_at: Mapped[str]
    proven: Mapped[int]


class SetAsideRow(Row):
    """An entry that the hub could not read; sent again after an update."""

    __tablename__ = "local_set_aside"
    entry_id: Mapped[str] = mapped_column(primary_key=True)
    journal_id: Mapped[bytes]
    seq: Mapped[int]
    code: Mapped[str]
    at: Mapped[str]


class ClaimRow(Row):
    """A claim on its way: the desk asks, the synchroniser answers. `state`: asked, sent, answered."""

    __tablename__ = "local_claim"
    claim: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    at: Mapped[str]
    ask: Mapped[str]
    answer: Mapped[str]


class OrderLockRow(Row):
    """Wrong short codes in a row; a lock is counted down like that of a PIN."""

    __tablename__ = "local_order_lock"
    order_id: Mapped[int] = _key()
    wrong_tries: Mapped[int]
    seconds_left: Mapped[int]


class ProofRow(Row):
    """What became of a day's comparison with the hub; `body` is both sides' figures."""

    __tablename__ = "local_proof"
    __table_args__ = {"sqlite_with_rowid": False}
    journal_id: Mapped[bytes] = mapped_column(primary_key=True)
    business_date: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[str]
    equal: Mapped[int]
    body: Mapped[str]


class SyncLogRow(Row):
    """The last things that the synchroniser did, for people: a code and facts without names or keys."""

    __tablename__ = "local_sync_log"
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    code: Mapped[str]
    facts: Mapped[str]


class BestSellerRow(Row):
    """How often a product sold, for ranking and for the tiles of its category; counted anew at shift close."""

    __tablename__ = "local_best_seller"
    __table_args__ = (
        Index("ix_local_best_seller_sold", "sold"),
        Index("ix_local_best_seller_category", "category", "sold"),
    )
    number: Mapped[int] = _key()
    sold: Mapped[int]
    category: Mapped[str]


class StockRow(Row):
    """A cache of the sum of movements."""

    __tablename__ = "local_stock"
    __table_args__ = {"sqlite_with_rowid": False}
    sku: Mapped[str] = mapped_column(primary_key=True)
    location: Mapped[str] = mapped_column(primary_key=True)
    qty_milli: Mapped[int]


class DraftRow(Row):
    """A basket that is not paid: the one being rung up (`current`) and the suspended ones."""

    __tablename__ = "local_draft"
    draft_id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    at: Mapped[str]
    staff: Mapped[str]
    label: Mapped[str]
    basket: Mapped[str]


class PrintJobRow(Row):
    """A document for the printer. `state`: waiting, printing, printed, or unknown after a crash."""

    __tablename__ = "local_print_job"
    job: Mapped[int] = mapped_column(primary_key=True)
    sale_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    copy: Mapped[int]
    state: Mapped[str]
    at: Mapped[str]
    reason: Mapped[str]


class PinLockRow(Row):
    """Wrong PINs in a row. A lock is counted down in seconds while the till runs, so no clock change ends it."""

    __tablename__ = "local_pin_lock"
    staff_id: Mapped[str] = mapped_column(primary_key=True)
    wrong_tries: Mapped[int]
    seconds_left: Mapped[int]


class SettingRow(Row):
    __tablename__ = "local_setting"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


def table_of(row: type[Row]) -> Table:
    """The table of a typed row, for the places where rows go in as plain tuples."""
    table = row.__table__
    assert isinstance(table, Table)
    return table


FACTS = tuple(table for name, table in sorted(Row.metadata.tables.items()) if name.startswith("fact_"))
"""What `rebuild` makes anew and `verify` compares."""

_FOLDED = "tokenize='unicode61 remove_diacritics 0'"
"""Words arrive folded (domain/folding.py): the tokenizer only parts them."""
SEARCH = {
    # External content: the words stand in the copied rows once. Prefix lists make one and two letters fast.
    "find_product": f"content='copy_product', content_rowid='number', prefix='1 2 3',\n    {_FOLDED}",
    "find_best": f"content='', contentless_delete=1, prefix='1 2 3 4 5',\n    {_FOLDED}",
    "find_customer": f"content='copy_customer', content_rowid='number', prefix='1 2 3',\n    {_FOLDED}",
    "find_sale": _FOLDED,
}
"""Search indexes, re-made from tables by `rebuild`."""
