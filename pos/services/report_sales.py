"""Sales over days by day, means of payment, tax, category, hour of the store's day, person at the till, or who
advised on each line: without anybody named that is the person at the till.

The words mean the same in every report, X and Z among them; what happened counts on its own day:

- `sold` (in X and Z the amount of `sales`): what sold goods came to, discounts taken off, with tax; `returned` (the
  amount of `returns`): what was given back for goods, with tax, never above 0. An exchange counts as one of each.
- `discounts`: what sold goods were reduced by, never below 0, as the receipt says it: with tax where prices include it,
  else without. A return takes back the price that was paid and changes no discount.
- `gross` = sold + returned, with tax; `tax` is the tax in it and `net` = gross − tax, without tax.
- `rounding`: what rounding cash to the smallest coin added or took. gross + rounding is what all tenders took.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from pos.services.report_table import Column, Table, check_days, sum_of, table_of
from pos.services.till import Till
from pos.store.report_groups import all_sales, grouped_sales, merged, tender_sums
from pos.store.report_sums import report_rows
from pos.store.store import Tx

By = Literal["day", "tender", "tax", "category", "hour", "staff", "salesperson"]
BYS: tuple[By, ...] = get_args(By)

_SUMS: tuple[Column, ...] = (
    ("sales", "number"),
    ("sold", "amount"),
    ("returns", "number"),
    ("returned", "amount"),
    ("discounts", "amount"),
    ("net", "amount"),
    ("tax", "amount"),
    ("gross", "amount"),
)
COLUMNS: dict[By, tuple[Column, ...]] = {
    "day": (("day", "text"), *_SUMS),
    "category": (("category", "text"), *_SUMS),
    "hour": (("hour", "text"), *_SUMS),
    "staff": (("staff", "text"), ("name", "text"), *_SUMS),
    "salesperson": (("salesperson", "text"), ("name", "text"), *_SUMS),
    "tender": (
        ("tender", "text"),
        ("payments", "number"),
        ("taken", "amount"),
        ("refunds", "number"),
        ("given_back", "amount"),
        ("amount", "amount"),
        ("rounding", "amount"),
    ),
    "tax": (("name", "text"), ("rate", "text"), ("net", "amount"), ("tax", "amount"), ("gross", "amount")),
}
"""The columns of each grouping. What a tender took is without the change that it gave back; `amount` is that less what
it gave back, `rounding` is a part of it."""


def sales_report(till: Till, by: By = "day", since: str = "", until: str = "") -> Table:
    """Sales between two business dates, both included and both optional; Refused as `check_days`."""
    bounds = check_days(since, until)
    with till.store.read() as tx:
        rows, total = _rows(tx, till, by, *bounds)
    return table_of("sales" if by == "day" else f"sales by {by}", COLUMNS[by], rows, till.setup.currency, total)


def _rows(tx: Tx, till: Till, by: By, since: str, until: str) -> tuple[Sequence[Sequence[Any]], Sequence[Any]]:
    """The rows and their total; only tax is summed over taxes, because two of them may lie on the same goods."""
    match by:
        case "day":
            rows = report_rows(tx.driver, "sales", since, until)
            return rows, sum_of(COLUMNS[by], rows)
        case "tender":
            rows = tender_sums(tx.driver, since, until)
            return rows, sum_of(COLUMNS[by], rows)
        case "tax":
            rows = report_rows(tx.driver, "tax", since, until)
            return rows, ("", "", "", sum(row[3] for row in rows), "")
    everything = all_sales(tx.driver, since, until)
    groups = grouped_sales(tx.driver, by, since, until)
    if by in ("staff", "salesperson"):
        names = {person.staff_id: person.name for person in tx.people.all()}
        return [(key, names.get(key, ""), *sums) for key, sums in groups], ("", "", *everything)
    if by == "hour":
        groups = merged(groups, lambda quarter: _hour(till, quarter))
    return [(key, *sums) for key, sums in groups], ("", *everything)


def _hour(till: Till, quarter: str) -> str:
    """The hour on the store's wall, like `14:00`, of a quarter of an hour in UTC."""
    at = datetime.fromisoformat(quarter).replace(tzinfo=UTC)
    return f"{at.astimezone(till.setup.time_zone):%H}:00"
