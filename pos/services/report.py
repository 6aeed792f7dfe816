"""Reports from local data: a shift's X and Z as documents, and sales, tax, stock and exceptions over days."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pos.domain.failures import Refused
from pos.domain.money import format_minor
from pos.domain.quantity import format_milli
from pos.domain.shift import ShiftFigures
from pos.services.shift import figures_of
from pos.services.till import Till
from pos.store.report_sums import report_rows

Unit = Literal["text", "number", "amount", "quantity"]
Cell = str | int
EARLIEST, LATEST = "0000-01-01", "9999-12-31"

COLUMNS: dict[str, tuple[tuple[str, Unit], ...]] = {
    "sales": (
        ("day", "text"),
        ("sales", "number"),
        ("sold", "amount"),
        ("returns", "number"),
        ("returned", "amount"),
        ("discounts", "amount"),
        ("net", "amount"),
        ("tax", "amount"),
        ("gross", "amount"),
    ),
    "tax": (("name", "text"), ("rate", "text"), ("net", "amount"), ("tax", "amount"), ("gross", "amount")),
    "stock": (
        ("sku", "text"),
        ("name", "text"),
        ("location", "text"),
        ("sold", "quantity"),
        ("returned", "quantity"),
        ("changed", "quantity"),
        ("on_hand", "quantity"),
    ),
    "exceptions": (
        ("day", "text"),
        ("at", "text"),
        ("kind", "text"),
        ("staff", "text"),
        ("subject", "text"),
        ("amount", "amount"),
        ("reason", "text"),
        ("approved_by", "text"),
    ),
}
"""The columns of each report over days. Returns count negative; `on_hand` is at the end of the last day."""


@dataclass(frozen=True, slots=True)
class Table:
    """A report over days as it is shown: counts are numbers, amounts and quantities are texts in major units.

    `total` sums the rows where that means something, else it is empty.
    """

    name: str
    columns: tuple[str, ...]
    units: tuple[Unit, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()


def day_report(till: Till, name: str, since: str = "", until: str = "") -> Table:
    """One of COLUMNS between two business dates, both included and both optional; Refused `bad_date`."""
    for day in (since, until):
        _check_day(day)
    columns = COLUMNS[name]
    with till.store.read() as tx:
        found = report_rows(tx.driver, name, since or EARLIEST, until or LATEST)
    rows = [row[: len(columns)] for row in found]
    return Table(
        name,
        tuple(column for column, _unit in columns),
        tuple(unit for _column, unit in columns),
        tuple(_shown(row, columns, till.setup.currency) for row in rows),
        _total(rows, columns, till.setup.currency) if name == "sales" else (),
    )


def x_figures(till: Till) -> ShiftFigures:
    """The open shift so far; Refused `no_shift`."""
    with till.store.read() as tx:
        opened = tx.shifts.open()
        if opened is None:
            raise Refused("no_shift")
        return figures_of(tx, till, opened.shift)


def z_figures(till: Till) -> ShiftFigures:
    """The shift that was closed last; Refused `no_shift_closed`."""
    with till.store.read() as tx:
        closed = tx.shifts.last_closed()
        if closed is None:
            raise Refused("no_shift_closed")
        return figures_of(tx, till, closed.shift)


def figures_document(figures: ShiftFigures) -> dict[str, Any]:
    """X or Z in major units; the cash of an open shift is left out, because the count is blind."""

    def major(minor: int) -> str:
        return format_minor(minor, figures.currency)

    document: dict[str, Any] = {
        "shift": figures.shift_id,
        "number": figures.number,
        "currency": figures.currency,
        "opened_at": figures.opened_at,
        "closed_at": figures.closed_at,
        "sales": {"count": figures.sales_count, "amount": major(figures.sales_minor)},
        "returns": {"count": figures.returns_count, "amount": major(figures.returns_minor)},
        "net": major(figures.net_minor),
        "tax": [
            {"name": x.name, "rate": x.rate, "net": major(x.net_minor), "tax": major(x.tax_minor)}
            for x in figures.taxes
        ],
        "tenders": [{"type": x.type, "count": x.count, "amount": major(x.amount_minor)} for x in figures.tenders],
        "discounts": {"count": figures.discounts_count, "amount": major(figures.discounts_minor)},
        "voids": {"count": figures.voids_count, "amount": major(figures.voids_minor)},
        "drawer_openings": figures.drawer_openings,
        "grand_total": major(figures.grand_total_minor),
    }
    if figures.closed_at:
        document["cash"] = _cash(figures)
        document["journal"] = {
            "first": figures.first_seq,
            "last": figures.last_seq,
            "unbroken": figures.unbroken,
        }
    return document


def _cash(figures: ShiftFigures) -> dict[str, str]:
    assert figures.cash_counted_minor is not None and figures.cash_difference_minor is not None
    minors = {
        "float": figures.float_minor,
        "paid_in": figures.paid_in_minor,
        "paid_out": figures.paid_out_minor,
        "dropped": figures.dropped_minor,
        "expected": figures.cash_expected_minor,
        "counted": figures.cash_counted_minor,
        "difference": figures.cash_difference_minor,
    }
    return {name: format_minor(minor, figures.currency) for name, minor in minors.items()}


def _check_day(day: str) -> None:
    try:
        if day and date.fromisoformat(day).isoformat() != day:
            raise ValueError
    except ValueError as failure:
        raise Refused("bad_date", value=day) from failure


def _shown(row: tuple[Any, ...], columns: tuple[tuple[str, Unit], ...], currency: str) -> tuple[Cell, ...]:
    return tuple(_cell(value, unit, currency) for value, (_name, unit) in zip(row, columns, strict=True))


def _cell(value: Any, unit: Unit, currency: str) -> Cell:
    if unit == "amount":
        return format_minor(value, currency)
    return format_milli(value) if unit == "quantity" else int(value) if unit == "number" else str(value)


def _total(rows: list[tuple[Any, ...]], columns: tuple[tuple[str, Unit], ...], currency: str) -> tuple[Cell, ...]:
    sums = [sum(row[n] for row in rows) if unit != "text" else "" for n, (_name, unit) in enumerate(columns)]
    return _shown(tuple(sums), columns, currency)
