"""What goods lack before they can stand in the basket, asked one after the other: price, weight, serial number.
No Qt here."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused
from pos.domain.gift_card_line import GIFT_CARD, card_of_line, card_serial
from pos.domain.quantity import ONE, format_milli, parse_milli
from pos.domain.serial import asks_serial
from ui.money_text import typed_minor
from ui.sell.shop import SellShop
from ui.sell.view import PriceView, SerialView, WeightView
from ui.sell.words import SellWords

MOST_OPEN_MINOR = 10_000_000
"""No open price is higher, in minor units: what looks like one was a code that was typed into the wrong field."""
MOST_KG_MILLI = 1_000_000
"""A tonne: more is not weighed at a counter."""


class Screen(Protocol):
    def ask_price(self, view: PriceView) -> None: ...
    def ask_free_reason(self, words: str) -> None: ...
    def ask_weight(self, view: WeightView) -> None: ...
    def show_net(self, words: str) -> None: ...
    def ask_serial(self, view: SerialView) -> None: ...
    def close_dialog(self) -> None: ...
    def refuse(self, words: str) -> None: ...


class AskingDesk:
    """`add` takes a line that lacks nothing any more."""

    def __init__(
        self,
        screen: Screen,
        shop: SellShop,
        words: SellWords,
        basket: Callable[[], Basket],
        add: Callable[[Line], None],
    ) -> None:
        self._screen, self._shop, self._words, self._basket, self._add = screen, shop, words, basket, add
        self._line: Line | None = None

    def complete(self, line: Line) -> None:
        """Ask for what this line lacks first; without anything lacking it is added."""
        product = line.product
        self._line = line
        if _has_no_price(line) and line.unit_price_minor is None:
            self._screen.ask_price(PriceView(product.name, self._words.free_reasons))
        elif self._shop.lacks_weight(line):
            price = self._words.weighed.format(price=self._shop.money(product.price_minor))
            self._screen.ask_weight(WeightView(product.name, price))
        else:
            self._numbered(line)

    def _numbered(self, line: Line) -> None:
        self._line = line
        if line.product.kind == GIFT_CARD and not card_of_line(line):
            words = self._words
            self._screen.ask_serial(SerialView(line.product.name, words.gift_card_title, words.gift_card_words))
            return
        if asks_serial(line):
            self._screen.ask_serial(SerialView(line.product.name))
            return
        self._line = None
        self._add(line)

    # An open price

    def price_given(self, text: str, reason: str = "") -> None:
        """The price of goods that have none of their own; else the dialog says what is wrong with it."""
        line, words = self._line, self._words
        minor = typed_minor(text, self._shop.currency)
        if line is None or minor is None:
            self._screen.refuse(words.price_wrong)
        elif minor > MOST_OPEN_MINOR:
            self._screen.refuse(words.price_too_high.format(amount=self._shop.money(MOST_OPEN_MINOR)))
        elif minor == 0 and not reason:
            self._screen.ask_free_reason(words.free_needs_reason)
        else:
            self._screen.close_dialog()
            reason = "" if minor else reason
            self._numbered(replace(line, unit_price_minor=minor, source="open", reason=reason))

    # A weight

    def weight_typed(self, gross: str, tare: str) -> None:
        """What would be charged, as it is typed."""
        line = self._line
        if line is None:
            return
        price = self._words.weighed.format(price=self._shop.money(line.product.price_minor))
        found = _net(gross, tare)
        self._screen.show_net(self._words.net.format(net=format_milli(found[0]), price=price) if found else price)

    def weight_given(self, gross: str, tare: str) -> None:
        line, found = self._line, _net(gross, tare)
        if line is None or found is None:
            self._screen.refuse(self._words.weight_wrong)
        elif found[0] > MOST_KG_MILLI:
            self._screen.refuse(self._words.weight_too_high)
        else:
            self._screen.close_dialog()
            self._numbered(replace(line, qty_milli=found[0], tare_milli=found[1]))

    # A serial number

    def serial_given(self, text: str) -> None:
        """The number as it was typed or scanned; one piece has one number."""
        line, serial, words = self._line, " ".join(text.split()), self._words
        if line is None or not serial:
            self._screen.refuse(words.serial_wrong)
            return
        if line.product.kind == GIFT_CARD:
            self._card_given(line, serial)
            return
        sku = line.product.sku
        if any(one.product.sku == sku and one.serial == serial and not one.is_return for one in self._basket().lines):
            self._screen.refuse(words.serial_twice)
            return
        self._screen.close_dialog()
        self._line = None
        self._add(replace(line, serial=serial, qty_milli=ONE))

    def _card_given(self, line: Line, number: str) -> None:
        """A card may be loaded twice in one basket; its number is not kept as it was typed."""
        try:
            serial = card_serial(number)
        except Refused:
            self._screen.refuse(self._words.gift_card_wrong)
            return
        self._screen.close_dialog()
        self._line = None
        self._add(replace(line, serial=serial))

    def scanned(self, code: str) -> None:
        """A scan while the number is asked for: what an element string says of it, or the code itself."""
        self.serial_given(self._shop.serial_of(code))


def _has_no_price(line: Line) -> bool:
    """A gift card of no price is loaded with any amount."""
    product = line.product
    return product.kind == "open_price" or (product.kind == GIFT_CARD and product.price_minor == 0)


def _net(gross: str, tare: str) -> tuple[int, int] | None:
    """Net weight and tare in thousandths; None while both together are no weight."""
    try:
        shown = parse_milli(gross.strip().replace(",", "."))
        taken = parse_milli(tare.strip().replace(",", ".")) if tare.strip(" 0.,") else 0
    except Refused:
        return None
    return (shown - taken, taken) if shown > taken else None
