"""Finding what goods come back of: a receipt, a customer's sales, an online order, or goods alone."""

from collections.abc import Callable
from functools import partial

from pos.domain.codes import classify
from pos.domain.failures import Refused, Unavailable
from ui.returns.at_hand import AtHand
from ui.returns.view import MessageView


class Finding:
    """`scanned` takes goods that were scanned while a receipt was looked up."""

    def __init__(self, at_hand: AtHand, scanned: Callable[[str], None]) -> None:
        self._at, self._scanned = at_hand, scanned
        self._screen, self._calls, self._words = at_hand.screen, at_hand.calls, at_hand.words
        self._asked = ""
        self._early: list[str] = []
        self._orders: tuple[str, ...] = ()

    @property
    def is_looking_up(self) -> bool:
        """Whether the hub is being asked for a receipt."""
        return bool(self._asked)

    def forget(self) -> None:
        """Whatever the hub answers now is for nobody."""
        self._asked, self._early = "", []

    def keep(self, code: str) -> None:
        """Goods of the receipt that is being looked up: a scanner waits for nobody."""
        self._early.append(code)

    def searched(self, text: str) -> None:
        """What was typed so far."""
        if self._takes_goods:
            return
        asked = text.strip()
        sales = self._calls.find(asked) if asked else ()
        orders = self._calls.orders.find(asked) if asked else ()
        self._orders = tuple(order.number for order in orders)
        self._at.show_find(asked, sales, orders)

    def entered(self, text: str) -> None:
        """Enter in the field: a code, a number, goods without receipt, or the first that was found."""
        asked = text.strip()
        if not asked:
            return
        if classify(asked) in ("receipt", "pickup_token"):
            self.receipt_scanned(asked)
        elif self._takes_goods:
            self._scanned(asked)
        elif found := self._calls.find(asked):
            self.receipt_scanned(found[0].receipt)
        elif orders := self._calls.orders.find(asked):
            self.order_asked(orders[0].number)
        else:
            self.receipt_scanned(asked)

    def opened(self, number: str) -> None:
        """One of the list was taken."""
        (self.order_asked if number in self._orders else self.receipt_scanned)(number)

    def receipt_scanned(self, code: str) -> None:
        """The hub is asked first where there is one: other tills may have sold it, or taken goods of it back."""
        if self._at.booking:
            self._calls.sound("blocked")
        elif classify(code) == "pickup_token":
            self.order_asked(code)
        elif self._calls.joined():
            self._asked, self._early = code, []
            self._screen.show_busy(True)
            opened = partial(self._looked_up, code)
            self._calls.run_job(partial(self._calls.look_up, code), opened, opened)
        else:
            self._open(code)

    def order_asked(self, code: str) -> None:
        """An online order, by its number or the code on its customer's phone."""
        if self._at.booking:
            self._calls.sound("blocked")
            return
        self.forget()
        try:
            found = self._calls.orders.open(code)
        except (Refused, Unavailable) as failure:
            self._refuse(failure)
            return
        self._at.open_order(found)
        self._shown(found.is_over)

    def other_asked(self) -> None:
        """Look for another receipt; the one at hand stays until there is another."""
        if not self._at.booking:
            self._at.finding = True
            self._screen.show_message(None)
            self._at.show()

    def without_asked(self) -> None:
        """Goods that nobody has a receipt for may be scanned now."""
        if not self._at.booking:
            self._at.open_without()
            self._screen.show_message(None)
            self._at.show()

    @property
    def _takes_goods(self) -> bool:
        """Whether what is typed are goods without receipt."""
        return self._at.sale.without and not self._at.finding

    def _looked_up(self, code: str, _heard: object) -> None:
        """However the hub answered. Another receipt may have been scanned meanwhile, or goods of this one."""
        self._screen.show_busy(False)
        if self._asked == code and not self._at.booking:
            early = self._early
            self.forget()
            if self._open(code):
                for goods in early:
                    self._scanned(goods)

    def _open(self, code: str) -> bool:
        """Whether goods of it can be taken now."""
        try:
            found = self._calls.open(code)
            self._at.open_sale(found)
        except (Refused, Unavailable) as failure:
            if failure.code == "receipt_unseen":
                self._open_unseen(failure)
                return True
            self._refuse(failure)
            return False
        self._shown(found.is_over)
        return True

    def _open_unseen(self, why: Refused | Unavailable) -> None:
        """Its goods are scanned as those without receipt are, for this receipt."""
        self._calls.sound("scanOk")
        self._at.open_unseen(str(why.facts["receipt"]))
        self._at.show()
        self._screen.show_message(MessageView(self._calls.sentence(why), self._words.unseen_next, "info"))

    def _shown(self, is_over: bool) -> None:
        self._calls.sound("scanOk")
        words = self._words
        self._at.show()
        over = MessageView(words.all_back_title, words.all_back_words, "info") if is_over else None
        self._screen.show_message(over)

    def _refuse(self, failure: Refused | Unavailable) -> None:
        self._calls.sound("scanUnknown")
        self._at.show()
        self._at.fail(failure)
