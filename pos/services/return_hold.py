"""Goods of sold lines that come back, held at the hub before their money moves: so that no two tills take the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused
from pos.domain.quantity import format_milli
from pos.services.hub_claim import PATIENT, Waiting, ask_hub
from pos.services.other_receipt import look_up, require_unseen
from pos.services.till import Till


def hold_goods(till: Till, basket: Basket, staff: str, waiting: Waiting = PATIENT) -> None:
    """Before money moves: the hub holds what comes back for this basket, so that no other till takes it too.

    Refused `returned_elsewhere`; `receipt_seen` for goods of a receipt that can be looked up now. What the hub could
    not be asked about is this till's own, or comes back as `require_unseen` has it.
    """
    with till.store.read() as tx:
        if tx.link.peer() is None or not any(line.is_return for line in basket.lines):
            return
    for receipt in sorted({line.unseen for line in basket.lines} - {""}):
        if look_up(till, receipt, waiting) == "found":
            raise Refused("receipt_seen", receipt=receipt)
    unheard = _hold_all(till, basket, waiting)
    with till.store.read() as tx:
        require_unseen(tx, till, basket, staff, unheard)


def _hold_all(till: Till, basket: Basket, waiting: Waiting) -> list[str]:
    """The sales of which the hub holds nothing, because it could not be asked or does not know them."""
    unheard: list[str] = []
    for sale_id, wanted in _wanted(basket.lines).items():
        claim = _claim(basket.basket_id, sale_id, wanted)
        answer = ask_hub(till, claim, waiting)
        if answer.get("why") == "not_enough" and _gave_up(till, basket, sale_id, waiting):
            answer = ask_hub(till, claim, waiting)
        if answer.get("why") == "not_enough":
            if not _is_held_here(till, basket, answer, sale_id, wanted):
                raise _returned(till, answer, sale_id, wanted)
            continue
        if answer.get("result") != "granted":
            unheard.append(sale_id)
    return unheard


def _gave_up(till: Till, basket: Basket, sale_id: str, waiting: Waiting) -> bool:
    """What this till held for baskets that it has given up is let go; whether there was any."""
    with till.store.read() as tx:
        asked = [one for one in tx.claims.of_kind("refund") if one["refs"][0].startswith(f"{sale_id}/")]
        drafts = (*tx.drafts.current(), *tx.drafts.suspended())
        waits = {draft.draft_id for draft in drafts} | {basket.basket_id}
        old = [one for one in asked if one["sale"] not in waits and tx.sales.get(one["sale"]) is None]
    for one in old:
        ask_hub(till, {**one, "release": True}, waiting)
    return bool(old)


def _is_held_here(
    till: Till, basket: Basket, answer: Mapping[str, Any], sale_id: str, wanted: Mapping[int, int]
) -> bool:
    """Whether all that is missing is held by this till itself, for another basket that it could not let go of in time:
    no other till can take it then, and what this one gives back twice it refuses itself."""
    left, own = answer.get("left", {}), _own_holds(till, basket, sale_id)
    holders = {one["ref"] for one in answer["already"] if one["by"] == till.setup.series}
    short = {f"{sale_id}/{n}": milli - left.get(f"{sale_id}/{n}", 0) for n, milli in wanted.items()}
    return all(milli <= 0 or (ref in holders and milli <= own.get(ref, 0)) for ref, milli in short.items())


def _own_holds(till: Till, basket: Basket, sale_id: str) -> dict[str, int]:
    """Thousandths by sale and line that this till asked for, for baskets that are no sales yet."""
    asked: dict[tuple[str, str], int] = {}
    with till.store.read() as tx:
        for one in tx.claims.of_kind("refund"):
            if one["sale"] == basket.basket_id or tx.sales.get(one["sale"]) is not None:
                continue
            for ref, _, milli in (told.rpartition("/") for told in one["refs"]):
                if ref.startswith(f"{sale_id}/"):
                    asked[one["sale"], ref] = int(milli)
    held: dict[str, int] = {}
    for (_basket, ref), milli in asked.items():
        held[ref] = held.get(ref, 0) + milli
    return held


def _returned(till: Till, answer: Mapping[str, Any], sale_id: str, wanted: Mapping[int, int]) -> Refused:
    left = answer.get("left", {})
    number = next(n for n, milli in wanted.items() if milli > left.get(f"{sale_id}/{n}", 0))
    taker = next((one for one in answer["already"] if one["ref"] == f"{sale_id}/{number}"), None)
    with till.store.read() as tx:
        sale = tx.sales.get(sale_id)
    assert sale is not None
    return Refused(
        "returned_elsewhere",
        receipt=sale.receipt,
        sold_line=number,
        left=format_milli(left.get(f"{sale_id}/{number}", 0)),
        by=taker["by"] if taker else "",
        at=taker["at"] if taker else "",
    )


def _wanted(lines: Sequence[Line]) -> dict[str, dict[int, int]]:
    """Thousandths that come back, by sale and line."""
    wanted: dict[str, dict[int, int]] = {}
    for line in lines:
        if (of := line.reversal) is not None:
            of_sale = wanted.setdefault(of.sale_id, {})
            of_sale[of.line] = of_sale.get(of.line, 0) + line.qty_milli
    return wanted


def _claim(basket_id: str, sale_id: str, wanted: Mapping[int, int]) -> dict[str, Any]:
    refs = [f"{sale_id}/{line}/{milli}" for line, milli in sorted(wanted.items())]
    return {"kind": "refund", "refs": refs, "sale": basket_id}
