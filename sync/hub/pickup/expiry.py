"""Time passes for pickup orders: reminders of what waits, and the end of what nobody came for.

Only the hub does this. Any number of its processes may: an order that one holds the others leave out.
"""

from datetime import timedelta

import msgspec

from pos.domain.journal import stamp
from sync.entities import Order, stream_of
from sync.hub.calls.idempotency import KEPT_DAYS
from sync.hub.history.activities import STREAM
from sync.hub.hub import Hub
from sync.hub.people.customer_effects import of_order
from sync.hub.pickup import order_states
from sync.hub.store import idempotency, orders, outbox
from sync.hub.store.deliveries import Telling, enqueue
from sync.hub.store.engine import Connection
from sync.hub.store.past import forget_past
from sync.hub.store.streams import forget_marks, publish

AT_ONCE = 100
FIRST_REMINDER = timedelta(hours=24)
"""After it was ready."""
LAST_REMINDER = timedelta(hours=24)
"""Before it expires."""
MARKS_KEPT = 5_000_000
"""A till that is more changes behind is quicker with a snapshot."""
_LAST = 2


class OrderEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a channel is told of an order: which, and how it stands. No personal data."""

    event: str
    id: str
    number: str
    ref: str
    store: int
    state: str
    hold_until: str
    refund: str = ""


def tick(hub: Hub) -> None:
    """One look: all that is due, in transactions of bounded length, and what is kept for a while only."""
    while expire_due(hub) == AT_ONCE:
        pass
    while remind_due(hub) == AT_ONCE:
        pass
    before = stamp(hub.now() - timedelta(days=KEPT_DAYS))
    with hub.write() as connection:
        idempotency.forget_before(connection, before)
        outbox.forget_before(connection, before)
        forget_marks(connection, MARKS_KEPT)
        forget_past(connection)


def expire_due(hub: Hub) -> int:
    """Expire orders whose hold is over; their stores' tills and their channels are told. How many."""
    at = stamp(hub.now())
    with hub.write() as connection:
        due = orders.held_until(connection, order_states.WAITING, at, AT_ONCE)
        ended = [_expired(connection, order_id, at) for order_id in due]
        tellings = [_telling(connection, "order.expired", order) for order in ended]
        enqueue(connection, tellings, hub.new_id, at)
        changes = {
            stream_of("orders", store): [orders.published(order) for order in ended if order.store_no == store]
            for store in {order.store_no for order in ended}
        }
        changes[STREAM] = [told for order in ended for told in of_order(connection, order)]
        publish(connection, changes, hub.chance(16))
    return len(due)


def remind_due(hub: Hub) -> int:
    """Have customers reminded by their channel: a day after it was ready, and the day before it expires. How many."""
    now = hub.now()
    ready_by, hold_by = stamp(now - FIRST_REMINDER), stamp(now + LAST_REMINDER)
    with hub.write() as connection:
        due = orders.to_remind(connection, order_states.WAITING, ready_by, hold_by, AT_ONCE)
        tellings = []
        for order_id in due:
            kept = orders.order_of(connection, order_id)
            assert kept is not None
            orders.mark_reminded(connection, order_id, _LAST if kept.order.hold_until <= hold_by else 1)
            tellings.append(_telling(connection, "order.reminder", kept.order))
        enqueue(connection, tellings, hub.new_id, stamp(now))
    return len(due)


def _expired(connection: Connection, order_id: int, at: str) -> Order:
    kept = orders.order_of(connection, order_id)
    assert kept is not None
    order = order_states.expired(kept.order, at)
    orders.keep_order(connection, order, order_states.wants(order), "")
    return order


def _telling(connection: Connection, event: str, order: Order) -> Telling:
    kept = orders.order_of(connection, order.order_id)
    assert kept is not None
    body = OrderEvent(
        event=event,
        id=str(order.order_id),
        number=order.number,
        ref=kept.channel_ref,
        store=order.store_no,
        state=order.state,
        hold_until=order.hold_until,
        refund=order.refund,
    )
    return Telling(event, msgspec.json.encode(body), channel=order.channel)
