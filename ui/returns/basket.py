"""The return at hand: the sale that is open, goods without receipt, and what was chosen of both. No Qt here."""

from dataclasses import replace

from pos.domain.basket import Basket, Line
from pos.domain.priced import PricedBasket
from pos.domain.tender import Tender
from pos.services.return_find import Returnable
from pos.services.return_ways import LedgerWays, Way
from ui.returns.calls import ReturnCalls
from ui.returns.choosing import Choosing
from ui.returns.chosen import Goods
from ui.returns.words import ReturnWords


class ReturnBasket(Choosing):
    """Knows the amounts after every change; `take` asks for nothing that the till would refuse."""

    def __init__(self, calls: ReturnCalls, words: ReturnWords) -> None:
        super().__init__(words)
        self._calls = calls
        self.clear()

    def clear(self) -> None:
        """Nothing at hand, and an id of its own for what comes next."""
        self.basket_id = self._calls.new_id()
        self.found: Returnable | None = None
        self.without, self.unseen = False, ""
        self.own: tuple[Goods, ...] = ()
        self.chosen, self.amounts = {}, {}
        self.way: Way = "original"
        self.ledgers = LedgerWays()
        self.priced: PricedBasket | None = None
        self.original: tuple[Tender, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.found is not None or self.without

    @property
    def goods(self) -> tuple[Goods, ...]:
        sold = tuple(Goods.of_sold(line) for line in self.found.lines) if self.found else ()
        return (*self.own, *sold)

    @property
    def tenders(self) -> tuple[Tender, ...]:
        """How the money goes back."""
        if self.priced is None:
            return ()
        return self.original if self.way == "original" else self._calls.tenders(self.priced, self.way)

    def open(self, found: Returnable) -> None:
        """Another receipt; goods without one that were scanned before stay."""
        if self.unseen:
            self.clear()
        self.found = found
        self.chosen = {one.key: self.chosen[one.key] for one in self.own}
        self.way = "original"
        self.reckon()

    def open_without(self) -> None:
        """Goods that nobody has a receipt for may come back too."""
        self.without = True
        self.reckon()

    def open_unseen(self, receipt: str) -> None:
        """Goods come back for a receipt of another till that nobody can be asked about."""
        self.clear()
        self.without, self.unseen, self.way = True, receipt, "cash"
        self.reckon()

    def add_own(self, line: Line) -> None:
        """One piece more without receipt."""
        for one in self.own:
            if one.product.sku == line.product.sku and one.most > 1 and not line.serial:
                self.take(one.key, self.of(one.key).units + 1)
                return
        added = Goods.of_line(len(self.own) + 1, line)
        self.own = (added, *self.own)
        if self.found is None and self.way == "original":
            self.way = "cash"
        self.take(added.key, 1)

    def lines(self, approved_by: str = "") -> tuple[Line, ...]:
        asked = [one.asked(self.of(one.key), self.reason_of(one), approved_by) for one in self.ticked]
        return self._calls.lines([one if one.sale_id else replace(one, unseen=self.unseen) for one in asked])

    def basket(self, approved_by: str = "") -> Basket:
        return self._calls.basket(self.basket_id, self.lines(approved_by))

    def reckon(self) -> None:
        """What the ticked goods give back, and by which tenders they were paid."""
        ticked = self.ticked
        self.priced, self.original, self.amounts = None, (), {}
        if ticked:
            priced = self._calls.price(self.basket())
            self.priced, self.original = priced, self._calls.tenders(priced, "original")
            totals = (line.total_minor for line in priced.lines)
            self.amounts = dict(zip((one.key for one in ticked), totals, strict=True))
        self._reckon_ways()

    def _reckon_ways(self) -> None:
        """A way that this return has no more is given up."""
        found, priced = self.found, self.priced
        customer = priced.basket.customer_id if priced else found.sale.customer_id if found else ""
        of_sale = found is not None and (priced is None or any(line.line.reversal for line in priced.lines))
        self.ledgers = self._calls.ledgers(customer, found.held if found and of_sale else ())
        if self.ledgers.why_not(self.way):
            self.way = "original" if found else "cash"
