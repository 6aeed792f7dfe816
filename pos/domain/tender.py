"""Money offered by one means, and how a total is paid with it: the change, and the rounding of what is cash."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from pos.domain.cash_rounding import NOTHING, CashBefore, in_cash
from pos.domain.failures import Refused
from pos.domain.tax import CashRounding

CASH = "cash"
TYPES = ("cash", "card", "gift_card", "store_credit", "points", "voucher", "account")
WITHOUT_HUB = ("cash", "card", "points", "voucher", "account")
"""What a stand-alone till takes: gift cards and store credit stand in ledgers at the hub, the points of its customers
in its own journal."""


@dataclass(frozen=True, slots=True)
class Tender:
    """Money offered by one means, in minor units; negative when it is given back. `reference` is the card, code,
    voucher or account (stored_value.py) it came from, never a payment card's number. `points` are worth the amount, of
    the sign of it. `mode` says how value that stands at the hub was taken: None where the hub was asked before, and
    then `left_minor` is what it said is left behind this tender.
    """

    type: str
    amount_minor: int
    reference: str = ""
    points: int = 0
    mode: Literal["offline"] | None = None
    left_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a total was paid: Σ tenders = total + rounding + change, where change is never negative."""

    tenders: tuple[Tender, ...]
    rounding_minor: int
    change_minor: int


_WHAT_IS_MISSING = {
    (1, True): "take_in_cash",
    (1, False): "add_missing",
    (-1, True): "back_in_cash",
    (-1, False): "back_more",
}
"""By the direction of the money, and whether any is in cash."""


def settle(
    total_minor: int,
    tenders: Sequence[Tender],
    cash: CashRounding,
    types: Collection[str] = TYPES,
    before: CashBefore = NOTHING,
) -> Settlement:
    """How these tenders pay a total; of a negative total, how they give it back.

    Only cash may be more than what is due, and then change is given. `before` is what passed in cash over the sales
    that a negative total gives money back of.

    What the other tenders leave is left for cash (SEMANTICS.md, "Tenders"). An amount that no coin is small enough for
    is paid with nothing: by a tender of 0 in cash, or by none where nothing else is given. Where nothing is left a
    tender of 0 in cash is taken and not kept, since a total of 0 has no tenders (INTERFACES.md, "Basket document").

    Refused `unknown_tender`, `tender_sign`, `under_paid` (with `missing_minor`) and `over_paid` (with `over_minor`),
    the last two with `why`, which says what to do, and with `due_in_cash_minor`: what would be right in cash beside the
    other tenders, unless those are too much already.
    """
    _require_takable(total_minor, tenders, types)
    sign = -1 if total_minor < 0 else 1
    cash_given = [sign * tender.amount_minor for tender in tenders if tender.type == CASH]
    handed = sum(cash_given)
    due = sign * total_minor - sum(sign * tender.amount_minor for tender in tenders if tender.type != CASH)
    if due < 0:
        why = "change_is_cash" if sign > 0 else "back_too_much"
        raise Refused("over_paid", why=why, over_minor=handed - due)
    if not due and handed:
        raise Refused("over_paid", why="no_cash_due", over_minor=handed, due_in_cash_minor=0)
    if not due:
        return Settlement(tuple(tender for tender in tenders if tender.type != CASH), 0, 0)
    right = in_cash(sign * due, cash, before)
    rounding = sign * right - due if cash_given or (not tenders and not right) else 0
    change = handed - due - rounding
    if change < 0:
        why = _WHAT_IS_MISSING[sign, bool(cash_given)]
        raise Refused("under_paid", why=why, missing_minor=-change, due_in_cash_minor=right)
    if change and sign < 0:
        raise Refused("over_paid", why="back_in_cash", over_minor=change, due_in_cash_minor=right)
    return Settlement(tuple(tenders), sign * rounding, change)


def _require_takable(total_minor: int, tenders: Sequence[Tender], types: Collection[str]) -> None:
    sign = -1 if total_minor < 0 else 1
    for tender in tenders:
        if tender.type not in types:
            raise Refused("unknown_tender", type=tender.type)
        if not total_minor and (tender.amount_minor or tender.type != CASH):
            raise Refused("over_paid", why="nothing_due", due_in_cash_minor=0)
        if tender.amount_minor * sign < 0 or (tender.amount_minor == 0 and tender.type != CASH):
            raise Refused("tender_sign", type=tender.type, amount_minor=tender.amount_minor)
