"""Packing a pickup order: picked by scan, short, bagged, put into its bay, ready for the customer."""

from collections.abc import Iterable

from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.pickup_order import TO_PICK, OrderLine, PickupOrder, StepName
from pos.domain.pickup_steps import Step, is_staged, left_to_pick_milli, unit_milli
from pos.domain.quantity import ONE
from pos.services.journal import write_down
from pos.services.pickup_queue import bay_names, require_order
from pos.services.staff import check_approval
from pos.services.till import Till
from pos.store.store import Tx

MOST_BAGS = 99
_PACKED = ("staged", "ready", "partly_collected")


def pick(till: Till, order_id: int, line: int, qty_milli: int, staff: str) -> PickupOrder:
    """Note that so much of a line was taken; the order afterwards.

    Refused `unknown_order`, `order_not_to_pick`, `unknown_order_line`, `already_complete`, `too_many_picked`. A weighed
    line is picked at once, whatever the scale says beyond what was ordered.
    """
    with till.store.write() as tx:
        order = _to_pick(tx, till, order_id, staff)
        wanted = line_of(order, line)
        return _picked(tx, till, order, wanted, qty_milli, staff)


def short(till: Till, order_id: int, line: int, staff: str, reason: str) -> PickupOrder:
    """What is left of a line cannot be found: neither on the shelf nor, where it was packed, in the bag.

    Refused `reason_needed`, `order_not_to_pick`, `unknown_order_line`, `already_complete`.
    """
    if not reason.strip():
        raise Refused("reason_needed")
    require_free_text("reason", reason)
    with till.store.write() as tx:
        check_approval(tx, staff, "hand_over", "")
        order = require_order(tx, till, order_id)
        if order.state not in (*TO_PICK, "ready"):
            raise Refused("order_not_to_pick", number=order.number, state=order.state)
        wanted = line_of(order, line)
        missing = _missing_milli(order, wanted)
        if not missing:
            raise Refused("already_complete", name=wanted.name)
        return _step(tx, till, order, "short", staff, [(wanted, missing)], reason=reason)


def stage(till: Till, order_id: int, bag: int, bay: str, staff: str) -> PickupOrder:
    """Put a bag into a bay. The first bag takes all that was picked off the floor; more bags only add their number.

    Refused `not_picked` while something is neither picked nor short, `nothing_to_stage`, `unknown_bay`, `bad_bag`,
    `order_not_to_pick`.
    """
    with till.store.write() as tx:
        order = _to_pick(tx, till, order_id, staff)
        left = sum(1 for line in order.lines if left_to_pick_milli(line))
        if left and order.state != "staged":
            raise Refused("not_picked", number=order.number, left=left)
        if not any(line.picked_milli for line in order.lines):
            raise Refused("nothing_to_stage", number=order.number)
        if bay not in bay_names(tx):
            raise Refused("unknown_bay", bay=bay)
        if not 1 <= bag <= MOST_BAGS:
            raise Refused("bad_bag", bag=bag)
        packed = order.state == "staged"
        lines = [] if packed else [(line, line.picked_milli) for line in order.lines if line.picked_milli]
        return _step(tx, till, order, "staged", staff, lines, bag=str(bag), bay=bay)


def ready(till: Till, order_id: int, staff: str) -> PickupOrder:
    """The order waits for its customer; the hub tells him so. Asked again it says so again and writes nothing.

    Refused `not_staged`, `order_not_to_pick`.
    """
    with till.store.write() as tx:
        order = require_order(tx, till, order_id)
        if order.state == "ready":
            return order
        order = _to_pick(tx, till, order_id, staff)
        if not is_staged(order):
            raise Refused("not_staged", number=order.number)
        return _step(tx, till, order, "ready", staff, (), bay=order.bay)


def decline(till: Till, order_id: int, staff: str, reason: str) -> PickupOrder:
    """This store cannot do it; the hub looks for another. Refused `reason_needed`, `order_not_to_pick` once picked."""
    if not reason.strip():
        raise Refused("reason_needed")
    require_free_text("reason", reason)
    with till.store.write() as tx:
        order = _to_pick(tx, till, order_id, staff)
        if order.state not in ("placed", "assigned", "accepted"):
            raise Refused("order_not_to_pick", number=order.number, state=order.state)
        return _step(tx, till, order, "declined", staff, (), reason=reason)


def restock(till: Till, order_id: int, staff: str) -> PickupOrder:
    """Put the goods of an order that is over back onto the floor. Refused `not_to_restock` for any other."""
    with till.store.write() as tx:
        check_approval(tx, staff, "hand_over", "")
        order = require_order(tx, till, order_id)
        if order.state not in ("cancelled", "expired", "refunded") or not is_staged(order):
            raise Refused("not_to_restock", number=order.number, state=order.state)
        if any(isinstance(one, Step) and one.step == "restocked" for one in tx.pickups.of_order(order_id)):
            raise Refused("not_to_restock", number=order.number, state="restocked")
        lines = [(line, milli) for line in order.lines if (milli := packed_milli(line))]
        return _step(tx, till, order, "restocked", staff, lines)


def line_of(order: PickupOrder, number: int) -> OrderLine:
    """A line by its number; Refused `unknown_order_line`."""
    found = next((line for line in order.lines if line.line == number), None)
    if found is None:
        raise Refused("unknown_order_line", number=order.number, order_line=number)
    return found


def packed_milli(line: OrderLine) -> int:
    """How much of a line lies in its bag, in thousandths."""
    if line.kind == "weighed":
        return 0 if line.collected | line.refused else line.picked_milli
    return min(line.picked_milli, len(line.open_units) * unit_milli(line))


def _to_pick(tx: Tx, till: Till, order_id: int, staff: str) -> PickupOrder:
    check_approval(tx, staff, "hand_over", "")
    order = require_order(tx, till, order_id)
    if order.state not in TO_PICK:
        raise Refused("order_not_to_pick", number=order.number, state=order.state)
    return order


def _picked(tx: Tx, till: Till, order: PickupOrder, line: OrderLine, qty_milli: int, staff: str) -> PickupOrder:
    left = left_to_pick_milli(line)
    if left == 0 or order.state == "staged":
        raise Refused("already_complete", name=line.name)
    if qty_milli <= 0 or (line.kind != "weighed" and qty_milli % ONE):
        raise Refused("whole_pieces_only", sku=line.sku)
    if line.kind == "weighed":
        qty_milli = left  # one unit, whole or not at all
    elif qty_milli > left:
        raise Refused("too_many_picked", name=line.name, left=left // ONE)
    return _step(tx, till, order, "picked", staff, [(line, qty_milli)])


def _missing_milli(order: PickupOrder, line: OrderLine) -> int:
    if order.state in _PACKED:
        return unit_milli(line) * len(line.open_units)
    return left_to_pick_milli(line)


def _step(
    tx: Tx,
    till: Till,
    order: PickupOrder,
    step: StepName,
    staff: str,
    lines: Iterable[tuple[OrderLine, int]],
    *,
    bag: str = "",
    bay: str = "",
    reason: str = "",
) -> PickupOrder:
    body: dict[str, object] = {
        "order": order.order_id,
        "number": order.number,
        "step": step,
        "lines": [{"line": line.line, "sku": line.sku, "qty_milli": milli} for line, milli in lines],
    }
    body |= {"bag": bag, "bay": bay, "reason": reason}
    write_down(tx, till, "pickup_step", body, staff)
    return require_order(tx, till, order.order_id)
