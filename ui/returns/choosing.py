"""What was chosen of goods that come back: how many of each, why, and where they go. No Qt here."""

from dataclasses import replace
from typing import cast

from pos.domain.basket import Disposition
from ui.returns.chosen import Chosen, Goods
from ui.returns.words import ReturnWords


class Choosing:
    """Of the goods of a receipt, of an order, or without either; `reckon` is asked for after every change, and what it
    refuses was not chosen. `amounts` are what is ticked comes to, minor units below 0, by key."""

    def __init__(self, words: ReturnWords) -> None:
        self._words = words
        self.chosen: dict[str, Chosen] = {}
        self.amounts: dict[str, int] = {}

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose from."""
        raise NotImplementedError

    @property
    def goods(self) -> tuple[Goods, ...]:
        """All that may be chosen."""
        raise NotImplementedError

    def reckon(self) -> None:
        """Look at what the chosen goods come to."""
        raise NotImplementedError

    @property
    def ticked(self) -> tuple[Goods, ...]:
        return tuple(one for one in self.goods if self.of(one.key).units)

    @property
    def without_reason(self) -> str:
        """The key of the first goods that nobody said why they come back, empty when all have a reason."""
        return next((one.key for one in self.ticked if self.of(one.key).reason < 0), "")

    def of(self, key: str) -> Chosen:
        return self.chosen.get(key, Chosen())

    def goods_of(self, key: str) -> Goods:
        return next(one for one in self.goods if one.key == key)

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

    def reason_of(self, goods: Goods) -> str:
        at = self.of(goods.key).reason
        return self._words.reasons[at] if at >= 0 else ""

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
