"""What happened at this till besides pickups: `fact_` tables, `n` is the entry's row number in `journal`."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from pos.store.tables.row import Row, entry_row, key


class SaleRow(Row):
    __tablename__ = "fact_sale"
    __table_args__ = (Index("ix_fact_sale_customer", "customer", sqlite_where=text("customer <> ''")),)
    n: Mapped[int] = entry_row()
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
        Index("ix_fact_sale_line_serial", "serial", sqlite_where=text("serial <> ''")),
        {"sqlite_with_rowid": False},
    )
    n: Mapped[int] = entry_row()
    line: Mapped[int] = key()
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
    n: Mapped[int] = entry_row()
    line: Mapped[int] = key()
    k: Mapped[int] = key()
    by: Mapped[str]
    name: Mapped[str]
    amount_minor: Mapped[int]


class LineTaxRow(Row):
    __tablename__ = "fact_line_tax"
    __table_args__ = {"sqlite_with_rowid": False}
    n: Mapped[int] = entry_row()
    line: Mapped[int] = key()
    k: Mapped[int] = key()
    name: Mapped[str]
    rate: Mapped[str]
    amount_minor: Mapped[int]
    included: Mapped[int]
    fixed: Mapped[int]


class SaleTaxRow(Row):
    __tablename__ = "fact_sale_tax"
    __table_args__ = {"sqlite_with_rowid": False}
    n: Mapped[int] = entry_row()
    k: Mapped[int] = key()
    name: Mapped[str]
    rate: Mapped[str]
    net_minor: Mapped[int]
    tax_minor: Mapped[int]


class TenderRow(Row):
    __tablename__ = "fact_tender"
    __table_args__ = (
        Index("ix_fact_tender_voucher", "reference", sqlite_where=text("type = 'voucher' AND reference <> ''")),
        {"sqlite_with_rowid": False},
    )
    n: Mapped[int] = entry_row()
    k: Mapped[int] = key()
    type: Mapped[str]
    amount_minor: Mapped[int]
    reference: Mapped[str]
    points: Mapped[int]


class MovementRow(Row):
    """One signed change of quantity. `location` is `floor`, or where goods went that cannot be sold from there."""

    __tablename__ = "fact_movement"
    __table_args__ = (Index("ix_fact_movement_sku", "sku", "location"), {"sqlite_with_rowid": False})
    n: Mapped[int] = entry_row()
    k: Mapped[int] = key()
    sku: Mapped[str]
    location: Mapped[str]
    qty_milli: Mapped[int]
    reason: Mapped[str]


class ShiftRow(Row):
    __tablename__ = "fact_shift"
    n: Mapped[int] = entry_row()
    shift: Mapped[str] = mapped_column(unique=True)
    staff: Mapped[str]
    business_date: Mapped[str]
    at: Mapped[str]
    float_minor: Mapped[int]
    opened_by_itself: Mapped[int]


class ShiftCloseRow(Row):
    __tablename__ = "fact_shift_close"
    n: Mapped[int] = entry_row()
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
    n: Mapped[int] = entry_row()
    shift: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    at: Mapped[str]
    staff: Mapped[str]
    amount_minor: Mapped[int]
    reason: Mapped[str]


class PointsRow(Row):
    __tablename__ = "fact_points"
    __table_args__ = (Index("ix_fact_points_customer", "customer"), {"sqlite_with_rowid": False})
    n: Mapped[int] = entry_row()
    k: Mapped[int] = key()
    customer: Mapped[str]
    points: Mapped[int]
    reason: Mapped[str]


class AuditRow(Row):
    """What people did that moved neither goods nor a sale: approvals, drawer openings, copies, voids, sign-ins."""

    __tablename__ = "fact_audit"
    __table_args__ = (Index("ix_fact_audit_decided", "subject", sqlite_where=text("kind = 'exception_decided'")),)
    n: Mapped[int] = entry_row()
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
    n: Mapped[int] = entry_row()
    kind: Mapped[str]
    file_hash: Mapped[str] = mapped_column(index=True)
    rows: Mapped[int]
