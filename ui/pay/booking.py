"""Booking what is paid as a sale, also after somebody said yes to what the person at the till may not. No Qt here."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from pos.domain.failures import Refused, Unavailable
from pos.domain.sale import Sale
from ui.pay.at_terminal import AtTerminal
from ui.pay.payment import Payment
from ui.pay.shop import PayShop
from ui.pay.view import PayBanner
from ui.pay.words import PayWords


class Screen(Protocol):
    def show_amount(self, text: str) -> None: ...
    def show_banner(self, banner: PayBanner | None) -> None: ...


class Page(Protocol):
    """`locked` says why nothing else can be pressed now."""

    @property
    def locked(self) -> str: ...
    @property
    def terminal(self) -> AtTerminal | None: ...
    def show(self) -> None: ...
    def refuse(self, failure: Refused | Unavailable, words: str) -> None: ...


class Booking:
    """`completed` receives the sale; `busy` while it is written."""

    def __init__(
        self,
        screen: Screen,
        page: Page,
        shop: PayShop,
        words: PayWords,
        payment: Payment,
        completed: Callable[[Sale], None],
    ) -> None:
        self._screen, self._page, self._shop, self._words = screen, page, shop, words
        self._payment, self._completed = payment, completed
        self.busy = False

    def book(self) -> None:
        self.busy = True
        self._screen.show_banner(None)
        self._page.show()
        call = partial(self._shop.complete, self._payment.due.basket, self._payment.taken)
        self._shop.run_job(call, self._booked, self._not_booked)

    def _booked(self, sale: Sale) -> None:
        self.busy = False
        self._payment.end()
        self._screen.show_amount("")
        self._completed(sale)

    def _not_booked(self, failure: Refused | Unavailable) -> None:
        self.busy = False
        self._page.show()
        self._page.refuse(failure, self._words.not_booked)
        self.ask_yes(failure)

    def ask_yes(self, failure: Refused | Unavailable) -> None:
        """Where somebody who may can lift a refusal, ask for it."""
        right = failure.facts.get("right")
        if failure.code == "approval_needed" and right in ("refund_tender", "return_late"):
            self._shop.ask_yes(right, self._allowed)

    def _allowed(self, staff_id: str) -> None:
        """Somebody said yes to these returns: with that the money goes back, or the basket is booked."""
        payment, terminal = self._payment, self._page.terminal
        wanted = 0 if terminal is None else terminal.to_give_back
        if payment.priced is None or self._page.locked or (payment.left and not wanted):
            return
        basket = payment.priced.basket
        lines = (replace(line, approved_by=staff_id) if line.is_return else line for line in basket.lines)
        payment.priced = replace(payment.priced, basket=replace(basket, lines=tuple(lines)))
        if terminal is not None and payment.left:
            terminal.give_back(wanted)
        else:
            self.book()
