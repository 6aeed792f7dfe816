"""What belongs to this machine alone: `local_` tables."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from pos.store.tables.row import Row, key


class BestSellerRow(Row):
    """How often a product sold, for ranking and for the tiles of its category; counted anew at shift close."""

    __tablename__ = "local_best_seller"
    __table_args__ = (
        Index("ix_local_best_seller_sold", "sold"),
        Index("ix_local_best_seller_category", "category", "sold"),
    )
    number: Mapped[int] = key()
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
    entry: Mapped[str] = mapped_column(server_default="")


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
