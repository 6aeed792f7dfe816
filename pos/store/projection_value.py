"""What a sale does to accounts at the hub (stored_value.py), in the order in which the hub books it."""

from collections.abc import Iterator, Mapping
from typing import Any

from pos.domain.stored_value import customer_ref, ref_of_reference

OFFLINE, ONLINE = "offline", "online"


def value_rows(n: int, body: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """A row for each gift card that was sold or came back, then for each tender that an account stands behind."""
    moved = (*_of_lines(body["lines"]), *_of_tenders(body))
    return [(n, k, *row) for k, row in enumerate(moved)]


def _of_lines(lines: list[Mapping[str, Any]]) -> Iterator[tuple[str, str, int, str]]:
    for line in lines:
        if line.get("kind") == "gift_card" and line.get("serial"):
            kind = "adjust" if line["qty_milli"] < 0 else "load"
            yield ref_of_reference(line["serial"]), kind, line["total_minor"], ONLINE


def _of_tenders(body: Mapping[str, Any]) -> Iterator[tuple[str, str, int, str]]:
    for tender in body["tenders"]:
        if (ref := _ref(tender, body.get("customer", ""))) == "":
            continue
        amount, mode = tender["amount_minor"], tender.get("mode", ONLINE)
        owes = tender["type"] == "account"
        yield ref, _word(amount, owes=owes), amount if owes else -amount, mode


def _ref(tender: Mapping[str, Any], customer: str) -> str:
    """Empty where the tender is no value at a hub, as an account of a till that has none."""
    if tender["type"] == "points":
        return customer_ref("points", customer) if customer else ""
    if tender["type"] in ("gift_card", "store_credit", "account"):
        return ref_of_reference(tender.get("reference", ""))
    return ""


def _word(amount: int, *, owes: bool) -> str:
    if owes:
        return "charge" if amount > 0 else "pay"
    return "redeem" if amount > 0 else "refund"
