"""Taking money for the basket and taking a tender back: card, cash, or what the customer has. No Qt here."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from pos.domain.failures import Refused, Unavailable
from pos.domain.tender import CASH, Tender
from ui.keys import MoneyGuard, action
from ui.money_text import typed_minor
from ui.pay.at_terminal import AtTerminal
from ui.pay.page_view import own_names
from ui.pay.pay_view import tender_label
from ui.pay.payment import Payment
from ui.pay.shares import Shares
from ui.pay.shop import PayShop
from ui.pay.value_desk import VALUE, ValueDesk
from ui.pay.view import PayBanner
from ui.pay.words import PayWords


class Screen(Protocol):
    def show_amount(self, text: str) -> None: ...
    def show_banner(self, banner: PayBanner | None) -> None: ...
    def say(self, words: str, icon: str, undo: Callable[[], None] | None) -> None: ...


class Page(Protocol):
    """`locked` says why nothing else can be pressed now; `terminal` and `value` are None where there are none."""

    @property
    def locked(self) -> str: ...
    @property
    def terminal(self) -> AtTerminal | None: ...
    @property
    def value(self) -> ValueDesk | None: ...
    def show(self) -> None: ...
    def refuse(self, failure: Refused | Unavailable, words: str) -> None: ...
    def book(self) -> None: ...


class Taking:
    """Tenders are taken until nothing is left; then the sale is booked."""

    def __init__(
        self,
        screen: Screen,
        page: Page,
        shop: PayShop,
        words: PayWords,
        payment: Payment,
        shares: Shares,
        guard: MoneyGuard,
    ) -> None:
        self._screen, self._page, self._shop, self._words = screen, page, shop, words
        self._payment, self._shares, self._guard = payment, shares, guard

    def primary(self, typed: str) -> None:
        """The big button: card for the typed amount or all that is left, or booking what is paid."""
        if not self._may_take():
            return
        if self._payment.left == 0:
            self._page.book()
            return
        amount = self._amount(typed) if typed.strip() else self._payment.left
        if amount is None:
            return
        if self._page.terminal is None or not self._page.terminal.is_there:
            self.take(Tender("card", amount))
        elif amount > 0:
            self._page.terminal.charge(amount)
        else:
            self._page.terminal.give_back(-amount)

    def cash_typed(self, typed: str) -> None:
        """Of what is given back all that is left means all that coins are there for."""
        if self._may_take() and typed.strip() and (amount := self._amount(typed)) is not None:
            self.take(Tender(CASH, self._payment.in_cash if amount == self._payment.left < 0 else amount))

    def cash(self, minor: int) -> None:
        """A note was tapped."""
        if self._may_take():
            self.take(Tender(CASH, minor))

    def take(self, tender: Tender) -> None:
        try:
            is_paid = self._payment.covers(tender)
        except Refused as failure:
            self._page.refuse(failure, self._words.not_paid)
            return
        self._payment.taken = (*self._payment.taken, tender)
        if is_paid:
            self._page.book()
            return
        self._screen.show_banner(None)
        self._screen.show_amount(self._shares.next())
        self._page.show()

    def undo(self, place: int) -> None:
        """Take a tender back; the toast takes it again. A card is given back on its terminal first."""
        payment = self._payment
        if self._page.locked or place >= len(payment.taken):
            return
        tender = payment.taken[place]
        if self._page.terminal is not None and self._page.terminal.took(tender):
            self._page.terminal.take_back(tender)
            return
        payment.taken = payment.taken[:place] + payment.taken[place + 1 :]
        if self._page.value is not None:
            self._page.value.undone(tender)
        self._screen.show_banner(None)
        self._page.show()
        pattern = self._words.card_undone if tender.type == "card" else self._words.undone
        amount = self._shop.money(abs(tender.amount_minor))
        words = pattern.format(label=tender_label(tender, self._words, own_names(self._shop)), amount=amount)
        self._screen.say(words, "undo", partial(self._take_again, tender, payment.due.basket.basket_id))

    def _take_again(self, tender: Tender, basket_id: str) -> None:
        if self._page.locked or not self._payment.is_of(basket_id):
            return
        if self._page.value is not None and tender.type in VALUE:
            self._page.value.again(tender)
        else:
            self.take(tender)

    def other(self, kind: str, typed: str = "") -> None:
        """A means beside card and cash, for the typed amount or as much as it has of what is left."""
        if self._page.value is None or not self._may_take() or not self._payment.left:
            return
        if not typed.strip():
            self._page.value.pressed(kind, None)
        elif (amount := self._amount(typed)) is not None:
            self._page.value.pressed(kind, amount)

    def more(self, typed: str = "") -> None:
        """The means that have no button of their own."""
        amount = self._amount(typed) if typed.strip() else None
        if self._page.value is None or (typed.strip() and amount is None):
            return
        if self._may_take() and self._payment.left:
            self._page.value.more(amount)

    def gift_card_scanned(self, code: str) -> None:
        """A gift card read on this page pays."""
        if self._page.value is not None and not self._page.locked and self._payment.left > 0:
            self._page.value.card_scanned(code)
        else:
            self._shop.sound("blocked")

    def _may_take(self) -> bool:
        """Not with the key that opened this page, and not while the sale is being booked."""
        allowed = self._guard.allows(action("pay", "card"))
        return allowed and not self._page.locked and self._payment.priced is not None

    def _amount(self, typed: str) -> int | None:
        """A typed amount in minor units, given back when the basket is a refund; None when it is none."""
        minor = typed_minor(typed, self._shop.currency)
        if not minor:
            self._screen.show_banner(PayBanner(self._words.not_an_amount, self._words.not_an_amount_words))
            return None
        return minor if self._payment.left > 0 else -minor
