"""Money offered by one means, and how a total is paid with it: the change, and the rounding of what is cash."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from pos.domain.cash_rounding import NOTHING, CashBefore, round_back, round_cash
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


def settle(
    total_minor: int,
    tenders: Sequence[Tender],
    cash: CashRounding,
    types: Collection[str] = TYPES,
    before: CashBefore = NOTHING,
) -> Settlement:
    """How these tenders pay a total; of a negative total, how they give it back.

    Only cash may be more than what is due, and then change is given. What no coin is small enough for is paid by
    nothing in cash: by a tender of 0, or by none where nothing else is given. `before` is what passed in cash over the
    sales that a negative total gives money back of. Refused `unknown_tender`, `tender_sign`, `under_paid` (with
    `missing_minor`) and `over_paid` (with `over_minor`).
    """
    sign = -1 if total_minor < 0 else 1
    for tender in tenders:
        if tender.type not in types:
            raise Refused("unknown_tender", type=tender.type)
        if tender.amount_minor * sign < 0 or (tender.amount_minor == 0 and tender.type != CASH):
            raise Refused("tender_sign", type=tender.type, amount_minor=tender.amount_minor)
    cash_given = [sign * tender.amount_minor for tender in tenders if tender.type == CASH]
    in_cash = sum(cash_given)
    due = sign * (total_minor - sum(tender.amount_minor for tender in tenders if tender.type != CASH))
    if due < 0 or (cash_given and not due):
        raise Refused("over_paid", over_minor=in_cash - due)
    rounded = round_cash(due, cash) if sign > 0 else round_back(due, cash, before)
    rounding = rounded - due if cash_given or (not tenders and not rounded) else 0
    change = in_cash - due - rounding
    if change < 0:
        raise Refused("under_paid", missing_minor=-change)
    if change and sign < 0:
        raise Refused("over_paid", over_minor=change)
    return Settlement(tuple(tenders), sign * rounding, change)
