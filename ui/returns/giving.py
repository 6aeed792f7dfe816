"""Giving the money of a sale's goods back, or exchanging them: the basket of returns is paid out, or rung up."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from pos.domain.basket import Basket
from pos.domain.failures import Refused, Unavailable
from pos.domain.sale import Sale
from pos.domain.tender import Tender
from ui.returns.asking import Asking
from ui.returns.at_hand import AtHand
from ui.returns.card_back import CardBack
from ui.returns.view import MessageView
from ui.text import CommonWords


class Giving:
    """`put_away` clears the page. `asking` asks for a yes, also for online orders; `card_back` is there where a
    terminal gives money back."""

    def __init__(self, at_hand: AtHand, common: CommonWords, put_away: Callable[[], None]) -> None:
        self._at, self._screen, self._put_away = at_hand, at_hand.screen, put_away
        self._calls, self._words, self._basket = at_hand.calls, at_hand.words, at_hand.sale
        self._pending: tuple[Basket, tuple[Tender, ...]] | None = None
        self.asking = Asking(at_hand, common, self._job)
        calls = at_hand.calls
        self.card_back = (
            CardBack(calls.card, calls, self._terminal_changed, self._money_back, self._failed, at_hand.fail)
            if calls.card is not None
            else None
        )

    def refund(self) -> None:
        """With somebody's yes where that is needed."""
        self._with_yes(self._basket.tenders, self._refund)

    def exchange(self) -> None:
        """What comes back goes into the basket, and whatever the customer takes instead with it."""
        self._with_yes(self._basket.original, self._exchange)

    def hold_in_doubt(self) -> None:
        """The return waits among the held baskets with its payment; the next customer is served."""
        if self.card_back is not None and self.card_back.card.phase == "doubt":
            self._end()
            self._put_away()
            self.card_back.card.leave()
            self._calls.held()
            self._screen.tell(self._words.kept_aside)

    def _with_yes(self, tenders: Sequence[Tender], go_on: Callable[[str], None]) -> None:
        basket, found = self._basket, self._basket.found
        assert basket.priced is not None
        needed = self._calls.needed(basket.priced, tenders)
        number = found.sale.receipt if found else basket.unseen or self._words.without
        days = (found.days, found.allowed_days) if found else (0, 0)
        self.asking.with_yes(needed, number, -basket.priced.total_minor, days, go_on)

    def _refund(self, approved_by: str) -> None:
        """First what the terminal gives back, then the refund is written down with all of it."""
        tenders = self._basket.tenders
        if (basket := self._lines(approved_by)) is None:
            return
        self._at.booking, self._pending = True, (basket, tenders)
        self._at.show()
        if self.card_back is not None:
            self._job(partial(self._calls.prepare, basket, tenders), partial(self.card_back.begin, basket.basket_id))
        else:
            self._money_back()

    def _exchange(self, approved_by: str) -> None:
        if (basket := self._lines(approved_by)) is None:
            return
        if self._calls.joined():
            self._at.booking = True
            self._job(partial(self._calls.hold, basket), lambda _: self._exchanged(basket))
        else:
            self._exchanged(basket)

    def _lines(self, approved_by: str) -> Basket | None:
        """The basket of what comes back; None where that is refused, and said."""
        try:
            return self._basket.basket(approved_by)
        except (Refused, Unavailable) as failure:
            self._at.fail(failure)
            return None

    def _money_back(self) -> None:
        assert self._pending is not None
        basket, tenders = self._pending
        self._job(partial(self._calls.refund, basket, tenders), self._refunded)

    def _terminal_changed(self) -> None:
        assert self.card_back is not None
        self._screen.show_terminal(self.card_back.card.view())
        if not self.card_back.card.busy:
            self._at.show()

    def _refunded(self, sale: Sale) -> None:
        self._end()
        self._calls.held()
        self._put_away()
        self._calls.completed(sale)

    def _exchanged(self, basket: Basket) -> None:
        found, lines = self._basket.found, basket.lines
        self._end()
        self._put_away()
        self._calls.exchange(lines, found.sale.customer_id if found else "")

    def _end(self) -> None:
        self._at.booking, self._pending = False, None

    def _job(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._at.job(work, done, self._failed)

    def _failed(self, failure: Refused | Unavailable) -> None:
        """Others may have taken some of it back meanwhile: what is left is looked at again."""
        self._screen.show_busy(False)
        self._screen.approval.end()
        forget = partial(self._calls.forget, self._basket.basket_id)
        self._calls.run_job(forget, partial(self._forgotten, failure), partial(self._forgotten, failure, True))

    def _forgotten(
        self, failure: Refused | Unavailable, waits: bool, _stuck: Refused | Unavailable | None = None
    ) -> None:
        """What money has gone back for `waits` among the held baskets, to be finished on Pay."""
        self._end()
        if waits:
            self._basket.clear()
        else:
            self._look_again()
        self._calls.held()
        self._at.show()
        words = self._words.kept_aside if waits else self._words.not_added
        self._screen.show_message(MessageView(self._calls.sentence(failure), words))

    def _look_again(self) -> None:
        found, kept = self._basket.found, dict(self._basket.chosen)
        if found is None:
            return
        try:
            self._basket.open(self._calls.open(found.sale.receipt))
            for key, chosen in kept.items():
                if any(one.key == key and one.most >= chosen.units for one in self._basket.goods):
                    self._basket.chosen[key] = chosen
            self._basket.reckon()
        except (Refused, Unavailable):
            self._basket.clear()
