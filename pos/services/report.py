"""Reports from local data: a shift's X and Z as documents, and sales, tax, stock and exceptions over days."""

from dataclasses import replace
from typing import Any

from pos.domain.failures import Refused
from pos.domain.money import format_minor
from pos.domain.shift import ShiftFigures
from pos.services.report_loss import loss_report
from pos.services.report_sales import By, sales_report
from pos.services.report_table import Column, Table, check_days, table_of
from pos.services.shift import figures_of
from pos.services.till import Till
from pos.store.report_sums import report_rows

COLUMNS: dict[str, tuple[Column, ...]] = {
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
"""The columns of reports that list what happened; `on_hand` is at the end of the last day."""
NAMES = ("sales", "tax", *COLUMNS, "loss")
"""Reports over days."""


def day_report(till: Till, name: str, since: str = "", until: str = "", by: By = "day") -> Table:
    """One of NAMES between two business dates, both included and both optional; Refused as `check_days`.

    Only `sales` is grouped `by` something.
    """
    if name in ("sales", "tax"):
        return replace(sales_report(till, by if name == "sales" else "tax", since, until), name=name)
    if name == "loss":
        return loss_report(till, since, until)
    bounds = check_days(since, until)
    with till.store.read() as tx:
        found = report_rows(tx.driver, name, *bounds)
    columns = COLUMNS[name]
    return table_of(name, columns, [row[: len(columns)] for row in found], till.setup.currency)


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
        "gross": major(figures.gross_minor),
        "rounding": major(figures.rounding_minor),
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


def figures_rows(figures: ShiftFigures) -> list[tuple[str, Any]]:
    """X or Z as rows of a name with points, like `tenders.1.amount`, and its value."""
    return _flat("", figures_document(figures))


def _flat(path: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = {str(n): part for n, part in enumerate(value, 1)}.items()
    else:
        return [(path, value)]
    return [row for name, part in parts for row in _flat(f"{path}.{name}" if path else name, part)]
