"""The order in which pickup orders are looked at, and which of them are late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pos.domain.pickup_order import TO_PICK, WAITING, PickupOrder

WAITS_LONG = timedelta(days=3)
"""An order that nobody has collected for so long is overdue: somebody may ask the customer."""

Group = Literal["to_pick", "ready", "overdue", "done"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many orders are in each group; `all` are those that somebody still has to do something for."""

    all: int
    to_pick: int
    ready: int
    overdue: int


def group_of(order: PickupOrder, now: datetime) -> Group:
    """Where an order stands in the queue: each in one group. Overdue is what was promised before now and is not
    packed, and what waits long."""
    if order.state in TO_PICK:
        return "overdue" if datetime.fromisoformat(order.promised_at) < now else "to_pick"
    if order.state in WAITING:
        since = datetime.fromisoformat(order.ready_at or order.promised_at)
        return "overdue" if now - since >= WAITS_LONG else "ready"
    return "done"


def place_in_queue(order: PickupOrder) -> tuple[str, int]:
    """What the queue is sorted by: what was promised first."""
    return order.promised_at, order.order_id
