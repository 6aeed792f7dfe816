"""The return at hand: the sale that is open, goods without receipt, and what was chosen of both. No Qt here."""

from dataclasses import replace
from typing import cast

from pos.domain.basket import Basket, Disposition, Line
from pos.domain.priced import PricedBasket
from pos.domain.tender import Tender
from pos.services.return_find import Returnable
from pos.services.return_ways import LedgerWays, Way
from ui.returns.calls import ReturnCalls
from ui.returns.chosen import Chosen, Goods
from ui.returns.words import ReturnWords


class ReturnBasket:
    """Knows the amounts after every change; `take` asks for nothing that the till would refuse."""

    def __init__(self, calls: ReturnCalls, words: ReturnWords) -> None:
        self._calls, self._words = calls, words
        self.clear()

    def clear(self) -> None:
        """Nothing at hand, and an id of its own for what comes next."""
        self.basket_id = self._calls.new_id()
        self.found: Returnable | None = None
        self.without, self.unseen = False, ""
        self.own: tuple[Goods, ...] = ()
        self.chosen: dict[str, Chosen] = {}
        self.amounts: dict[str, int] = {}
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
    def ticked(self) -> tuple[Goods, ...]:
        return tuple(one for one in self.goods if self.of(one.key).units)

    @property
    def tenders(self) -> tuple[Tender, ...]:
        """How the money goes back."""
        if self.priced is None:
            return ()
        return self.original if self.way == "original" else self._calls.tenders(self.priced, self.way)

    @property
    def without_reason(self) -> str:
        """The key of the first goods that nobody said why they come back, empty when all have a reason."""
        return next((one.key for one in self.ticked if self.of(one.key).reason < 0), "")

    def of(self, key: str) -> Chosen:
        return self.chosen.get(key, Chosen())

    def goods_of(self, key: str) -> Goods:
        return next(one for one in self.goods if one.key == key)

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

    def take(self, key: str, units: int) -> None:
        """So many pieces; of a line that is ticked first the reason of the one before is likely again."""
        before = self.of(key)
        changed = replace(before, units=min(max(units, 0), self.goods_of(key).most))
        if not before.units and changed.units and before.reason < 0:
            changed = replace(changed, reason=self._last_reason())
        self._put(key, changed)

    def look_at(self, key: str, serial: str) -> None:
        """The piece itself was looked at: it comes back under this number."""
        self.chosen = {**self.chosen, key: replace(self.of(key), serial=serial)}
        self.take(key, 1)

    def give_reason(self, key: str, reason: int) -> None:
        """What is faulty or damaged does not go back to the shelf."""
        changed = replace(self.of(key), reason=reason)
        if self._words.reasons[reason] in self._words.faulty and changed.place == "restock":
            changed = replace(changed, place="damaged")
        self._put(key, changed)

    def give_place(self, key: str, place: str) -> None:
        self._put(key, replace(self.of(key), place=cast(Disposition, place)))

    def lines(self, approved_by: str = "") -> tuple[Line, ...]:
        asked = [one.asked(self.of(one.key), self._reason(one), approved_by) for one in self.ticked]
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

    def _put(self, key: str, changed: Chosen) -> None:
        before = self.chosen
        self.chosen = {**before, key: changed}
        try:
            self.reckon()
        except Exception:
            self.chosen = before
            raise

    def _last_reason(self) -> int:
        given = [one.reason for one in self.chosen.values() if one.units and one.reason >= 0]
        return given[-1] if given and self._words.reasons[given[-1]] not in self._words.faulty else -1

    def _reason(self, goods: Goods) -> str:
        at = self.of(goods.key).reason
        return self._words.reasons[at] if at >= 0 else ""
