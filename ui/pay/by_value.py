"""Gift cards, points, credit and vouchers as a part of a payment: taken, given free again, dropped. No Qt here."""

from collections.abc import Callable
from typing import Protocol

from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.tender import Tender
from ui.pay.payment import Payment
from ui.pay.shop import PayShop
from ui.pay.value_calls import ValueCalls
from ui.pay.value_desk import VALUE, Dialogs, ValueDesk
from ui.pay.view import PayBanner
from ui.pay.words import PayWords


class Screen(Protocol):
    @property
    def dialogs(self) -> Dialogs: ...
    def show_banner(self, banner: PayBanner | None) -> None: ...


class Page(Protocol):
    def show(self) -> None: ...
    def refuse(self, failure: Refused | Unavailable, words: str) -> None: ...
    def take(self, tender: Tender) -> None: ...


class ByValue:
    """What is taken so is held at the hub until the sale is booked; `desk` asks for it."""

    def __init__(
        self, screen: Screen, page: Page, shop: PayShop, calls: ValueCalls, words: PayWords, payment: Payment
    ) -> None:
        self._screen, self._page, self._shop, self._words = screen, page, shop, words
        self._payment = payment
        self.desk = ValueDesk(
            screen.dialogs,
            calls,
            shop.run_job,
            words,
            shop.money,
            shop.currency,
            self._state,
            self._take,
            self._failed,
            self._changed,
        )

    def begin(self, priced: PricedBasket) -> None:
        """Before another basket, or another customer of the same one, is shown: what was taken and does not fit it is
        given free."""
        payment, basket = self._payment, priced.basket
        if not payment.is_of(basket.basket_id):
            self._drop(lambda _tender: True)
        elif payment.due.basket.customer_id != basket.customer_id:
            self._drop(lambda tender: tender.type != "gift_card")

    def _drop(self, is_dropped: Callable[[Tender], bool]) -> None:
        payment = self._payment
        dropped = tuple(tender for tender in payment.taken if tender.type in VALUE and is_dropped(tender))
        if payment.priced is not None and dropped:
            self.desk.let_go(payment.priced, dropped)
        payment.taken = tuple(tender for tender in payment.taken if tender not in dropped)

    def _state(self) -> tuple[PricedBasket, tuple[Tender, ...], int]:
        return self._payment.due, self._payment.taken, self._payment.left

    def _take(self, tender: Tender) -> None:
        """What the hub holds for a tender that is not taken after all is free again."""
        payment, before = self._payment, self._payment.taken
        self._page.take(tender)
        if payment.taken == before and payment.priced is not None:
            self.desk.let_go(payment.priced, (tender,), before)

    def _failed(self, failure: Refused | Unavailable) -> None:
        self._shop.sound("blocked")
        self._page.refuse(failure, self._words.not_paid)

    def _changed(self) -> None:
        self._screen.show_banner(None)
        self._page.show()
