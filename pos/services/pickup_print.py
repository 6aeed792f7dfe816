"""Paper of the pickup desk, printed at once: it can always be printed again, so none of it waits in the queue."""

from collections.abc import Iterable, Mapping
from typing import Any

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.domain.pickup_order import TO_PICK, OrderLine, PickupOrder
from pos.domain.pickup_queue import place_in_queue
from pos.domain.pickup_scanned import scanned_line
from pos.domain.pickup_slip import bag_label_blocks, hand_over_blocks, pick_list_blocks
from pos.domain.pickup_steps import left_to_pick_milli
from pos.domain.receipt_block import Block
from pos.services.pickup_queue import known_order, queue, require_order
from pos.services.printing import print_blocks, printer_of
from pos.services.till import Till
from pos.store.store import Tx


def label(till: Till, order_id: int) -> tuple[Block, ...]:
    """Print the label of every bag of an order. Refused `not_staged`; Unavailable as the printer says."""
    with till.store.read() as tx:
        order = require_order(tx, till, order_id)
    if not order.bags:
        raise Refused("not_staged", number=order.number)
    return _printed(till, bag_label_blocks(order, till.setup.printed))


def print_pick_list(till: Till) -> tuple[Block, ...]:
    """Print what is to be picked, what was promised first at the top."""
    orders = [order for order in queue(till) if order.state in TO_PICK and any(map(left_to_pick_milli, order.lines))]
    orders.sort(key=place_in_queue)
    return _printed(till, pick_list_blocks(orders, till.setup.printed, stamp(till.now())))


def print_slip(till: Till, entry_id: str) -> tuple[Block, ...]:
    """Print what a hand-over gave out. Refused `unknown_hand_over`."""
    return _printed(till, slip(till, entry_id))


def slip(till: Till, entry_id: str) -> tuple[Block, ...]:
    """The slip of a hand-over as blocks, for paper and screen alike."""
    with till.store.read() as tx:
        record = tx.pickups.hand_over(entry_id)
        if record is None:
            raise Refused("unknown_hand_over", entry=entry_id)
        told = tx.journal.at(record.n).content
        order = known_order(tx, till, record.order_id)
        taken, refused = _counted(tx, order, told["lines"]), _counted(tx, order, told.get("refused", ()))
        person = tx.people.get(record.staff)
    left = [(line, len(line.open_units)) for line in order.lines if line.open_units] if order else []
    by = person.short_name if person else ""
    return hand_over_blocks(record.number, taken, refused, left, record.at, by, till.setup.printed)


def _counted(tx: Tx, order: PickupOrder | None, told: Iterable[Mapping[str, Any]]) -> list[tuple[OrderLine, int]]:
    """Lines of an entry with their units; an order that has not arrived here is told from the catalogue."""
    known = {line.line: line for line in order.lines} if order else {}
    return [(known.get(one["line"]) or _line_told(tx, one), len(one["units"])) for one in told]


def _line_told(tx: Tx, told: Mapping[str, Any]) -> OrderLine:
    product = tx.products.by_sku(told["sku"])
    name, kind = (product.name, product.kind) if product else (told["sku"], "each")
    return scanned_line(told["line"], told["sku"], len(told["units"]), name, kind)


def _printed(till: Till, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    print_blocks(printer_of(till), blocks)
    return blocks
