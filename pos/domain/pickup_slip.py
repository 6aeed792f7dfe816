"""The papers of the pickup desk: what was handed over, the label on a bag, what is to be picked, the customer's QR."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pos.domain.codes import bag_code
from pos.domain.pickup_order import OrderLine, PickupOrder
from pos.domain.pickup_steps import left_to_pick_milli
from pos.domain.receipt import Shop, marks, shop_blocks, store_time
from pos.domain.receipt_block import Barcode, Block, Cut, Feed, Heading, Pair, Qr, Rule, Text, Total
from pos.domain.receipt_words import ReceiptWords

Counted = Sequence[tuple[OrderLine, int]]
"""Lines with so many of their units."""


@dataclass(frozen=True, slots=True)
class PickupSlipWords:
    """What these papers say; the notation is that of the receipt."""

    receipt: ReceiptWords = field(default_factory=ReceiptWords)
    handed_over: str = "HANDED OVER"
    order: str = "Order {number}"
    by: str = "By {name}"
    not_wanted: str = "Not taken: {name}"
    left: str = "Still here: {name}"
    pick_list: str = "TO PICK"
    nothing_to_pick: str = "Nothing to pick"
    promised: str = "by {moment}"
    bay: str = "Bay {bay}"
    bag: str = "Bag {bag} of {bags}"
    yours: str = "YOUR ORDER"
    show: str = "Show this code when you collect"
    until: str = "until {moment}"


def hand_over_blocks(
    number: str,
    taken: Counted,
    refused: Counted,
    left: Counted,
    at: str,
    by: str,
    shop: Shop,
    words: PickupSlipWords = PickupSlipWords(),
) -> tuple[Block, ...]:
    """What left the shop, what was not wanted and what still waits, units of each line; when, and who handed it over.
    It names no customer: papers get lost."""
    return (
        *shop_blocks(shop, words.receipt),
        Heading(words.handed_over),
        Rule(),
        Text(words.order.format(number=number), bold=True),
        *(block for line, units in taken for block in _what(line, units, words)),
        *(Text(words.not_wanted.format(name=_units(line, units, words))) for line, units in refused),
        *(Text(words.left.format(name=_units(line, units, words))) for line, units in left),
        Rule(),
        Pair(words.receipt.notation.moment(store_time(at, shop.zone)), words.receipt.till.format(till=shop.till)),
        *([Text(words.by.format(name=by))] if by else []),
        Cut(),
    )


def bag_label_blocks(order: PickupOrder, shop: Shop, words: PickupSlipWords = PickupSlipWords()) -> tuple[Block, ...]:
    """A label for each bag of an order, with its code, and what is in the order."""
    return tuple(block for bag in order.bags for block in _label(order, bag, shop, words))


def pick_list_blocks(
    orders: Sequence[PickupOrder], shop: Shop, at: str, words: PickupSlipWords = PickupSlipWords()
) -> tuple[Block, ...]:
    """What is still to be picked of these orders, each sorted by the way through the store."""
    notation = words.receipt.notation
    return (
        Heading(words.pick_list),
        *marks(shop, words.receipt),
        Pair(shop.name, notation.moment(store_time(at, shop.zone))),
        *(block for order in orders for block in _to_pick(order, shop, words)),
        *(() if orders else (Rule(), Text(words.nothing_to_pick))),
        Cut(),
    )


def qr_slip(
    order: PickupOrder, token: str, shop: Shop, words: PickupSlipWords = PickupSlipWords()
) -> tuple[Block, ...]:
    """The customer's paper: the order, until when it waits, and the digits of its token as a QR."""
    until = words.receipt.notation.moment(store_time(order.hold_until, shop.zone))
    return (
        *shop_blocks(shop, words.receipt),
        Heading(words.yours),
        Total(words.order.format(number=order.number), ""),
        Rule(),
        *(block for line in order.lines for block in _what(line, line.units, words)),
        Rule(),
        Text(words.show, "centre"),
        Qr(token),
        Text(words.until.format(moment=until), "centre"),
        Cut(),
    )


def _label(order: PickupOrder, bag: str, shop: Shop, words: PickupSlipWords) -> Iterator[Block]:
    code = bag_code(order.order_id, int(bag))
    yield Heading(words.order.format(number=order.number))
    yield from marks(shop, words.receipt)
    yield Total(
        words.bay.format(bay=order.bay), words.bag.format(bag=bag, bags=len(order.bags)) if len(order.bags) > 1 else ""
    )
    yield Rule()
    for line in order.lines:
        if line.open_units:
            yield from _what(line, len(line.open_units), words)
    yield Text(shop.name, "centre")
    yield Feed()
    yield Barcode(code, code)
    yield Cut()


def _to_pick(order: PickupOrder, shop: Shop, words: PickupSlipWords) -> Iterator[Block]:
    promised = words.receipt.notation.moment(store_time(order.promised_at, shop.zone))
    yield Rule()
    yield Text(words.order.format(number=order.number), bold=True)
    yield Text(words.promised.format(moment=promised))
    for line in by_way(line for line in order.lines if left_to_pick_milli(line)):
        left = words.receipt.notation.quantity(left_to_pick_milli(line))
        yield Pair(f"{left} {line.name}", line.place)
        if line.options:
            yield Text(line.options, indent=2)


def by_way(lines: Iterable[OrderLine]) -> list[OrderLine]:
    """Lines in the order in which somebody walks past them; without a place they come last."""
    return sorted(lines, key=lambda line: (not line.place, line.place, line.line))


def _what(line: OrderLine, units: int, words: PickupSlipWords) -> Iterator[Block]:
    yield Text(_units(line, units, words))
    if line.options:
        yield Text(line.options, indent=2)


def _units(line: OrderLine, units: int, words: PickupSlipWords) -> str:
    return line.name if line.kind == "weighed" else f"{words.receipt.notation.whole(units)} {line.name}"
