"""What the Pay screen asks of the rest of the till, as plain callables."""

from collections.abc import Callable
from dataclasses import dataclass

from pos.domain.basket import Basket
from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.sale import Sale
from pos.domain.staff import Right
from pos.domain.tender import Settlement, Tender
from ui.pay.card_calls import CardCalls
from ui.pay.value_calls import ValueCalls
from ui.run_job import RunJob
from ui.sell.shop import Shopper


@dataclass(frozen=True, slots=True)
class PayShop:
    """`settle` is that of the domain with this shop's cash rounding: Refused `under_paid` while something is left.

    `notes` are the amounts a customer is likely to hand over, the exact one first. `complete` runs as a job and gives
    the sale. `why_not` says why `hold` or `quote` cannot be used here, and what pays by `value`, where there is none of
    it. `clock_ms` only measures how long ago the page appeared.
    Without `card` there is no terminal here, and a card payment is one that was approved elsewhere.
    `ask_yes` asks somebody for a right that the person here lacks, and goes on with the id of who gave it.
    """

    settle: Callable[[PricedBasket, tuple[Tender, ...]], Settlement]
    notes: Callable[[int], tuple[int, ...]]
    complete: Callable[[Basket, tuple[Tender, ...]], Sale]
    shopper: Callable[[str], Shopper | None]
    earns: Callable[[PricedBasket], int | None]
    next_receipt: Callable[[], str]
    hold: Callable[[], None]
    quote: Callable[[PricedBasket], None]
    why_not: Callable[[str], str]
    run_job: RunJob
    money: Callable[[int], str]
    currency: str
    sentence: Callable[[Refused | Unavailable], str]
    sound: Callable[[str], None]
    clock_ms: Callable[[], int]
    is_offline: Callable[[], bool] = lambda: False
    card: CardCalls | None = None
    value: ValueCalls | None = None
    ask_yes: Callable[[Right, Callable[[str], None]], None] = lambda right, go_on: None
