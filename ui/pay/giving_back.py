"""Money of goods that come back, given back by the terminal that took it, one payment after the other. No Qt here."""

from collections.abc import Callable
from functools import partial

from pos.domain.card import Attempt
from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.tender import Tender
from ui.pay.card_calls import CardCalls
from ui.pay.card_desk import CardDesk
from ui.run_job import RunJob


class GivingBack:
    """`elsewhere` gets the amount that no terminal has taken, `failed` why nothing may go back; both in minor units
    above zero."""

    def __init__(
        self,
        calls: CardCalls,
        card: CardDesk,
        run_job: RunJob,
        elsewhere: Callable[[int], None],
        failed: Callable[[Refused | Unavailable], None],
    ) -> None:
        self._calls, self._card, self._run_job = calls, card, run_job
        self._elsewhere, self._failed = elsewhere, failed
        self.wanted = 0
        self.checking = False

    def begin(self, priced: PricedBasket, taken: tuple[Tender, ...], minor: int) -> None:
        """Give so much back; before anything is sent it is made sure that the refund will be booked."""
        self.wanted, self.checking = minor, True
        work = partial(self._calls.to_give_back, priced, taken)
        self._run_job(work, partial(self._found, priced.basket.basket_id), self._not_allowed)

    def ended(self, attempt: Attempt) -> None:
        """What the terminal did of it; what it did not do nobody wants any more."""
        self.wanted = max(0, self.wanted - attempt.amount_minor) if attempt.state == "approved" else 0

    def forget(self) -> None:
        self.wanted = 0

    def _found(self, basket_id: str, todo: tuple[Tender, ...]) -> None:
        self.checking = False
        if todo:
            self._card.reverse(basket_id, todo[0].reference, min(self.wanted, -todo[0].amount_minor))
        else:
            minor, self.wanted = self.wanted, 0
            self._elsewhere(minor)

    def _not_allowed(self, failure: Refused | Unavailable) -> None:
        self.checking = False
        self._failed(failure)
