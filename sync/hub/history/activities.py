"""What a customer did, or was sent, as every till is told of it: one document each, made from what happened."""

from pos.domain.journal import Entry
from sync.entities import Activity, ActivityLine, Order
from sync.hub.journal.bodies import Sale, SoldLine
from sync.hub.store.streams import Published

STREAM, ENTITY = "customers", "activity"
MOST_LINES = 200
"""Of a larger sale the first are shown; the amount is of all."""
HIGHEST_MINOR = 10**13
"""No till takes a page with a higher amount on it."""
LONGEST_ID = 200
STORE = "store"

_ORDER_STATES = {
    "ready": "ready",
    "partly_collected": "ready",
    "collected": "collected",
    "expired": "expired",
    **dict.fromkeys(("declined", "cancelled", "refused", "restocked", "refunded"), "cancelled"),
}
"""What people call the state of an order; before it is ready it is paid, or open."""


def published(activity: Activity) -> list[Published]:
    """The activity, to be published on the stream of customers; nothing where tills could not take it."""
    amounts = (activity.amount_minor, *(line.amount_minor for line in activity.lines))
    if len(activity.activity_id) > LONGEST_ID or any(abs(amount) > HIGHEST_MINOR for amount in amounts):
        return []
    return [Published.of(ENTITY, activity.activity_id, activity)]


def sale_activity(entry: Entry, sale: Sale, place: str) -> Activity:
    """A sale of a customer in a store; with nothing but goods that came back it is a return."""
    is_return = bool(sale.lines) and all(line.qty_milli < 0 for line in sale.lines)
    return Activity(
        activity_id=f"sale:{sale.sale_id}",
        customer_id=sale.customer,
        kind="return" if is_return else "sale",
        channel=STORE,
        at=entry.at,
        place=place,
        ref=sale.receipt[:LONGEST_ID],
        currency=sale.currency[:LONGEST_ID],
        amount_minor=sale.total_minor,
        staff=entry.staff,
        lines=[_sold(line) for line in sale.lines[:MOST_LINES]],
    )


def order_activity(order: Order, place: str) -> Activity | None:
    """An online order of a customer, to be collected in this store; None where nobody knows whose it is."""
    if not order.customer_id:
        return None
    return Activity(
        activity_id=f"order:{order.order_id}",
        customer_id=order.customer_id,
        kind="order",
        channel=order.channel,
        at=order.placed_at,
        place=place,
        ref=order.number,
        state=_ORDER_STATES.get(order.state, "paid" if order.paid else "open"),
        currency=order.currency,
        amount_minor=order.total_minor,
        lines=[
            ActivityLine(
                sku=line.sku,
                name=line.name,
                options=line.options,
                qty_milli=line.qty_milli,
                amount_minor=line.total_minor,
            )
            for line in order.lines
        ],
    )


def note_id(entry_id: str) -> str:
    """Of a note or a task, by the entry that wrote it."""
    return f"note:{entry_id}"


def _sold(line: SoldLine) -> ActivityLine:
    return ActivityLine(
        sku=line.sku,
        name=line.name,
        options=line.options,
        qty_milli=line.qty_milli,
        amount_minor=line.total_minor,
    )
