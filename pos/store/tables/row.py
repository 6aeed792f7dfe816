"""The base of every table of the till, and the columns that many share."""

from sqlalchemy import ForeignKey, LargeBinary, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Row(DeclarativeBase):
    type_annotation_map = {bytes: LargeBinary}


def key() -> Mapped[int]:
    return mapped_column(primary_key=True, autoincrement=False)


def entry_row() -> Mapped[int]:
    return mapped_column(ForeignKey("journal.n"), primary_key=True, autoincrement=False)


def table_of(row: type[Row]) -> Table:
    """The table of a typed row, for the places where rows go in as plain tuples."""
    table = row.__table__
    assert isinstance(table, Table)
    return table
