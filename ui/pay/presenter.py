"""Paying: tenders are taken until nothing is left, then the sale is booked as a job. No Qt here."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.sale import Sale
from pos.domain.tender import CASH, Tender
from ui.keys import MoneyGuard, action
from ui.money_text import typed_minor
from ui.pay import value_desk
from ui.pay.at_terminal import AtTerminal
from ui.pay.by_value import ByValue
from ui.pay.card_desk import CardDesk
from ui.pay.page_view import hold_reason, own_names, page_view
from ui.pay.pay_view import tender_label
from ui.pay.payment import Payment
from ui.pay.shares import Shares
from ui.pay.shop import PayShop
from ui.pay.value_desk import VALUE, ValueDesk
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
    """`completed` receives the sale; `back` goes to the basket, with a code that was scanned here or an empty one."""

    def __init__(
        self,
        screen: Screen,
        shop: PayShop,
        words: PayWords,
        completed: Callable[[Sale], None],
        back: Callable[[str], None],
    ) -> None:
        self._screen, self._shop, self._words = screen, shop, words
        self._completed, self._back = completed, back
        self._payment, self._shares = Payment(shop.settle), Shares(shop, words)
        self._booking = False
        self._guard = MoneyGuard(shop.clock_ms)
        self._terminal: AtTerminal | None = None
        if shop.card is not None:
            self._terminal = AtTerminal(screen, self, shop, shop.card, words, self._payment, self._shares)
        self._value: ByValue | None = None
        if shop.value is not None:
            self._value = ByValue(screen, self, shop, shop.value, words, self._payment)

    @property
    def card(self) -> CardDesk | None:
        return None if self._terminal is None else self._terminal.desk

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
        if self._terminal is not None:
            self._terminal.start(basket.basket_id)
        self._guard.page_changed()
        self._screen.show_title(self._words.title, self._words.subtitle.format(number=self._shop.next_receipt()))
        self._screen.show_banner(None)
        self._screen.show_amount("")
        self.show()

    # Taking money

    def primary(self, typed: str) -> None:
        """The big button: card for the typed amount or all that is left, or booking what is paid."""
        if not self._may_take():
            return
        if self._payment.left == 0:
            self.book()
            return
        amount = self._amount(typed) if typed.strip() else self._payment.left
        if amount is None:
            return
        if self._terminal is None or not self._terminal.is_there:
            self.take(Tender("card", amount))
        elif amount > 0:
            self._terminal.charge(amount)
        else:
            self._terminal.give_back(-amount)

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
            self.refuse(failure, self._words.not_paid)
            return
        self._payment.taken = (*self._payment.taken, tender)
        if is_paid:
            self.book()
            return
        self._screen.show_banner(None)
        self._screen.show_amount(self._shares.next())
        self.show()

    def undo(self, place: int) -> None:
        """Take a tender back; the toast takes it again. A card is given back on its terminal first."""
        payment = self._payment
        if self._locked or place >= len(payment.taken):
            return
        tender = payment.taken[place]
        if self._terminal is not None and self._terminal.took(tender):
            self._terminal.take_back(tender)
            return
        payment.taken = payment.taken[:place] + payment.taken[place + 1 :]
        if self.value is not None:
            self.value.undone(tender)
        self._screen.show_banner(None)
        self.show()
        pattern = self._words.card_undone if tender.type == "card" else self._words.undone
        amount = self._shop.money(abs(tender.amount_minor))
        words = pattern.format(label=tender_label(tender, self._words, own_names(self._shop)), amount=amount)
        self._screen.say(words, "undo", partial(self._take_again, tender, payment.due.basket.basket_id))

    def _take_again(self, tender: Tender, basket_id: str) -> None:
        if self._locked or not self._payment.is_of(basket_id):
            return
        if self.value is not None and tender.type in VALUE:
            self.value.again(tender)
        else:
            self.take(tender)

    # Gift cards, points, credit and what else the shop takes

    def other(self, kind: str, typed: str = "") -> None:
        """A means beside card and cash, for the typed amount or as much as it has of what is left."""
        if self.value is None or not self._may_take() or not self._payment.left:
            return
        if not typed.strip():
            self.value.pressed(kind, None)
        elif (amount := self._amount(typed)) is not None:
            self.value.pressed(kind, amount)

    def more(self, typed: str = "") -> None:
        """The means that have no button of their own."""
        amount = self._amount(typed) if typed.strip() else None
        if self.value is None or (typed.strip() and amount is None):
            return
        if self._may_take() and self._payment.left:
            self.value.more(amount)

    def gift_card_scanned(self, code: str) -> None:
        """A gift card read on this page pays."""
        if self.value is not None and not self._locked and self._payment.left > 0:
            self.value.card_scanned(code)
        else:
            self._shop.sound("blocked")

    # At the card terminal

    def hold_in_doubt(self) -> None:
        """The basket is put aside with its payment and what else was taken for it; the next customer is served."""
        if self._terminal is not None and self._terminal.put_aside():
            self._shop.hold()

    def resolved(self, basket_id: str) -> None:
        """A payment that was in flight when the till went off is settled now."""
        if self._terminal is not None and self._payment.is_of(basket_id) and not self._booking:
            self._terminal.resolved(basket_id)

    def turned(self) -> None:
        """Another page stands beside the basket: a key pressed for the one before is not meant for it."""
        self._guard.page_changed()
        if self._payment.priced is not None:
            self.show()

    # Splitting

    def split_asked(self) -> None:
        if not self._locked and self._payment.left > 1:
            self._screen.dialogs.choose_split(self._shares.ways(self._payment.left))

    def split_chosen(self, people: int) -> None:
        """Put one share after the other in the amount field, until all have paid."""
        self._shares.begin(self._payment.left, people)
        self._screen.show_amount(self._shares.next())

    # Leaving

    def back(self) -> None:
        if self.card is not None and self.card.busy:
            self.card.cancel()
        elif not self._booking:
            self._back("")

    def hold(self) -> None:
        if not self._locked and not hold_reason(self._payment, self._shop, self._words):
            self._shop.hold()

    def quote(self) -> None:
        priced = self._payment.priced
        if priced is not None and not self._locked and not self._shop.why_not("quote"):
            self._shop.quote(priced)

    def scanned(self, code: str) -> None:
        """A phone's code pays what is left; a product goes into the basket, unless a part is paid already."""
        terminal = self._terminal
        if terminal is not None and terminal.is_wallet(code) and not self._locked and self._payment.left > 0:
            terminal.charge(self._payment.left, code)
        elif self.taken or self._locked:
            self._shop.sound("blocked")
            self._screen.show_banner(PayBanner(self._words.scan_refused, self._words.scan_refused_words))
        else:
            self._back(code)

    # Booking

    def book(self) -> None:
        self._booking = True
        self._screen.show_banner(None)
        self.show()
        call = partial(self._shop.complete, self._payment.due.basket, self._payment.taken)
        self._shop.run_job(call, self._booked, self._not_booked)

    def _booked(self, sale: Sale) -> None:
        self._booking = False
        self._payment.end()
        self._screen.show_amount("")
        self._completed(sale)

    def _not_booked(self, failure: Refused | Unavailable) -> None:
        self._booking = False
        self.show()
        self.refuse(failure, self._words.not_booked)
        self.ask_yes(failure)

    def ask_yes(self, failure: Refused | Unavailable) -> None:
        right = failure.facts.get("right")
        if failure.code == "approval_needed" and right in ("refund_tender", "return_late"):
            self._shop.ask_yes(right, self._allowed)

    def _allowed(self, staff_id: str) -> None:
        """Somebody said yes to these returns: with that the money goes back, or the basket is booked."""
        payment, terminal = self._payment, self._terminal
        wanted = 0 if terminal is None else terminal.to_give_back
        if payment.priced is None or self._locked or (payment.left and not wanted):
            return
        basket = payment.priced.basket
        lines = (replace(line, approved_by=staff_id) if line.is_return else line for line in basket.lines)
        payment.priced = replace(payment.priced, basket=replace(basket, lines=tuple(lines)))
        if terminal is not None and payment.left:
            terminal.give_back(wanted)
        else:
            self.book()

    # What the page shows

    @property
    def _locked(self) -> str:
        """Why nothing else can be pressed now."""
        if self.card is not None and self.card.busy:
            return self._words.card_busy
        if self.value is not None and self.value.busy:
            return self._words.asking_hub
        checking = self._terminal is not None and self._terminal.is_checking
        return self._words.booking if self._booking or checking else ""

    def _may_take(self) -> bool:
        """Not with the key that opened this page, and not while the sale is being booked."""
        allowed = self._guard.allows(action("pay", "card"))
        return allowed and not self._locked and self._payment.priced is not None

    def _amount(self, typed: str) -> int | None:
        """A typed amount in minor units, given back when the basket is a refund; None when it is none."""
        minor = typed_minor(typed, self._shop.currency)
        if not minor:
            self._screen.show_banner(PayBanner(self._words.not_an_amount, self._words.not_an_amount_words))
            return None
        return minor if self._payment.left > 0 else -minor

    def looked_at(self) -> None:
        """Something that the page shows is known better now."""
        if self._payment.priced is not None and not self._locked:
            self.show()

    def refuse(self, failure: Refused | Unavailable, words: str) -> None:
        self._screen.show_banner(PayBanner(self._shop.sentence(failure), words))

    def show(self) -> None:
        terminal = self.card.view() if self.card is not None else None
        view = page_view(self._payment, self._shop, self._words, terminal, self.value, self._locked)
        self._screen.show_pay(view)
