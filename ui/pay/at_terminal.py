"""The terminal's part of a payment: what it is asked for, and what its answers mean for the page. No Qt here."""

from typing import Protocol

from pos.domain.card import Attempt
from pos.domain.failures import Refused, Unavailable
from pos.domain.tender import Tender
from ui.pay.card_calls import CardCalls
from ui.pay.card_desk import CardDesk
from ui.pay.giving_back import GivingBack
from ui.pay.payment import Payment
from ui.pay.shares import Shares
from ui.pay.shop import PayShop
from ui.pay.view import PayBanner
from ui.pay.words import PayWords


class Screen(Protocol):
    def show_amount(self, text: str) -> None: ...
    def show_banner(self, banner: PayBanner | None) -> None: ...
    def say(self, words: str, icon: str, undo: None) -> None: ...


class Page(Protocol):
    """What follows on the page: `turned` when something else stands beside the basket, `ask_yes` where a refusal can
    be lifted by somebody who may."""

    def show(self) -> None: ...
    def turned(self) -> None: ...
    def refuse(self, failure: Refused | Unavailable, words: str) -> None: ...
    def take(self, tender: Tender) -> None: ...
    def book(self) -> None: ...
    def ask_yes(self, failure: Refused | Unavailable) -> None: ...


class AtTerminal:
    """Card payments stand in the store, whatever happened to this window since; `desk` is the one under way."""

    def __init__(
        self,
        screen: Screen,
        page: Page,
        shop: PayShop,
        calls: CardCalls,
        words: PayWords,
        payment: Payment,
        shares: Shares,
    ) -> None:
        self._screen, self._page, self._calls, self._words = screen, page, calls, words
        self._payment, self._shares, self._money = payment, shares, shop.money
        self.desk = CardDesk(
            calls, shop.run_job, words, shop.money, page.turned, self._ended, self._failed, shop.ask_yes
        )
        self._giving = GivingBack(calls, self.desk, shop.run_job, self._elsewhere, self._not_given_back)

    @property
    def is_there(self) -> bool:
        """Whether this till has a terminal; one that lost it still knows what was paid at it."""
        return self._calls.has_terminal

    @property
    def is_checking(self) -> bool:
        """Whether it is being made sure that money may go back."""
        return self._giving.checking

    @property
    def to_give_back(self) -> int:
        """Minor units above zero that a refund still wants back, 0 when none does."""
        return self._giving.wanted

    def took(self, tender: Tender) -> bool:
        return tender.type == "card" and bool(tender.reference)

    def is_wallet(self, code: str) -> bool:
        return self._calls.has_terminal and self._calls.is_wallet(code)

    def start(self, basket_id: str) -> None:
        self._giving.forget()
        self.load(basket_id)

    def load(self, basket_id: str) -> None:
        self._payment.taken = (*self._others(), *self._calls.standing(basket_id))
        self.desk.load(basket_id)

    def charge(self, amount_minor: int, wallet_code: str = "") -> None:
        """What the terminal is asked for is first tried by the rule: a card never pays more than is due."""
        try:
            self._payment.covers(Tender("card", amount_minor))
        except Refused as failure:
            self._page.refuse(failure, self._words.not_paid)
            return
        self._screen.show_banner(None)
        self.desk.pay(self._payment.due.basket.basket_id, amount_minor, wallet_code)

    def give_back(self, minor: int) -> None:
        """Money of an exchange goes back through the terminal that took it."""
        self._screen.show_banner(None)
        self._giving.begin(self._payment.due, self._payment.taken, minor)
        self._page.show()

    def take_back(self, tender: Tender) -> None:
        """What a terminal took for this basket is given back there; what it gave back is gone."""
        if not self.is_there:
            self._page.refuse(Refused("no_terminal"), self._words.not_undone)
        elif tender.amount_minor > 0:
            self.desk.reverse(self._payment.due.basket.basket_id, tender.reference, tender.amount_minor)

    def put_aside(self) -> bool:
        """Whether a payment in doubt was put aside with its basket and what else was taken for it."""
        if self.desk.phase != "doubt" or self._payment.priced is None:
            return False
        self._payment.put_aside(self._others())
        return True

    def resolved(self, basket_id: str) -> None:
        """A payment that was in flight when the till went off is settled now: the page shows how."""
        if self.desk.phase in ("idle", "doubt"):
            self.load(basket_id)
            self._page.show()

    def _others(self) -> tuple[Tender, ...]:
        return tuple(tender for tender in self._payment.taken if not self.took(tender))

    def _ended(self, attempt: Attempt) -> None:
        """Whatever was approved or given back is what the store says now."""
        if not self._payment.is_of(attempt.basket_id):
            return
        self.load(attempt.basket_id)
        self._screen.show_amount(self._shares.next() if attempt.state == "approved" else "")
        was_giving = bool(self._giving.wanted)
        self._giving.ended(attempt)
        if attempt.state != "approved":
            code = "card_back_refused" if attempt.what == "reversal" else f"card_{attempt.state}"
            self._page.refuse(Refused(code), self._words.not_paid)
        elif attempt.what == "reversal":
            amount = self._money(attempt.amount_minor)
            self._screen.say(self._words.card_reversed.format(amount=amount), "undo", None)
            if was_giving:
                self._given_back()
                return
        elif self._payment.left <= 0:
            self._page.book()
            return
        self._page.show()

    def _given_back(self) -> None:
        """One payment is given back: the next one, or the exchange is booked."""
        if not self._payment.left:
            self._giving.forget()
            self._page.book()
        elif self._giving.wanted:
            self.give_back(self._giving.wanted)
        else:
            self._page.show()

    def _elsewhere(self, minor: int) -> None:
        """No terminal took it: it is given back where it was approved."""
        self._page.show()
        self._page.take(Tender("card", -minor))

    def _not_given_back(self, failure: Refused | Unavailable) -> None:
        self._page.show()
        self._page.refuse(failure, self._words.not_paid)
        self._page.ask_yes(failure)

    def _failed(self, failure: Refused | Unavailable) -> None:
        self._page.refuse(failure, self._words.not_paid)
