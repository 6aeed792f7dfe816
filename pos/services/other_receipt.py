"""Receipts of other tills: looked up at the hub, and goods held there before their money goes back. Where nobody can be
asked, they come back within a limit, with somebody's yes (SEMANTICS.md, "Refunds")."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from pos.domain.basket import Basket, Line
from pos.domain.codes import check_receipt_code, classify, receipt_number
from pos.domain.failures import Refused
from pos.domain.money import format_minor, parse_minor
from pos.domain.quantity import format_milli
from pos.domain.staff import BUILT_IN, may
from pos.services.hub_claim import PATIENT, Waiting, ask_hub
from pos.services.rights import require_right
from pos.services.sale import price_basket
from pos.services.staff import member
from pos.services.till import Till
from pos.store.other_sales import OtherSale
from pos.store.store import Tx

LIMIT = "50"
"""What a basket gives back for unseen receipts where the set-up names no limit, in whole units of the currency."""
_NUMBER = re.compile(r"([A-Z]{1,4})-(\d{1,4})[A-Z]{0,2}-\d{6,12}", re.ASCII)

Heard = Literal["found", "unknown", "offline"]


def look_up(till: Till, asked: str, waiting: Waiting = PATIENT) -> Heard:
    """Ask the hub for the sale of a receipt's code or number, and for what of it came back at any till: this till keeps
    both. A receipt of its own is asked for too, as other tills may have taken goods of it back."""
    number = number_of(asked)
    if not _NUMBER.fullmatch(number):
        return "unknown"
    answer = ask_hub(till, {"kind": "receipt", "number": number}, waiting)
    match answer.get("result"):
        case "found":
            with till.store.write(durable=False) as tx:
                tx.sales.elsewhere.put([_other_sale(one, answer["store"]) for one in (answer, *answer["kin"])])
            return "found"
        case "refused":
            return "unknown"
    return "offline"


def number_of(asked: str) -> str:
    """The number in a receipt's code, unproved, or the number itself."""
    return receipt_number(asked) if classify(asked) == "receipt" else asked.strip().upper()


def is_of_other_till(till: Till, asked: str) -> bool:
    """Whether the series of a receipt's code or number is not this till's."""
    found = _NUMBER.fullmatch(number_of(asked))
    return found is not None and (found[1], int(found[2])) != (till.setup.code, till.setup.till)


def not_here(till: Till, asked: str) -> Refused:
    """Why a receipt that neither this till nor the hub could show is not opened. A code that a till of this store wrote
    is `receipt_unseen`: goods may come back for it even so. A number that somebody types proves nothing."""
    number, setup = number_of(asked), till.setup
    if not is_of_other_till(till, asked):
        return Refused("unknown_receipt", receipt=number)
    if classify(asked) == "receipt" and number.startswith(f"{setup.code}-"):
        with till.store.read() as tx:
            has_hub = tx.link.peer() is not None
        if has_hub:
            limit = format_minor(limit_minor(till), setup.currency)
            return Refused("receipt_unseen", receipt=check_receipt_code(asked, till.secrets.store_key), limit=limit)
    return Refused("receipt_of_other_till", receipt=number)


def limit_minor(till: Till) -> int:
    """The most that a basket gives back for receipts of other tills that nobody could be asked about."""
    return parse_minor(till.setup.unseen_limit or LIMIT, till.setup.currency)


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


def require_unseen(tx: Tx, till: Till, basket: Basket, staff: str, unheard: Iterable[str]) -> None:
    """Refused `unseen_limit` and `approval_needed` for what comes back of other tills' sales that the hub did not hold:
    receipts that nobody could look up, and `unheard` sales."""
    others = {sale_id for sale_id in unheard if tx.sales.elsewhere.get(sale_id) is not None}
    numbers = [
        n
        for n, line in enumerate(basket.lines, 1)
        if line.unseen or (line.reversal is not None and line.reversal.sale_id in others)
    ]
    if not numbers:
        return
    priced = price_basket(tx, till, basket, till.now())
    if -sum(priced.lines[n - 1].gross_minor for n in numbers) > (limit := limit_minor(till)):
        raise Refused("unseen_limit", limit=format_minor(limit, till.setup.currency))
    if staff == BUILT_IN.staff_id:
        return
    person = member(tx, staff)
    for n in numbers:
        if not may(person, "return_without_receipt"):
            require_right(tx, person, basket.lines[n - 1].approved_by, "return_without_receipt", n)


def is_unheard(tx: Tx, line: Line) -> bool:
    """Whether a line comes back of another till's sale while the hub cannot be asked."""
    if line.unseen:
        return True
    at_line = tx.link.line()
    away = at_line is None or at_line.line != "online"
    return away and line.reversal is not None and tx.sales.elsewhere.get(line.reversal.sale_id) is not None


def let_go(till: Till, basket: Basket) -> None:
    """This basket takes nothing back any more: what the hub holds for it is free again."""
    for sale_id, wanted in _wanted(basket.lines).items():
        ask_hub(till, _claim(basket.basket_id, sale_id, wanted) | {"release": True})


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


def _other_sale(told: Mapping[str, Any], store: str) -> OtherSale:
    names = ("sale_id", "receipt", "at", "business_date", "staff", "body")
    return OtherSale(store=told.get("store", store), **{name: told[name] for name in names})
