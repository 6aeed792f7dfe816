"""What came back to a channel of its orders: told to the customer's history, the order itself stays as it is."""

from msgspec.structs import replace

from pos.domain.failures import Refused
from pos.domain.money import parse_minor
from sync.entities import Activity
from sync.hub.calls.idempotency import Write, once
from sync.hub.history.activities import HIGHEST_MINOR
from sync.hub.history.activity_documents import PostReturn, ReturnDocument
from sync.hub.history.told_activities import activity_id_of, publish_news, require_words
from sync.hub.history.told_goods import goods, stamped
from sync.hub.hub import Hub
from sync.hub.pickup.orders import found_order
from sync.hub.store.engine import Connection


def post_return(hub: Hub, order_id: str, asked: PostReturn, write: Write) -> ReturnDocument:
    """What came back to the channel of one of its orders. The order itself stays as it is: what is still to be paid
    back of it is another matter. Refused `unknown_order`, `bad_amount`, `negative_amount`."""
    with hub.write() as connection:
        told, _new = once(connection, write, hub.now(), lambda: _post_return(hub, connection, order_id, asked, write))
        return ReturnDocument(id=asked.id, order=order_id, shown=bool(told))


def _post_return(hub: Hub, connection: Connection, order_id: str, asked: PostReturn, write: Write) -> str:
    """The id of what stands in the customer's history, empty where nobody knows whose order it is."""
    order = found_order(connection, order_id, write.channel).order
    amount, now = parse_minor(asked.amount, order.currency), hub.now()
    if amount < 0:
        raise Refused("negative_amount", value=asked.amount)
    if amount > HIGHEST_MINOR:
        raise Refused("amount_too_large", value=asked.amount)
    require_words(asked.words)
    lines = goods(connection, asked.lines, order.currency, now)
    if not order.customer_id:
        return ""
    activity = Activity(
        activity_id=activity_id_of("return", str(order.order_id), asked.id),
        customer_id=order.customer_id,
        kind="order_return",
        channel=write.channel,
        at=stamped(asked.at, now, now),
        ref=order.number,
        state="done",
        words=asked.words,
        currency=order.currency,
        amount_minor=-amount,
        lines=[replace(line, qty_milli=-line.qty_milli, amount_minor=-line.amount_minor) for line in lines],
    )
    publish_news(hub, connection, [activity])
    return activity.activity_id
