"""From a journal entry to the `fact_` rows that show it: one pure function, used when a sale is written, by
`rebuild` and by `verify`, so that the three can never differ.

Every projection gives tuples in the order of its table's columns; the first column is the entry's row number.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pos.domain.journal import Entry
from pos.domain.product import BUNDLED, WITHOUT_STOCK, bundled_milli
from pos.domain.sealed import unseal
from pos.store import tables
from pos.store.projection_card import project_attempt
from pos.store.projection_customer import (
    project_changed,
    project_consents,
    project_created,
    project_note,
    project_task_done,
)
from pos.store.projection_pickup import (
    ERASED,
    KeyOf,
    Rows,
    project_hand_over,
    project_order_return,
    project_step,
    project_undone,
)
from pos.store.projection_value import value_rows
from pos.store.tables import table_of

_SALE = table_of(tables.SaleRow)
_LINE = table_of(tables.SaleLineRow)
_DISCOUNT = table_of(tables.LineDiscountRow)
_LINE_TAX = table_of(tables.LineTaxRow)
_SALE_TAX = table_of(tables.SaleTaxRow)
_TENDER = table_of(tables.TenderRow)
_MOVEMENT = table_of(tables.MovementRow)
_SHIFT = table_of(tables.ShiftRow)
_SHIFT_CLOSE = table_of(tables.ShiftCloseRow)
_CASH = table_of(tables.CashMovementRow)
_POINTS = table_of(tables.PointsRow)
_AUDIT = table_of(tables.AuditRow)
_IMPORT = table_of(tables.ImportRow)
_VALUE = table_of(tables.ValueRow)
_COUPON = table_of(tables.CouponUseRow)


def project(n: int, entry: Entry, body: Mapping[str, Any], key_of: KeyOf) -> Rows:
    """The rows of this entry; kinds that only the journal itself shows have none."""
    made = _PROJECTIONS.get(entry.kind)
    return made(n, entry, body, key_of) if made else []


def stock_location(disposition: str) -> str:
    """Where returned goods are: back on the floor, or apart until somebody decides."""
    return {"damaged": "damaged", "supplier": "supplier"}.get(disposition, "floor")


def _sale(n: int, entry: Entry, body: Mapping[str, Any], key_of: KeyOf) -> Rows:
    lines = body["lines"]
    discounts = [
        (n, line["line"], k, x["by"], x["name"], x["amount_minor"])
        for line in lines
        for k, x in enumerate(line["discounts"])
    ]
    taxes = [_line_tax_row(n, line["line"], k, x) for line in lines for k, x in enumerate(line["tax"])]
    totals = [(n, k, x["name"], x["rate"], x["net_minor"], x["tax_minor"]) for k, x in enumerate(body["tax"])]
    tenders = [
        (n, k, x["type"], x["amount_minor"], x.get("reference", ""), x.get("points", 0))
        for k, x in enumerate(body["tenders"])
    ]
    points, value = _points_of_sale(n, body), value_rows(n, body)
    coupons = [(n, k, ref) for k, ref in enumerate(body.get("coupon_uses", ()))]
    return [
        (_SALE, [_sale_row(n, entry, body, key_of)]),
        (_LINE, [_line_row(n, line) for line in lines]),
        (_DISCOUNT, discounts),
        (_LINE_TAX, taxes),
        (_SALE_TAX, totals),
        (_TENDER, tenders),
        (_MOVEMENT, [row for line in lines if line.get("kind") not in WITHOUT_STOCK for row in _moved_rows(n, line)]),
        *([(_POINTS, points)] if points else []),
        *([(_VALUE, value)] if value else []),
        *([(_COUPON, coupons)] if coupons else []),
    ]


def _sale_row(n: int, entry: Entry, body: Mapping[str, Any], key_of: KeyOf) -> tuple[Any, ...]:
    return (
        n,
        body["sale_id"],
        body["receipt"],
        entry.at,
        entry.business_date,
        entry.shift,
        entry.staff,
        body.get("customer", ""),
        body["currency"],
        body["total_minor"],
        body["discounts_minor"],
        body["rounding_minor"],
        body["change_minor"],
        body["request"],
        _note(body, key_of),
    )


def _line_row(n: int, line: Mapping[str, Any]) -> tuple[Any, ...]:
    get = line.get
    returned = get("return_of") or {}
    return (
        n,
        line["line"],
        line["sku"],
        line["name"],
        get("options", ""),
        get("kind", "each"),
        get("category", ""),
        line["tax_category"],
        line["qty_milli"],
        line["unit_price_minor"],
        line["list_minor"],
        line["total_minor"],
        line["net_minor"],
        line["gross_minor"],
        get("source", "list"),
        get("reason", ""),
        get("approved_by", ""),
        get("salesperson", ""),
        get("serial", ""),
        returned.get("sale_id"),
        returned.get("line"),
        get("disposition", ""),
    )


def _line_tax_row(n: int, line: int, k: int, tax: Mapping[str, Any]) -> tuple[Any, ...]:
    included, fixed = int(tax.get("included", False)), int(tax.get("fixed", False))
    return (n, line, k, tax["name"], tax["rate"], tax["amount_minor"], included, fixed)


def _moved_rows(n: int, line: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """A bundle moves what it is made of, each component under a number of its own."""
    disposition = line.get("disposition", "")
    reason, place = "return" if disposition else "sale", stock_location(disposition)
    parts = line.get("components")
    if not parts:
        yield (n, line["line"], line["sku"], place, -line["qty_milli"], reason)
    for k, part in enumerate(parts or (), 1):
        moved = -bundled_milli(line["qty_milli"], part["qty_milli"])
        yield (n, line["line"] + k * BUNDLED, part["sku"], place, moved, reason)


def _points_of_sale(n: int, body: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """One row before any lines of `points_adjusted`, as the hub counts it; none where nobody earned anything."""
    told = body.get("points")
    if not told or not body.get("customer"):
        return []
    reason = "sale" if body["total_minor"] >= 0 else "return"
    return [(n, 0, body["customer"], told.get("earned", 0) - told.get("redeemed", 0), reason)]


def _note(body: Mapping[str, Any], key_of: KeyOf) -> str:
    sealed = body.get("sealed")
    if sealed is None:
        return ""
    texts = unseal(sealed, key_of(sealed["person"]))
    return ERASED if texts is None else "\n".join(texts[name] for name in sorted(texts))


def _shift_opened(n: int, entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    itself = int(body.get("by_itself", False))
    row = (n, entry.shift, entry.staff, entry.business_date, entry.at, body["float_minor"], itself)
    return [(_SHIFT, [row])]


def _shift_closed(n: int, entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    row = (
        n,
        entry.shift,
        body["number"],
        entry.staff,
        entry.at,
        body["expected_minor"],
        body["counted_minor"],
        body["left_minor"],
        body.get("reason", ""),
        body.get("approved_by", ""),
    )
    return [(_SHIFT_CLOSE, [row])]


def _cash(n: int, entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    sign = 1 if entry.kind == "cash_paid_in" else -1
    kind = entry.kind.removeprefix("cash_")
    amount = sign * body["amount_minor"]
    return [(_CASH, [(n, entry.shift, kind, entry.at, entry.staff, amount, body.get("reason", ""))])]


def _stock(n: int, entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    """Counts and adjustments: both carry the signed change that they made."""
    reason = "count" if entry.kind == "stock_counted" else "adjust"
    return [
        (
            _MOVEMENT,
            [
                (n, k, x["sku"], x["location"], x["change_milli"], x.get("reason", reason))
                for k, x in enumerate(body["lines"], 1)
            ],
        )
    ]


def _points(n: int, _entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    return [(_POINTS, [(n, k, x["customer"], x["points"], x["reason"]) for k, x in enumerate(body["lines"], 1)])]


def _audit(n: int, entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    row = (
        n,
        entry.kind,
        entry.at,
        entry.shift,
        entry.staff,
        " ".join(part for part in (body.get("right", ""), body.get("subject", "")) if part),
        body.get("amount_minor", 0),
        body.get("reason", ""),
        body.get("approved_by", ""),
    )
    return [(_AUDIT, [row])]


def _decision(n: int, entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    """What somebody said is true where two sides disagreed."""
    row = (n, entry.kind, entry.at, entry.shift, entry.staff, body["exception"], 0, body["decision"], "")
    return [(_AUDIT, [row])]


def _import(n: int, _entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    return [(_IMPORT, [(n, body["kind"], body["file_hash"], body["rows"])])]


_PROJECTIONS: dict[str, Callable[[int, Entry, Mapping[str, Any], KeyOf], Rows]] = {
    "sale_completed": _sale,
    "shift_opened": _shift_opened,
    "shift_closed": _shift_closed,
    "cash_paid_in": _cash,
    "cash_paid_out": _cash,
    "cash_dropped": _cash,
    "stock_counted": _stock,
    "stock_adjusted": _stock,
    "points_adjusted": _points,
    "basket_voided": _audit,
    "line_voided": _audit,
    "age_refused": _audit,
    "basket_suspended": _audit,
    "basket_resumed": _audit,
    "line_restored": _audit,
    "drawer_opened": _audit,
    "approval_given": _audit,
    "signed_in": _audit,
    "receipt_copied": _audit,
    "clock_changed": _audit,
    "badge_made": _audit,
    "pin_changed": _audit,
    "user_unlocked": _audit,
    "basket_taken_over": _audit,
    "training_entered": _audit,
    "training_left": _audit,
    "exception_decided": _decision,
    "import_applied": _import,
    "pickup_step": project_step,
    "handed_over": project_hand_over,
    "hand_over_undone": project_undone,
    "order_returned": project_order_return,
    "customer_created": project_created,
    "customer_changed": project_changed,
    "consent_changed": project_consents,
    "customer_noted": project_note,
    "task_set": project_note,
    "task_done": project_task_done,
    "customer_viewed": _audit,
    "card_attempt": project_attempt,
}
