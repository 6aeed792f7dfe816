"""What is at hand on the return page, a sale, goods without receipt or an online order, and how the page shows it."""

from collections.abc import Callable
from typing import Any, Protocol

from pos.domain.failures import Refused, Unavailable
from pos.domain.pickup_order import PickupOrder
from pos.domain.sale import Sale
from pos.services.order_find import ReturnableOrder
from pos.services.return_find import Returnable
from ui.approvals import ApprovalDisplay
from ui.pay.view import TerminalView
from ui.returns.basket import ReturnBasket
from ui.returns.calls import ReturnCalls
from ui.returns.choosing import Choosing
from ui.returns.order_basket import OrderBasket
from ui.returns.order_views import found_order_view, order_view
from ui.returns.refund_views import Money, refund_view
from ui.returns.teller import ReturnTeller
from ui.returns.view import ChipView, FindView, MessageView, ReturnView
from ui.returns.views import found_view, head_view, rows_of

SHOWN = 60
"""Lines that are shown at once; an invoice may have hundreds."""


class SerialAsking(Protocol):
    def ask(self, name: str) -> None: ...
    def refuse(self, words: str) -> None: ...
    def end(self) -> None: ...


class Screen(Protocol):
    @property
    def serial(self) -> SerialAsking: ...
    @property
    def approval(self) -> ApprovalDisplay: ...
    def show_find(self, view: FindView) -> None: ...
    def show_return(self, view: ReturnView) -> None: ...
    def show_message(self, message: MessageView | None) -> None: ...
    def show_scan(self, chip: ChipView) -> None: ...
    def point_to(self, key: str) -> None: ...
    def point_to_missing(self, key: str) -> None: ...
    def show_terminal(self, view: TerminalView | None) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def refuse(self, words: str) -> None: ...
    def tell(self, words: str) -> None: ...


class AtHand:
    """`sale` is a sale or goods without receipt, `order` an online order: never both are open. `finding` is true while
    another receipt is looked for, `booking` while money is under way; `most` lines are shown."""

    def __init__(self, screen: Screen, teller: ReturnTeller, calls: ReturnCalls) -> None:
        self.screen, self.teller, self.calls, self.words = screen, teller, calls, teller.words
        self.sale = ReturnBasket(calls, teller.words)
        self.order = OrderBasket(calls.orders, teller.words)
        self.finding = self.booking = False
        self.most = SHOWN

    @property
    def basket(self) -> Choosing:
        """What goods are ticked of."""
        return self.order if self.order.is_open else self.sale

    def clear(self) -> None:
        self.sale.clear()
        self.order.clear()
        self.finding, self.most = False, SHOWN

    def open_sale(self, found: Returnable) -> None:
        self.order.clear()
        self.sale.open(found)
        self.finding, self.most = False, SHOWN

    def open_unseen(self, receipt: str) -> None:
        """Goods are scanned for a receipt that nobody could look up."""
        self.order.clear()
        self.sale.open_unseen(receipt)
        self.finding, self.most = False, SHOWN

    def open_without(self) -> None:
        """Goods that nobody has a receipt for."""
        self.order.clear()
        self.sale.open_without()
        self.finding = False

    def open_order(self, found: ReturnableOrder) -> None:
        self.sale.clear()
        self.order.open(found)
        self.finding, self.most = False, SHOWN

    def change(self, work: Callable[[], None]) -> None:
        """Something is chosen, unless money is under way; what cannot be is said."""
        if self.booking:
            return
        self.screen.show_message(None)
        try:
            work()
        except (Refused, Unavailable) as failure:
            self.calls.sound("blocked")
            self.show()
            self.fail(failure)
        else:
            self.show()

    def job(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Refused | Unavailable], None]
    ) -> None:
        """Something that takes its time; the page says so."""
        self.screen.show_busy(True)

        def finished(result: Any) -> None:
            self.screen.show_busy(False)
            done(result)

        self.calls.run_job(work, finished, failed)

    def fail(self, failure: Refused | Unavailable) -> None:
        self.screen.show_message(MessageView(self.calls.sentence(failure), self.words.not_added))

    def why_not(self) -> str:
        """Why nothing can be given back yet; empty when it can."""
        if self.booking:
            return self.words.refunding
        if not self.basket.ticked:
            return self.words.tick_first
        if self.order.found is not None and not self.order.found.order.paid:
            return self.words.not_paid_online
        return self.words.reason_first if self.basket.without_reason else ""

    def show(self) -> None:
        if self.finding or not self.basket.is_open:
            self.show_find()
        elif self.order.is_open:
            self.screen.show_return(order_view(self.order, self.why_not(), self.teller))
        else:
            self.screen.show_return(self._sale_view())

    def show_find(self, text: str = "", sales: tuple[Sale, ...] = (), orders: tuple[PickupOrder, ...] = ()) -> None:
        """What to look for, or what was found for what was typed."""
        words = self.words
        title, told = (words.nothing_found.format(text=text), words.nothing_found_words) if text else ("", "")
        found = (
            *(found_view(sale, self.teller) for sale in sales),
            *(found_order_view(order, self.teller) for order in orders),
        )
        if found:
            self.screen.show_find(FindView(words.find, "", "", found))
        else:
            self.screen.show_find(FindView(words.find, title or words.start, told or words.start_words))

    def _sale_view(self) -> ReturnView:
        basket, teller, words, why_not = self.sale, self.teller, self.words, self.why_not()
        rows = rows_of(basket.found, basket.own, basket.chosen, basket.amounts, teller, self.most, basket.unseen)
        more = len(basket.goods) - len(rows)
        money = Money(basket.priced, basket.original, basket.way, basket.found is not None, basket.ledgers)
        return ReturnView(
            head=head_view(basket.found, teller, basket.unseen),
            rows=rows,
            refund=refund_view(money, why_not, teller),
            exchange_reason=why_not,
            more=words.more_lines.format(count=more) if more > 0 else "",
            without=basket.without,
            with_field=basket.found is None,
            hint=words.unseen_goods.format(number=basket.unseen) if basket.unseen else words.find_goods,
        )
