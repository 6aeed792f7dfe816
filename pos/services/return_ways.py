"""The ways in which money of returned goods goes back, and which of them there are for this return."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pos.domain.cash_rounding import round_back
from pos.domain.priced import PricedBasket
from pos.domain.refund_tender import cash_before, money_held, original_tenders, owed_to_tenders
from pos.domain.stored_value import last_four
from pos.domain.tender import CASH, Tender
from pos.services.tenders import cash_rounding, sales_returned
from pos.services.till import Till

Way = Literal["original", "cash", "card", "store_credit", "gift_card"]
"""How money is given back: as it came, or all of it by one means. Store credit is the customer's of the basket, the
gift card is the one that the goods were paid with."""

WhyNot = Literal["", "no_hub", "customer", "no_card"]
"""Why a ledger at the hub takes no money back: this till has no hub, the return has no customer, no gift card paid."""

GIFT_CARD, STORE_CREDIT = "gift_card", "store_credit"


@dataclass(frozen=True, slots=True)
class LedgerWays:
    """What the ledgers at the hub can take back of a return. `customer` is the name of whose store credit it would be,
    `card` the last four of the gift card; what is booked while `is_offline` can be spent when the hub has heard it."""

    credit_why: WhyNot = "no_hub"
    card_why: WhyNot = "no_hub"
    customer: str = ""
    card: str = ""
    is_offline: bool = False

    def why_not(self, way: Way) -> WhyNot:
        return {STORE_CREDIT: self.credit_why, GIFT_CARD: self.card_why}.get(way, "")


def ledger_ways(till: Till, customer_id: str, held: Sequence[Tender]) -> LedgerWays:
    """Of a return for this customer, if any, of whose price the shop holds `held`."""
    with till.store.read() as tx:
        if tx.link.peer() is None:
            return LedgerWays()
        customer = tx.customers.get(customer_id) if customer_id else None
        line = tx.link.line()
    card = card_of(held)
    return LedgerWays(
        credit_why="" if customer else "customer",
        card_why="" if card else "no_card",
        customer=customer.name if customer else "",
        card=last_four(card),
        is_offline=line is None or line.line != "online",
    )


def refund_tenders(till: Till, priced: PricedBasket, way: Way = "original") -> tuple[Tender, ...]:
    """The tenders that give a negative total back this way; none where there is nothing to give back."""
    due = -priced.total_minor
    if due <= 0:
        return ()
    with till.store.read() as tx:
        cash, sales = cash_rounding(tx, till), sales_returned(tx, priced)
    if way == "original":
        return original_tenders(due, owed_to_tenders(priced), sales, cash)
    if way == GIFT_CARD:
        return (Tender(way, -due, card_of(money_held(sales))),)
    return (Tender(way, -(round_back(due, cash, cash_before(sales)) if way == CASH else due)),)


def card_of(held: Sequence[Tender]) -> str:
    """The reference of the gift card that paid last; empty where none did."""
    return next((one.reference for one in reversed(held) if one.type == GIFT_CARD), "")
