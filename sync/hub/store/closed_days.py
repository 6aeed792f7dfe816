"""Days that were closed, with the figures of that moment, and the sales that came later. Both are only added to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, tuple_

from sync.hub.store.rows import ONCE, add_rows
from sync.hub.store.tables import closed_day, day_correction, journal, sale, sale_tax, store, till

StoreDay = tuple[int, str]
"""A store and a business date."""


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """`figures` is the document that was written when the day was closed."""

    closed_at: str
    figures: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A sale that came after its day was closed: when, from which till, and what it changed in minor units."""

    at: str
    till_no: int
    receipt: str
    total_minor: int
    tax_minor: int


def hold_stores(connection: Connection, stores: Collection[int], *, closing: bool = False) -> None:
    """Until the commit no day of these stores is closed; whoever is `closing` one waits for all who bring sales."""
    asked = select(store.c.store_no).where(store.c.store_no.in_(stores)).order_by(store.c.store_no)
    connection.execute(asked.with_for_update(read=not closing)).all()


def keep_closed(connection: Connection, day: StoreDay, at: str, figures: str) -> bool:
    """Whether the day is closed by this; one that was closed before stays as it was."""
    return add_rows(connection, closed_day, [(*day, at, figures)], ONCE) == 1


def closed_of(connection: Connection, day: StoreDay) -> ClosedDay | None:
    asked = select(closed_day.c.closed_at, closed_day.c.figures).where(
        closed_day.c.store_no == day[0], closed_day.c.business_date == day[1]
    )
    row = connection.execute(asked).one_or_none()
    return None if row is None else ClosedDay(*row)


def closed_among(connection: Connection, days: Collection[StoreDay]) -> set[StoreDay]:
    """Which of these days are closed."""
    key = tuple_(closed_day.c.store_no, closed_day.c.business_date)
    asked = select(closed_day.c.store_no, closed_day.c.business_date).where(key.in_(list(days)))
    return {(row[0], row[1]) for row in connection.execute(asked)}


def last_closed(connection: Connection, store_no: int) -> str:
    """The newest day of a store that is closed, empty when none is."""
    asked = select(func.max(closed_day.c.business_date)).where(closed_day.c.store_no == store_no)
    return connection.scalar(asked) or ""


def add_corrections(connection: Connection, places: Sequence[tuple[bytes, int, int, str]], at: str) -> None:
    """(journal, seq, store, business date) of each sale that came late, on the day of its coming."""
    add_rows(connection, day_correction, [(*place, at) for place in places])


def corrections_of(connection: Connection, day: StoreDay) -> list[Correction]:
    """What came after a day was closed, in the order of its coming."""
    tax = (
        select(func.coalesce(func.sum(sale_tax.c.tax_minor), 0))
        .where(sale_tax.c.journal_id == sale.c.journal_id, sale_tax.c.seq == sale.c.seq)
        .scalar_subquery()
    )
    asked = (
        select(day_correction.c.at, till.c.number, sale.c.receipt, sale.c.total_minor, tax)
        .join(sale, (sale.c.journal_id == day_correction.c.journal_id) & (sale.c.seq == day_correction.c.seq))
        .join(journal, journal.c.journal_id == day_correction.c.journal_id)
        .join(till, till.c.till_id == journal.c.till_id)
        .where(day_correction.c.store_no == day[0], day_correction.c.business_date == day[1])
        .order_by(day_correction.c.at, day_correction.c.journal_id, day_correction.c.seq)
    )
    return [Correction(row[0], row[1], row[2], int(row[3]), int(row[4])) for row in connection.execute(asked)]
