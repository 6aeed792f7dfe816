"""What is shown of an order while it is collected from the shelves."""

from collections.abc import Sequence

from pos.domain.pickup_order import OrderLine, PickupOrder
from pos.domain.pickup_steps import left_to_pick_milli
from pos.domain.quantity import format_milli
from ui.pickup.teller import Teller
from ui.pickup.view import ChipView, ItemRow, PickView

SOON_S = 2 * 3_600
"""Less than this before the promised time the chip is amber."""


def by_way(order: PickupOrder) -> list[OrderLine]:
    """The lines in the order of their places, as one walks through the store; what has no place comes last."""
    return sorted(order.lines, key=lambda line: (not line.place, line.place, line.line))


def pick_view(teller: Teller, order: PickupOrder, marked: int, bays: Sequence[str], bay: str) -> PickView:
    words = teller.words
    title = words.pick_title if order.customer_name else words.pick_title_nameless
    promised = teller.near(order.promised_at)
    told = words.pick_words.format(items=teller.items_in(order), paid=teller.paid(order), when=promised)
    return PickView(
        title=title.format(number=order.number, name=order.customer_name),
        words=told,
        chip=_chip(teller, order),
        items=tuple(_item(teller, line, marked) for line in by_way(order)),
        foot=words.sorted_by_way,
        bays=tuple(bays),
        bay=bay,
        not_ready=why_not_ready(teller, order, bays, bay),
    )


def why_not_ready(teller: Teller, order: PickupOrder, bays: Sequence[str], bay: str) -> str:
    """Why it is not ready yet, empty when it is."""
    words = teller.words
    left = sum(1 for line in order.lines if left_to_pick_milli(line))
    if left:
        return words.left.format(count=left)
    if not any(line.picked_milli for line in order.lines):
        return words.nothing_found
    if not bay:
        return words.need_bay if bays else words.no_bays
    return ""


def _chip(teller: Teller, order: PickupOrder) -> ChipView:
    words, left = teller.words, teller.seconds_until(order.promised_at)
    if left < 0:
        return ChipView(words.late_by.format(time=teller.span(left)), "danger", "late")
    kind = "warning" if left < SOON_S else ""
    return ChipView(words.time_left.format(time=teller.span(left)), kind, "clock")


def _item(teller: Teller, line: OrderLine, marked: int) -> ItemRow:
    words, left = teller.words, left_to_pick_milli(line)
    done = format_milli(line.picked_milli)
    return ItemRow(
        line=line.line,
        name=line.name,
        detail=line.options,
        image=teller.picture(line.sku),
        count=words.of.format(done=done, all=format_milli(line.qty_milli)),
        done=not left,
        place=line.place or words.no_place,
        note=words.missing_note if line.short_milli else "",
        action=words.not_found if left else "",
        selected=line.line == marked,
    )
