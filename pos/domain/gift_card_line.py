"""Lines that sell a gift card, load it, or take it back: each names its card (stored_value.py) as its serial."""

from collections.abc import Iterator

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused
from pos.domain.stored_value import gift_reference, kind_of_ref, ref_of_reference

GIFT_CARD = "gift_card"
OPEN_PRICES = ("open_price", GIFT_CARD)
"""Kinds of goods whose price is said when they are sold, which overrides nothing."""


def card_of_line(line: Line) -> str:
    """The ref of the card that a line is about; empty for other goods and where no card was named."""
    ref = ref_of_reference(line.serial)
    return ref if line.product.kind == GIFT_CARD and kind_of_ref(ref) == GIFT_CARD else ""


def card_serial(typed: str) -> str:
    """What a line keeps of a card's number; Refused `not_a_gift_card`."""
    return typed if kind_of_ref(ref_of_reference(typed)) == GIFT_CARD else gift_reference(typed)


def require_cards(basket: Basket) -> None:
    """Refused `gift_card_needed` with the `line` that sells a gift card and names none."""
    for number, line in enumerate(basket.lines, 1):
        if line.product.kind == GIFT_CARD and not line.is_return and not card_of_line(line):
            raise Refused("gift_card_needed", line=number)


def returned_cards(basket: Basket) -> Iterator[tuple[str, int]]:
    """The cards that come back, and how many minor units go off each."""
    for line in basket.lines:
        if line.reversal is not None and (ref := card_of_line(line)):
            yield ref, line.reversal.total_minor
