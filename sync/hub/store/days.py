"""A day's figures as the hub's own tables give them: so a comparison with a till proves these tables too."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Table, case, func, select, tuple_

from pos.domain.day_figures import CHANGE, ROUNDING, STORED_VALUE, DayFigures, Sums, tax_key
from sync.hub.journal.projection import BACK, COLLECTED
from sync.hub.store.tables import entry, handed_unit, journal, movement, points_line, sale, sale_tax, stream, tender

Day = tuple[bytes, str]
"""A journal and a business date."""
_Figures = dict[Day, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class StreamSum:
    """A stream in figures: its newest number, the things that it holds, and their sum (16 hexadecimal digits)."""

    n: int = 0
    live: int = 0
    sum64: str = "0" * 16


def stream_sum(connection: Connection, name: str) -> StreamSum:
    """All 0 when nothing was ever published on it."""
    asked = select(stream.c.n, stream.c.live, stream.c.sum64).where(stream.c.stream == name)
    row = connection.execute(asked).one_or_none()
    return StreamSum() if row is None else StreamSum(row.n, row.live, row.sum64)


def day_figures(connection: Connection, store_no: int, days: Collection[Day]) -> dict[Day, DayFigures]:
    """The figures of these days, of journals of this store; of any other, and of a day without entries, all are 0."""
    figures: _Figures = defaultdict(dict)
    known = _of_store(connection, store_no, {journal_id for journal_id, _ in days})
    asked = [day for day in days if day[0] in known]
    if asked:
        _entries(connection, asked, figures)
        _sales(connection, asked, figures)
        _maps(connection, asked, figures)
        _goods_and_points(connection, asked, figures)
    return {day: DayFigures(*day, **figures[day]) for day in days}


def _of_store(connection: Connection, store_no: int, journal_ids: Collection[bytes]) -> set[bytes]:
    asked = select(journal.c.journal_id).where(journal.c.journal_id.in_(journal_ids), journal.c.store_no == store_no)
    return set(connection.scalars(asked))


def _sums(
    connection: Connection,
    days: Collection[Day],
    of: Table,
    source: FromClause,
    by: Collection[ColumnElement[Any]],
    sums: Collection[ColumnElement[Any]],
) -> list[tuple[Any, ...]]:
    """(journal, day, *by, *sums) of rows in `source`, whose days stand in the table `of`."""
    group = (of.c.journal_id, of.c.business_date, *by)
    journals, dates = {journal_id for journal_id, _ in days}, {date for _, date in days}
    asked = (
        select(*group, *sums)
        .select_from(source)
        .where(of.c.journal_id.in_(journals), of.c.business_date.in_(dates))
        .group_by(*group)
    )
    wanted = set(days)
    return [tuple(row) for row in connection.execute(asked) if (row[0], row[1]) in wanted]


def _entries(connection: Connection, days: Collection[Day], figures: _Figures) -> None:
    sums = (func.count(), func.min(entry.c.seq), func.max(entry.c.seq))
    lasts: dict[tuple[bytes, int], Day] = {}
    for journal_id, date, n, first, last in _sums(connection, days, entry, entry, (), sums):
        figures[journal_id, date] |= {"n": n, "first": first, "last": last}
        lasts[journal_id, last] = (journal_id, date)
    asked = select(entry.c.journal_id, entry.c.seq, entry.c.h)
    for row in connection.execute(asked.where(tuple_(entry.c.journal_id, entry.c.seq).in_(list(lasts)))):
        figures[lasts[row.journal_id, row.seq]]["head"] = row.h


def _sales(connection: Connection, days: Collection[Day], figures: _Figures) -> None:
    refunds = case((sale.c.total_minor < 0, 1), else_=0)
    for journal_id, date, is_refund, n, total in _sums(
        connection, days, sale, sale, (refunds,), (func.count(), func.sum(sale.c.total_minor))
    ):
        names = ("refunds", "refunds_gross") if is_refund else ("sales", "gross")
        figures[journal_id, date] |= dict(zip(names, (n, int(total)), strict=True))


def _maps(connection: Connection, days: Collection[Day], figures: _Figures) -> None:
    taxes = sale_tax.join(sale, _same(sale_tax, sale))
    named = (sale_tax.c.name, sale_tax.c.rate)
    taxed = (func.count(), func.sum(sale_tax.c.tax_minor))
    for journal_id, date, name, rate, n, total in _sums(connection, days, sale, taxes, named, taxed):
        _add(figures[journal_id, date], "tax", tax_key(name, rate), n, total)
    tenders = tender.join(sale, _same(tender, sale))
    paid = (func.count(), func.sum(tender.c.amount_minor))
    for journal_id, date, kind, n, total in _sums(connection, days, sale, tenders, (tender.c.type,), paid):
        _add(figures[journal_id, date], "tenders", kind, n, total)
        if kind in STORED_VALUE:
            so_far = figures[journal_id, date].get("stored_value", 0)
            figures[journal_id, date]["stored_value"] = so_far + int(total)
    for name, column in ((CHANGE, sale.c.change_minor), (ROUNDING, sale.c.rounding_minor)):
        sums = (func.sum(case((column != 0, 1), else_=0)), func.sum(column))
        for journal_id, date, n, total in _sums(connection, days, sale, sale, (), sums):
            if n:
                _add(figures[journal_id, date], "tenders", name, n, total)


def _goods_and_points(connection: Connection, days: Collection[Day], figures: _Figures) -> None:
    units = case((handed_unit.c.what == COLLECTED, 1), (handed_unit.c.what == BACK, -1), else_=0)
    parts: Mapping[Table, dict[str, ColumnElement[Any]]] = {
        movement: {"stock_moves": func.count(), "stock_qty": func.sum(movement.c.qty_milli)},
        points_line: {"points": func.sum(points_line.c.points)},
        handed_unit: {"handed_over": func.sum(units)},
    }
    for table, sums in parts.items():
        dated = table.join(entry, _same(table, entry))
        for journal_id, date, *totals in _sums(connection, days, entry, dated, (), tuple(sums.values())):
            figures[journal_id, date] |= {name: int(total) for name, total in zip(sums, totals, strict=True)}


def _same(table: Table, other: Table) -> ColumnElement[bool]:
    return (table.c.journal_id == other.c.journal_id) & (table.c.seq == other.c.seq)


def _add(figures: dict[str, Any], name: str, key: str, n: int, total: int) -> None:
    """Keys may meet: two taxes, one called `A 5` without a rate and one `A` at 5, are one figure on both sides."""
    sums: Sums = figures.setdefault(name, {})
    count, amount = sums.get(key, (0, 0))
    sums[key] = (count + int(n), amount + int(total))


def journals_of_day(connection: Connection, store_no: int, business_date: str) -> list[bytes]:
    """The journals of a store that have entries of this day."""
    asked = (
        select(entry.c.journal_id)
        .join(journal, journal.c.journal_id == entry.c.journal_id)
        .where(journal.c.store_no == store_no, entry.c.business_date == business_date)
        .distinct()
    )
    return list(connection.scalars(asked))
