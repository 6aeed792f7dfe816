"""Goods with an age limit: asked once for a basket, by whoever stands at the till. No Qt here."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from pos.domain.age_check import age_to_check
from pos.domain.basket import AgeCheck, Basket
from ui.sell.line_desk import Change, Say
from ui.sell.shop import SellShop
from ui.sell.view import AgeView
from ui.sell.words import SellWords


class Screen(Protocol):
    def ask_age(self, view: AgeView) -> None: ...
    def close_dialog(self) -> None: ...


def _nothing() -> None:
    """What follows when the question came with goods, not with Pay."""


class AgeDesk:
    def __init__(
        self,
        screen: Screen,
        shop: SellShop,
        words: SellWords,
        basket: Callable[[], Basket],
        change: Change,
        say: Say,
    ) -> None:
        self._screen, self._shop, self._words = screen, shop, words
        self._basket, self._change, self._say = basket, change, say
        self._then: Callable[[], None] = _nothing

    def ask(self, then: Callable[[], None] = _nothing) -> bool:
        """Whether there was something to ask; `then` goes on after a yes."""
        basket, words = self._basket(), self._words
        years = age_to_check(basket)
        if not years:
            return False
        self._then = then
        names = dict.fromkeys(line.product.name for line in basket.lines if self._is_young(line.product.min_age))
        born = words.born_by.format(day=self._shop.born_by(years))
        title, yes = words.age_title.format(years=years), words.age_yes.format(years=years)
        self._screen.ask_age(AgeView(title, born, ", ".join(names), yes))
        return True

    def confirmed(self) -> None:
        """The buyer is old enough: kept with who looked, and not asked again for this basket."""
        self._screen.close_dialog()
        basket, then = self._basket(), self._then
        self._then = _nothing
        if years := age_to_check(basket):
            self._change(replace(basket, age_check=AgeCheck(years, self._shop.staff().staff_id)))
        then()

    def refused(self) -> None:
        """The buyer is too young, or shows nothing: what is not for them goes, and the journal says who looked."""
        self._screen.close_dialog()
        basket, years = self._basket(), age_to_check(self._basket())
        self._then = _nothing
        if not years:
            return
        kept = tuple(line for line in basket.lines if line.is_return or not self._is_young(line.product.min_age))
        names = ", ".join(dict.fromkeys(line.product.name for line in basket.lines if line not in kept))
        if self._change(replace(basket, lines=kept)):
            self._say(self._words.removed.format(name=names), "delete", None)
            refuse = partial(self._shop.refuse_age, basket.basket_id, years)
            self._shop.run_job(refuse, lambda _done: None, lambda _failure: None)

    def _is_young(self, min_age: int) -> bool:
        """Whether goods of this limit are not covered by what somebody looked at already."""
        check = self._basket().age_check
        return min_age > (check.min_age if check else 0)
