"""What is to be paid on the page and what was taken for it so far. No Qt here."""

from collections.abc import Callable

from pos.domain.failures import Refused
from pos.domain.priced import PricedBasket
from pos.domain.tender import CASH, Settlement, Tender
from ui.pay.pay_view import left_minor


class Payment:
    """Of one basket at a time. `settle` is the rule of the shop, for a basket and its tenders."""

    def __init__(self, settle: Callable[[PricedBasket, tuple[Tender, ...]], Settlement]) -> None:
        self._settle = settle
        self.priced: PricedBasket | None = None
        self.taken: tuple[Tender, ...] = ()
        self._put_aside: dict[str, tuple[Tender, ...]] = {}

    @property
    def due(self) -> PricedBasket:
        """The basket, where there must be one."""
        assert self.priced is not None
        return self.priced

    @property
    def left(self) -> int:
        """Minor units, below zero where the basket gives money back."""
        return 0 if self.priced is None else left_minor(self.priced, self.taken)

    def is_of(self, basket_id: str) -> bool:
        return self.priced is not None and self.priced.basket.basket_id == basket_id

    def covers(self, tender: Tender) -> bool:
        """Whether nothing is left with this tender; Refused where the rule does not take it at all."""
        try:
            self._settled(tender)
        except Refused as failure:
            if failure.code != "under_paid":
                raise
            return False
        return True

    @property
    def in_cash(self) -> int:
        """What is handed over when the rest goes in cash, below zero where it is given back: asked of the rule itself,
        with nothing handed over yet. All that is left where what is taken leaves no room for cash."""
        if not self.left:
            return 0
        try:
            self._settled(Tender(CASH, 0))
        except Refused as failure:
            missing = failure.facts.get("missing_minor")
            if not isinstance(missing, int):
                return self.left
            return missing if self.left > 0 else -missing
        return 0

    def put_aside(self, tenders: tuple[Tender, ...]) -> None:
        """Nothing is paid here for now; these wait for the basket to come back."""
        if tenders:
            self._put_aside[self.due.basket.basket_id] = tenders
        self.end()

    def put_aside_for(self, basket_id: str) -> tuple[Tender, ...]:
        return self._put_aside.pop(basket_id, ())

    def end(self) -> None:
        self.priced, self.taken = None, ()

    def _settled(self, tender: Tender) -> Settlement:
        return self._settle(self.due, (*self.taken, tender))
