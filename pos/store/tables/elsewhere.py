"""Sales of other tills that goods were brought back of here, as the hub told of them."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from pos.store.tables.row import Row, key


class OtherSaleRow(Row):
    """`body` is the journal's of that till; `store` is a name. Figures of this till never count it."""

    __tablename__ = "local_other_sale"
    n: Mapped[int] = mapped_column(primary_key=True)
    sale_id: Mapped[str] = mapped_column(unique=True)
    receipt: Mapped[str] = mapped_column(index=True)
    store: Mapped[str]
    at: Mapped[str]
    business_date: Mapped[str]
    staff: Mapped[str]
    body: Mapped[str]


class OtherReturnRow(Row):
    """A line of such a sale that gave back another one; `qty_milli` is negative."""

    __tablename__ = "local_other_return"
    __table_args__ = (
        Index("ix_local_other_return_sale", "return_sale", "return_line"),
        {"sqlite_with_rowid": False},
    )
    n: Mapped[int] = key()
    line: Mapped[int] = key()
    return_sale: Mapped[str]
    return_line: Mapped[int]
    qty_milli: Mapped[int]
