"""Returning: what goods come back of is found, they are ticked, money goes back or goods are exchanged. No Qt here."""

from ui.keys import Action, MoneyGuard, action
from ui.returns.at_hand import AtHand, Screen
from ui.returns.calls import ReturnCalls
from ui.returns.finding import Finding
from ui.returns.giving import Giving
from ui.returns.order_giving import OrderGiving
from ui.returns.teller import ReturnTeller
from ui.returns.ticking import Ticking
from ui.returns.view import MessageView
from ui.text import CommonWords


class ReturnPresenter:
    """The parts of the page, each for its own signals, and what concerns all of them. `scanned` takes goods; receipts
    and orders are `finding`'s."""

    def __init__(self, screen: Screen, teller: ReturnTeller, common: CommonWords, calls: ReturnCalls) -> None:
        self._screen, self._calls, self._words = screen, calls, teller.words
        self._at = AtHand(screen, teller, calls)
        self._guard = MoneyGuard(calls.clock_ms)
        self.finding = Finding(self._at, self.scanned)
        self.ticking = Ticking(self._at)
        self.giving = Giving(self._at, common, self.put_away)
        self._order = OrderGiving(self._at, self.giving.asking, self.put_away)

    def start(self) -> None:
        """The page is in front, with what was at hand before."""
        self._guard.page_changed()
        self._at.show()

    def put_away(self) -> None:
        """Somebody else comes to the till, or the return is over: nothing of it stays, except while its money is under
        way."""
        if not self._at.booking:
            self._at.clear()
            self.finding.forget()
            self._screen.show_message(None)
            self._at.show()

    def went_back(self) -> None:
        """Esc: back to the return at hand, or away from it."""
        if self._at.booking:
            return
        if self._at.finding and self._at.basket.is_open:
            self._at.finding = False
            self._at.show()
        else:
            self.put_away()

    def scanned(self, code: str) -> None:
        """Goods, for what is at hand or is being looked up."""
        if self._at.booking:
            self._calls.sound("blocked")
        elif self.finding.is_looking_up:
            self.finding.keep(code)
        elif not self._at.basket.is_open:
            self._calls.sound("blocked")
            self._screen.tell(self._words.start)
        else:
            self.ticking.scanned(code)

    def refund_pressed(self) -> None:
        """F12: the money goes back."""
        if self._ready(action("returns", "refund")):
            (self._order if self._at.order.is_open else self.giving).refund()

    def exchange_pressed(self) -> None:
        """Ctrl E: goods against goods."""
        if self._at.order.is_open:
            self._calls.sound("blocked")
            self._screen.tell(self._words.no_exchange)
        elif self._ready(action("returns", "exchange")):
            self.giving.exchange()

    def _ready(self, pressed: Action) -> bool:
        """Whether a key may do it now; what is missing is said, and the focus put where it is given."""
        if not self._guard.allows(pressed) or self._at.booking:
            return False
        if why_not := self._at.why_not():
            self._calls.sound("blocked")
            self._screen.show_message(MessageView(why_not, self._words.not_added, "info"))
            self._screen.point_to_missing(self._at.basket.without_reason)
        return not why_not
