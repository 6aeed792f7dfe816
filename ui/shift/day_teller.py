"""A report over days in the words of one language and the money of one till: its table and its plot."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pos.domain.money import exponent, parse_minor
from pos.services.report_table import Cell, Table
from ui.money_text import MINUS, amount_text
from ui.shift.day_view import DayFacts, DayView, FigureTable, Period, PlotKind, PlotView, Point, Which
from ui.shift.day_words import DayWords

_PLOTS: dict[Which, tuple[PlotKind, str, str]] = {
    "day": ("line", "day", "gross"),
    "hour": ("columns", "hour", "gross"),
    "category": ("rows", "category", "gross"),
    "tender": ("rows", "tender", "amount"),
    "staff": ("rows", "name", "gross"),
    "tax": ("rows", "name", "tax"),
}
"""How each report is plotted: the kind, the column of the labels and that of the values."""
ROUNDING = "rounding"
MOST_ROWS = 12
"""Bars that have room beside each other; the table has every row."""


@dataclass(frozen=True, slots=True)
class DayTeller:
    """`time` puts a time of the journal on the wall of the store."""

    words: DayWords
    tenders: dict[str, str]
    currency: str
    locale: str
    time: Callable[[str], str]

    def view(self, facts: DayFacts, which: Which, period: Period) -> DayView:
        words, table = self.words, _said(facts.table)
        pattern = words.between if facts.first else words.until
        days = facts.last if facts.first == facts.last else pattern.format(first=facts.first, last=facts.last)
        return DayView(
            which=which,
            period=period,
            days=days,
            plot=self._plot(table, which),
            table=self._figures(table),
            notes=table.notes,
            nothing="" if table.rows else words.nothing,
        )

    def _figures(self, table: Table) -> FigureTable:
        rows = [self._row(table, row) for row in table.rows]
        if table.total and table.rows:
            first, *others = self._row(table, table.total)
            rows.append((first or self.words.total, *others))
        return FigureTable(
            columns=tuple(self.words.columns[column] for column in table.columns),
            right=tuple(unit != "text" for unit in table.units),
            rows=tuple(rows),
            has_total=bool(table.total and table.rows),
        )

    def _row(self, table: Table, row: tuple[Cell, ...]) -> tuple[str, ...]:
        cells = zip(table.columns, table.units, row, strict=True)
        is_total = row is table.total
        return tuple("" if is_total and cell == "" else self._cell(column, unit, cell) for column, unit, cell in cells)

    def _cell(self, column: str, unit: str, cell: Cell) -> str:
        words = self.words
        if unit == "amount" and cell != "":
            return amount_text(parse_minor(str(cell), self.currency), self.currency, self.locale)
        if unit == "quantity":
            return str(cell).replace("-", MINUS) or words.not_compared
        if column == "category":
            return str(cell) or words.no_category
        if column == "tender":
            return self.tenders.get(str(cell), str(cell))
        if column == "at":
            return self.time(str(cell))
        return words.things.get(str(cell), str(cell)).replace("-", MINUS if unit == "number" else "-")

    def _plot(self, table: Table, which: Which) -> PlotView | None:
        """The larger ones first where there are more than fit, else in the order of the table."""
        if which not in _PLOTS or not table.rows:
            return None
        kind, label, value = _PLOTS[which]
        points = [self._point(table, row, label, value) for row in table.rows]
        if kind == "rows":
            points = sorted(points, key=lambda point: -point.value)[:MOST_ROWS]
        name = self.words.plot.format(report=self.words.reports[which], what=self.words.columns[value])
        return PlotView(kind, name, tuple(points))

    def _point(self, table: Table, row: tuple[Cell, ...], label: str, value: str) -> Point:
        at, of = table.columns.index(label), table.columns.index(value)
        minor = parse_minor(str(row[of]), self.currency)
        named = self._cell(label, table.units[at], row[at])
        if label == "name":
            named = named or str(row[0])
        return Point(_short(named, label), minor, self._short_amount(minor))

    def _short_amount(self, minor: int) -> str:
        """Without the smallest coins, which a plot does not show."""
        whole = 10 ** exponent(self.currency)
        rounded = (abs(minor) * 2 + whole) // (2 * whole) * whole
        text = amount_text(rounded if minor >= 0 else -rounded, self.currency, self.locale)
        return text[: -1 - exponent(self.currency)] if exponent(self.currency) else text


def _said(table: Table) -> Table:
    """A table without what says nothing: no shop but one that rounds cash looks for it."""
    if ROUNDING not in table.columns:
        return table
    at = table.columns.index(ROUNDING)
    if any(str(row[at]).strip("0.") for row in table.rows):
        return table
    kept = [n for n in range(len(table.columns)) if n != at]
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        units=tuple(table.units[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in table.rows),
        total=tuple(table.total[n] for n in kept) if table.total else (),
    )


def _short(label: str, column: str) -> str:
    """`11-21` of a day and `14` of an hour: their column says the rest."""
    if column == "day":
        return label[5:]
    return label[:2] if column == "hour" else label
