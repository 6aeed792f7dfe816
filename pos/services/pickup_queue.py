"""The pickup orders of this store: what waits, what is late, which one somebody means. Nothing here needs a network."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time

from pos.domain.codes import check_bag_code, classify
from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.domain.pickup_order import PickupOrder
from pos.domain.pickup_queue import Counts, Group, group_of, place_in_queue
from pos.domain.pickup_steps import is_open, is_staged, laid_over
from pos.services.till import Till
from pos.services.trusted_time import trusted_now
from pos.store.pickups import HandOverRecord
from pos.store.store import Tx

BAYS = tuple(f"{rack}{place}" for rack in "ABC" for place in (1, 2, 3, 4))
"""Where bags lie in a store that named no bays of its own (`bays` of the rule `policy`)."""
_LARGEST_ID = 2**63 - 1
"""What the till's file can hold; an order of a higher number is in no till."""


@dataclass(frozen=True, slots=True)
class Bays:
    """Places for bags, in the store's order; `used` maps a bay to the numbers of the orders in it."""

    free: tuple[str, ...]
    used: dict[str, tuple[str, ...]]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.free, *self.used)


def queue(till: Till) -> tuple[PickupOrder, ...]:
    """Open orders by promise; those handed over today stand among them at their place."""
    with till.store.read() as tx:
        return tuple(sorted(_queued(tx, till), key=place_in_queue))


def counts(till: Till) -> Counts:
    """How many orders wait for what."""
    with till.store.read() as tx:
        now = trusted_now(tx, till).at
        found = Counter(group_of(order, now) for order in _queued(tx, till))
    to_pick, ready, overdue = found["to_pick"], found["ready"], found["overdue"]
    return Counts(to_pick + ready + overdue, to_pick, ready, overdue)


def grouped_queue(till: Till) -> tuple[tuple[PickupOrder, Group], ...]:
    """The queue with the group of each order, by one reading of the clock."""
    with till.store.read() as tx:
        now = trusted_now(tx, till).at
        orders = sorted(_queued(tx, till), key=place_in_queue)
    return tuple((order, group_of(order, now)) for order in orders)


def find_order(till: Till, text: str) -> PickupOrder:
    """The order of a number (`N-88231`), an order id or the label on a bag; Refused `unknown_order`."""
    with till.store.read() as tx:
        found = _meant(tx, till, text.strip())
    if found is None:
        raise Refused("unknown_order", order=text.strip())
    return found


def bays(till: Till) -> Bays:
    """Free and used places for bags."""
    with till.store.read() as tx:
        named = bay_names(tx)
        packed = [order for order in _queued(tx, till) if is_open(order) and is_staged(order) and order.bay]
    used: dict[str, tuple[str, ...]] = {}
    for order in packed:
        used[order.bay] = (*used.get(order.bay, ()), order.number)
    return Bays(tuple(bay for bay in named if bay not in used), used)


def collected_today(till: Till) -> int:
    """From how many orders something was handed over today in this store."""
    with till.store.read() as tx:
        return len(tx.pickups.handed_since(_midnight(till)))


def hand_overs(till: Till, order_id: int) -> tuple[HandOverRecord, ...]:
    """The hand-overs of an order at this till, oldest first; those of other tills stand in the order itself."""
    with till.store.read() as tx:
        return tuple(tx.pickups.hand_overs(order_id))


def orders_of(tx: Tx, till: Till, customer_id: str) -> tuple[PickupOrder, ...]:
    """The same inside a transaction."""
    held = tx.orders.of_customer(customer_id) if customer_id else []
    return tuple(laid_over(order, tx.pickups.of_order(order.order_id, own_n), till.setup.till) for order, own_n in held)


def known_order(tx: Tx, till: Till, order_id: int) -> PickupOrder | None:
    """An order with what happened here laid over it, None for one that is not here (yet)."""
    held = tx.orders.get(order_id) if order_id <= _LARGEST_ID else None
    if held is None:
        return None
    order, own_n = held
    return laid_over(order, tx.pickups.of_order(order_id, own_n), till.setup.till)


def require_order(tx: Tx, till: Till, order_id: int) -> PickupOrder:
    """The same; Refused `unknown_order`."""
    order = known_order(tx, till, order_id)
    if order is None:
        raise Refused("unknown_order", order=str(order_id))
    return order


def bay_names(tx: Tx) -> tuple[str, ...]:
    """The store's bays in their order."""
    policy = tx.settings.rule("policy")
    named = json.loads(policy).get("bays", ()) if policy else ()
    return tuple(str(bay) for bay in named) or BAYS


def _queued(tx: Tx, till: Till) -> list[PickupOrder]:
    own = tx.pickups.not_counted_in()
    laid = (laid_over(order, own.get(order.order_id, ()), till.setup.till) for order, _n in tx.orders.all_open())
    orders = {order.order_id: order for order in laid}
    today = tx.pickups.handed_since(_midnight(till))
    for order_id in today - orders.keys():
        if (done := known_order(tx, till, order_id)) is not None:
            orders[order_id] = done
    return [order for order in orders.values() if is_open(order) or order.order_id in today]


def _meant(tx: Tx, till: Till, text: str) -> PickupOrder | None:
    if classify(text) == "bag_label":
        return known_order(tx, till, check_bag_code(text)[0])
    held = tx.orders.by_number(text.upper())
    if held is not None:
        return known_order(tx, till, held[0].order_id)
    return known_order(tx, till, int(text)) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _midnight(till: Till) -> str:
    """When the store's day began, as the journal writes moments."""
    zone = till.setup.time_zone
    return stamp(datetime.combine(till.now().astimezone(zone).date(), time(), zone))
