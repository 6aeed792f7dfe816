"""Receipts of other tills: looked up at the hub. Where nobody can be asked, goods come back for them within a limit,
with somebody's yes (SEMANTICS.md, "Refunds")."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pos.domain.basket import Basket, Line
from pos.domain.codes import check_receipt_code, classify, receipt_number
from pos.domain.failures import Refused
from pos.domain.money import format_minor, parse_minor
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


def _other_sale(told: Mapping[str, Any], store: str) -> OtherSale:
    names = ("sale_id", "receipt", "at", "business_date", "staff", "body")
    return OtherSale(store=told.get("store", store), **{name: told[name] for name in names})
