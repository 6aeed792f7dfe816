"""Saying what comes back: by scan or by hand, how many, why, where it goes, and how its money goes back."""

from dataclasses import replace
from functools import partial

from pos.domain.basket import Line
from pos.domain.serial import asks_serial
from pos.services.return_ways import Way
from ui.returns.at_hand import SHOWN, AtHand
from ui.returns.chosen import Goods
from ui.returns.view import ChipView


class Ticking:
    """Of whatever is at hand; while money is under way nothing changes."""

    def __init__(self, at_hand: AtHand) -> None:
        self._at, self._screen = at_hand, at_hand.screen
        self._calls, self._words = at_hand.calls, at_hand.words
        self._looked_at: Goods | None = None
        self._unnumbered: Line | None = None

    def scanned(self, code: str) -> None:
        """Goods: one piece more of their line, or without receipt where that was asked for."""
        self._at.change(partial(self._tick, code))

    def _tick(self, code: str) -> None:
        sku, words, basket = self._calls.sku_of(code), self._words, self._at.basket
        of_sku = [one for one in basket.goods if one.sale_id and sku and one.product.sku == sku]
        free = next((one for one in of_sku if basket.of(one.key).units < one.most), None)
        if free is not None and free.asks_serial:
            self._ask_serial(free)
        elif free is not None:
            basket.take(free.key, basket.of(free.key).units + 1)
            self._say_ticked(free.product.name, free.key)
        elif self._at.sale.without:
            self._take_without(code)
        else:
            self._calls.sound("blocked")
            name = of_sku[0].product.name if of_sku else ""
            not_of_it = words.not_in_order if self._at.order.is_open else words.not_on_receipt
            self._screen.tell(words.no_more.format(name=name) if of_sku else not_of_it)

    def _take_without(self, code: str) -> None:
        line = self._calls.goods(code)
        if asks_serial(line):
            self._unnumbered = line
            self._screen.serial.ask(line.product.name)
            return
        self._at.sale.add_own(line)
        self._say_ticked(line.product.name, self._at.sale.own[0].key)

    def _say_ticked(self, name: str, key: str) -> None:
        self._calls.sound("scanOk")
        at = next(n for n, one in enumerate(self._at.basket.goods) if one.key == key)
        self._at.most = max(self._at.most, at + 1)
        self._at.show()
        self._screen.show_scan(ChipView(self._words.ticked.format(name=name), "success", "tick"))
        self._screen.point_to(key)

    def ticked(self, key: str) -> None:
        """The box of a line: all that is left of it, or nothing."""
        basket = self._at.basket
        goods = basket.goods_of(key)
        if goods.asks_serial and not basket.of(key).units and not self._at.booking:
            self._ask_serial(goods)
            return
        units = 0 if basket.of(key).units else (goods.most if goods.sale_id else 1)
        self._at.change(partial(basket.take, key, units))

    def counted(self, key: str, units: int) -> None:
        basket = self._at.basket
        goods = basket.goods_of(key)
        if goods.asks_serial and units and not basket.of(key).units and not self._at.booking:
            self._ask_serial(goods)
            return
        self._at.change(partial(basket.take, key, units))

    def _ask_serial(self, goods: Goods) -> None:
        """Somebody looks at the piece: only the one that was sold comes back."""
        self._looked_at, self._unnumbered = goods, None
        self._at.show()
        self._screen.serial.ask(goods.product.name)

    def serial_given(self, text: str) -> None:
        """The number that stands on the piece; another one than was sold is said in the dialog."""
        serial, line, sold = " ".join(text.split()), self._unnumbered, self._looked_at
        if not serial:
            self._screen.serial.refuse(self._words.serial_wrong)
        elif line is not None:
            self._screen.serial.end()
            self._unnumbered = None
            self._at.change(partial(self._at.sale.add_own, replace(line, serial=serial)))
        elif sold is not None and serial != sold.serial:
            self._screen.serial.refuse(self._words.serial_other)
        elif sold is not None:
            self._screen.serial.end()
            self._looked_at = None
            self._at.change(partial(self._at.sale.look_at, sold.key, serial))

    def reason_chosen(self, key: str, reason: int) -> None:
        self._at.change(partial(self._at.basket.give_reason, key, reason))

    def place_chosen(self, key: str, place: str) -> None:
        self._at.change(partial(self._at.basket.give_place, key, place))

    def way_chosen(self, way: Way) -> None:
        if not self._at.booking:
            (self._at.order if self._at.order.is_open else self._at.sale).way = way
            self._at.show()

    def more_asked(self) -> None:
        self._at.most += SHOWN
        self._at.show()
