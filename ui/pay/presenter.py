"""Paying: what the page shows, what is shared out, and the ways off it; taking and booking beside it. No Qt here."""

from collections.abc import Callable
from typing import Protocol

from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.sale import Sale
from pos.domain.tender import Tender
from ui.keys import MoneyGuard
from ui.pay import value_desk
from ui.pay.at_terminal import AtTerminal
from ui.pay.booking import Booking
from ui.pay.by_value import ByValue
from ui.pay.card_desk import CardDesk
from ui.pay.page_view import hold_reason, page_view
from ui.pay.payment import Payment
from ui.pay.shares import Shares
from ui.pay.shop import PayShop
from ui.pay.taking import Taking
from ui.pay.value_desk import ValueDesk
from ui.pay.view import PayBanner, PayView, SplitView
from ui.pay.words import PayWords


class Dialogs(value_desk.Dialogs, Protocol):
    def choose_split(self, ways: tuple[SplitView, ...]) -> None: ...


class Screen(Protocol):
    @property
    def dialogs(self) -> Dialogs: ...
    def show_title(self, title: str, subtitle: str) -> None: ...
    def show_pay(self, view: PayView) -> None: ...
    def show_amount(self, text: str) -> None: ...
    def show_banner(self, banner: PayBanner | None) -> None: ...
    def say(self, words: str, icon: str, undo: Callable[[], None] | None) -> None: ...


class PayPresenter:
    """`taking` takes what the cashier was given. `completed` receives the sale; `back` goes to the basket, with a code
    that was scanned here or an empty one."""

    def __init__(
        self,
        screen: Screen,
        shop: PayShop,
        words: PayWords,
        completed: Callable[[Sale], None],
        back: Callable[[str], None],
    ) -> None:
        self._screen, self._shop, self._words, self._back = screen, shop, words, back
        self._payment, self._shares = payment, shares = Payment(shop.settle), Shares(shop, words)
        self._guard = MoneyGuard(shop.clock_ms)
        self.taking = Taking(screen, self, shop, words, payment, shares, self._guard)
        self._booking = Booking(screen, self, shop, words, payment, completed)
        self.terminal: AtTerminal | None = None
        if shop.card is not None:
            self.terminal = AtTerminal(screen, self, shop, shop.card, words, payment, shares)
        self._value: ByValue | None = None
        if shop.value is not None:
            self._value = ByValue(screen, self, shop, shop.value, words, payment)

    @property
    def card(self) -> CardDesk | None:
        return None if self.terminal is None else self.terminal.desk

    @property
    def value(self) -> ValueDesk | None:
        return None if self._value is None else self._value.desk

    @property
    def taken(self) -> tuple[Tender, ...]:
        return self._payment.taken

    def start(self, priced: PricedBasket) -> None:
        """Show what is to be paid. Tenders taken for this basket before going back are still there."""
        payment, basket = self._payment, priced.basket
        if self._value is not None:
            self._value.begin(priced)
        if not payment.is_of(basket.basket_id):
            payment.taken = payment.put_aside_for(basket.basket_id)
        payment.priced = priced
        self._shares.forget()
        if self.terminal is not None:
            self.terminal.start(basket.basket_id)
        self._guard.page_changed()
        self._screen.show_title(self._words.title, self._words.subtitle.format(number=self._shop.next_receipt()))
        self._screen.show_banner(None)
        self._screen.show_amount("")
        self.show()

    def take(self, tender: Tender) -> None:
        self.taking.take(tender)

    def book(self) -> None:
        self._booking.book()

    def ask_yes(self, failure: Refused | Unavailable) -> None:
        self._booking.ask_yes(failure)

    # At the card terminal

    def hold_in_doubt(self) -> None:
        """The basket is put aside with its payment and what else was taken for it; the next customer is served."""
        if self.terminal is not None and self.terminal.put_aside():
            self._shop.hold()

    def resolved(self, basket_id: str) -> None:
        """A payment that was in flight when the till went off is settled now."""
        if self.terminal is not None and self._payment.is_of(basket_id) and not self._booking.busy:
            self.terminal.resolved(basket_id)

    def turned(self) -> None:
        """Another page stands beside the basket: a key pressed for the one before is not meant for it."""
        self._guard.page_changed()
        if self._payment.priced is not None:
            self.show()

    # Splitting

    def split_asked(self) -> None:
        if not self.locked and self._payment.left > 1:
            self._screen.dialogs.choose_split(self._shares.ways(self._payment.left))

    def split_chosen(self, people: int) -> None:
        """Put one share after the other in the amount field, until all have paid."""
        self._shares.begin(self._payment.left, people)
        self._screen.show_amount(self._shares.next())

    # Leaving

    def back(self) -> None:
        if self.card is not None and self.card.busy:
            self.card.cancel()
        elif not self._booking.busy:
            self._back("")

    def hold(self) -> None:
        if not self.locked and not hold_reason(self._payment, self._shop, self._words):
            self._shop.hold()

    def quote(self) -> None:
        priced = self._payment.priced
        if priced is not None and not self.locked and not self._shop.why_not("quote"):
            self._shop.quote(priced)

    def scanned(self, code: str) -> None:
        """A phone's code pays what is left; a product goes into the basket, unless a part is paid already."""
        terminal = self.terminal
        if terminal is not None and terminal.is_wallet(code) and not self.locked and self._payment.left > 0:
            terminal.charge(self._payment.left, code)
        elif self.taken or self.locked:
            self._shop.sound("blocked")
            self._screen.show_banner(PayBanner(self._words.scan_refused, self._words.scan_refused_words))
        else:
            self._back(code)

    # What the page shows

    @property
    def locked(self) -> str:
        """Why nothing else can be pressed now."""
        if self.card is not None and self.card.busy:
            return self._words.card_busy
        if self.value is not None and self.value.busy:
            return self._words.asking_hub
        checking = self.terminal is not None and self.terminal.is_checking
        return self._words.booking if self._booking.busy or checking else ""

    def looked_at(self) -> None:
        """Something that the page shows is known better now."""
        if self._payment.priced is not None and not self.locked:
            self.show()

    def refuse(self, failure: Refused | Unavailable, words: str) -> None:
        self._screen.show_banner(PayBanner(self._shop.sentence(failure), words))

    def show(self) -> None:
        terminal = self.card.view() if self.card is not None else None
        view = page_view(self._payment, self._shop, self._words, terminal, self.value, self.locked)
        self._screen.show_pay(view)
