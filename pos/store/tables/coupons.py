"""Personal coupons that were used here, each once."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from pos.store.tables.row import Row, entry_row, key


class CouponUseRow(Row):
    __tablename__ = "fact_coupon_use"
    __table_args__ = (Index("ix_fact_coupon_use_ref", "ref"), {"sqlite_with_rowid": False})
    n: Mapped[int] = entry_row()
    k: Mapped[int] = key()
    ref: Mapped[str]
