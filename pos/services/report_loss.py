"""The loss-prevention report: what is watched for each person against the others, in plain words and without blame."""

from pos.domain.loss import LEAST_SALES, Counted, Watched, compare
from pos.domain.quantity import format_milli
from pos.services.report_table import Column, Table, check_days, table_of
from pos.services.till import Till
from pos.store.loss_sums import sales_by_person, watched_sums

COLUMNS: tuple[Column, ...] = (
    ("staff", "text"),
    ("name", "text"),
    ("what", "text"),
    ("count", "number"),
    ("amount", "amount"),
    ("sales", "number"),
    ("per_100_sales", "quantity"),
    ("others_median", "quantity"),
    ("apart", "quantity"),
)
"""`apart` is how far a rate is from the others' median; empty where there is too little to compare."""

WORDS = {
    "basket_voids": "emptied baskets",
    "line_voids": "removed lines",
    "no_sales": "drawer openings without a sale",
    "price_overrides": "changed prices",
    "manual_discounts": "manual discounts",
    "returns_without_receipt": "returns without receipt",
    "receipt_copies": "receipt copies",
}
HOW = (
    "Rates are on 100 sales, beside the median of everybody else with at least {least} sales. "
    "They say where to look, not why: training, a busy till or a broken scanner shows here too."
)
ABOVE = "{name}: {count} {what} on {sales} sales are {rate} on 100; the others' median is {others}."
NOTHING = "Nobody stands out from the others."


def loss_report(till: Till, since: str = "", until: str = "") -> Table:
    """What is watched between two business dates, both included and both optional; Refused as `check_days`.

    Its notes name whoever stands out, and how the figures are to be read.
    """
    found, names = watched(till, since, until)
    rows = [
        (
            one.staff,
            names.get(one.staff, ""),
            one.what,
            one.counted.count,
            one.counted.amount_minor,
            one.sales,
            _or_empty(one.rate_milli),
            _or_empty(one.others_milli),
            _or_empty(one.apart_milli),
        )
        for one in found
    ]
    return table_of("loss", COLUMNS, rows, till.setup.currency, notes=notes(found, names))


def watched(till: Till, since: str, until: str) -> tuple[tuple[Watched, ...], dict[str, str]]:
    """Everything that is watched, and the names of the people."""
    bounds = check_days(since, until)
    with till.store.read() as tx:
        counted = {
            (staff, what): Counted(count, minor) for staff, what, count, minor in watched_sums(tx.driver, *bounds)
        }
        sales = sales_by_person(tx.driver, *bounds)
        names = {person.staff_id: person.name for person in tx.people.all()}
    return compare(sales, counted), names


def notes(found: tuple[Watched, ...], names: dict[str, str]) -> tuple[str, ...]:
    """A sentence for each figure that stands out, then how to read them."""
    above = [
        ABOVE.format(
            name=names.get(one.staff) or one.staff,
            count=one.counted.count,
            what=WORDS[one.what],
            sales=one.sales,
            rate=format_milli(one.rate_milli or 0),
            others=format_milli(one.others_milli or 0),
        )
        for one in found
        if one.stands_out
    ]
    return (*(above or [NOTHING]), HOW.format(least=LEAST_SALES))


def _or_empty(milli: int | None) -> int | str:
    return "" if milli is None else milli
