"""Who advised the shopper: for one line, or for the whole sale; without anybody it is who stands at the till. No Qt
here."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from pos.domain.basket import Basket
from ui.sell.line_desk import Change
from ui.sell.shop import SellShop
from ui.sell.view import AdvisorsView, AdvisorView
from ui.sell.words import SellWords


class Screen(Protocol):
    def choose_advisor(self, view: AdvisorsView) -> None: ...


class AdvisorDesk:
    def __init__(
        self, screen: Screen, shop: SellShop, words: SellWords, basket: Callable[[], Basket], change: Change
    ) -> None:
        self._screen, self._shop, self._words = screen, shop, words
        self._basket, self._change = basket, change
        self._line_id = ""

    def ask(self, line_id: str = "") -> None:
        """Choose for a line, or with no id for the whole sale."""
        basket, words, here = self._basket(), self._words, self._shop.staff()
        self._line_id = line_id
        line = next((one for one in basket.lines if one.line_id == line_id), None)
        chosen = line.salesperson if line else basket.salesperson
        title = words.advisor_of_line.format(name=line.product.name) if line else words.advisor_of_sale
        nobody = words.advisor_as_sale if line else words.advisor_here.format(name=here.name)
        rows = [AdvisorView("", nobody, chosen == "")]
        rows += [
            AdvisorView(person.staff_id, person.name, chosen == person.staff_id) for person in self._shop.colleagues()
        ]
        self._screen.choose_advisor(AdvisorsView(title, tuple(rows)))

    def chosen(self, staff_id: str) -> None:
        basket = self._basket()
        line = next((one for one in basket.lines if one.line_id == self._line_id), None)
        if line is not None:
            self._change(basket.change_line(replace(line, salesperson=staff_id)), line.line_id)
        elif not self._line_id:
            self._change(replace(basket, salesperson=staff_id))
