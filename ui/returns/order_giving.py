"""Taking goods of an online order back: its money goes back through the hub, and the page says no more than is true."""

from collections.abc import Callable
from functools import partial

from pos.domain.failures import Refused, Unavailable
from pos.services.order_return import OrderBack
from ui.returns.asking import Asking
from ui.returns.at_hand import AtHand
from ui.returns.view import MessageView


class OrderGiving:
    """`asking` asks for somebody's yes, `put_away` clears the page."""

    def __init__(self, at_hand: AtHand, asking: Asking, put_away: Callable[[], None]) -> None:
        self._at, self._asking, self._put_away = at_hand, asking, put_away
        self._calls, self._words = at_hand.calls, at_hand.words

    def refund(self) -> None:
        """With somebody's yes where that is needed; then the hub is asked, and it is written down."""
        basket = self._at.order
        found = basket.found
        assert found is not None
        needed = self._calls.orders.needed(found, basket.to)
        days = (found.days, found.allowed_days)
        self._asking.with_yes(needed, found.order.number, basket.total_minor, days, self._give)

    def _give(self, approved_by: str) -> None:
        basket = self._at.order
        assert basket.found is not None
        order = basket.found.order
        self._at.booking = True
        self._at.show()
        work = partial(self._calls.orders.give_back, order.order_id, basket.lines(), basket.to, approved_by)
        self._at.job(work, partial(self._given, order.channel, basket.ledgers.customer), self._failed)

    def _given(self, channel: str, customer: str, back: OrderBack) -> None:
        words = self._words
        self._at.booking = False
        self._put_away()
        self._calls.sound("scanOk")
        told = words.back_told_words.format(channel=channel)
        if back.to == "store_credit":
            told = words.back_credit_words.format(name=customer)
        if back.claim == "offline":
            told = words.back_later_words
        title = words.back_told.format(number=back.number, amount=self._at.teller.money(back.amount_minor))
        self._at.screen.show_message(MessageView(title, told, "info"))

    def _failed(self, failure: Refused | Unavailable) -> None:
        """Another store may have taken it back meanwhile: what is left is looked at again."""
        self._at.screen.show_busy(False)
        self._at.screen.approval.end()
        self._at.booking = False
        found = self._at.order.found
        if found is not None:
            try:
                self._at.order.open(self._calls.orders.open(found.order.number))
            except (Refused, Unavailable):
                self._at.clear()
        self._at.show()
        self._at.fail(failure)
