"""Card payments that a return gives back at the terminal, one by one, before it is written down. No Qt."""

from collections.abc import Callable

from pos.domain.card import Attempt
from pos.domain.failures import Refused, Unavailable
from pos.domain.tender import Tender
from ui.pay.card_calls import CardCalls
from ui.pay.card_desk import CardDesk
from ui.pay.words import PayWords
from ui.returns.calls import ReturnCalls
from ui.text import spoken


class CardBack:
    """`done` is called when all of it went back, `failed` when the terminal said no or nothing was sent; `told` gets
    what went wrong while it is in doubt."""

    def __init__(
        self,
        terminal: CardCalls,
        calls: ReturnCalls,
        changed: Callable[[], None],
        done: Callable[[], None],
        failed: Callable[[Refused | Unavailable], None],
        told: Callable[[Refused | Unavailable], None],
    ) -> None:
        self._terminal, self._done, self._failed, self._told = terminal, done, failed, told
        self._basket_id = ""
        self._todo: tuple[Tender, ...] = ()
        self.card = CardDesk(
            terminal, calls.run_job, spoken(PayWords), calls.money, changed, self._ended, self._stuck, calls.ask_yes
        )

    def begin(self, basket_id: str, todo: tuple[Tender, ...]) -> None:
        """`todo` are negative tenders with the references of payments; without a terminal they go back elsewhere."""
        self._basket_id, self._todo = basket_id, todo if self._terminal.has_terminal else ()
        self._next()

    def _next(self) -> None:
        if not self._todo:
            self._done()
            return
        first, *rest = self._todo
        self._todo = tuple(rest)
        self.card.reverse(self._basket_id, first.reference, -first.amount_minor)

    def _ended(self, attempt: Attempt) -> None:
        if attempt.state == "approved":
            self._next()
        else:
            self._failed(Refused("card_back_refused"))

    def _stuck(self, failure: Refused | Unavailable) -> None:
        (self._told if self.card.phase == "doubt" else self._failed)(failure)
