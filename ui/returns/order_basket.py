"""The online order at hand, and what was chosen of it. No Qt here."""

from pos.services.order_find import ReturnableOrder
from pos.services.order_return import LineBack, RefundTo
from pos.services.return_ways import LedgerWays, Way
from ui.returns.choosing import Choosing
from ui.returns.chosen import Goods
from ui.returns.order_calls import OrderCalls
from ui.returns.words import ReturnWords


class OrderBasket(Choosing):
    """`way` is `original` for the channel's own refund, or `store_credit`."""

    def __init__(self, calls: OrderCalls, words: ReturnWords) -> None:
        super().__init__(words)
        self._calls = calls
        self.clear()

    def clear(self) -> None:
        self.found: ReturnableOrder | None = None
        self.chosen, self.amounts = {}, {}
        self.way: Way = "original"
        self.ledgers = LedgerWays()

    @property
    def is_open(self) -> bool:
        return self.found is not None

    @property
    def goods(self) -> tuple[Goods, ...]:
        found = self.found
        return tuple(Goods.of_order(found.order.number, one) for one in found.lines) if found else ()

    @property
    def to(self) -> RefundTo:
        return "store_credit" if self.way == "store_credit" else "channel"

    @property
    def total_minor(self) -> int:
        """What the ticked goods give back."""
        return -sum(self.amounts.values())

    def open(self, found: ReturnableOrder) -> None:
        """Another order: nothing of it is ticked."""
        self.clear()
        self.found = found
        self.ledgers = self._calls.ledgers(found.order.customer_id)

    def lines(self) -> dict[int, LineBack]:
        """What comes back, by line."""
        told = ((one.line, self.of(one.key), self.reason_of(one)) for one in self.ticked)
        return {line: LineBack(chosen.units, reason, chosen.place) for line, chosen, reason in told}

    def reckon(self) -> None:
        found = self.found
        assert found is not None
        paid = self._calls.amounts(found, {one.line: self.of(one.key).units for one in self.ticked})
        self.amounts = {one.key: -paid[one.line] for one in self.ticked}
