"""Web baskets and wish lists of customers, as a channel tells them: what lies there now, or that it was emptied."""

from typing import Literal

from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from sync.entities import Activity
from sync.hub.calls.idempotency import Write, once
from sync.hub.history.activities import ENTITY, STREAM
from sync.hub.history.activity_documents import ActivityDocument, PutList
from sync.hub.history.told_activities import activity_document, activity_id_of, publish_news
from sync.hub.history.told_goods import currency_of, goods, stamped, sum_of
from sync.hub.hub import Hub
from sync.hub.store.engine import Connection
from sync.hub.store.references import customer_of
from sync.hub.store.streams import Published, publish
from sync.hub.store.things import document_of

ListKind = Literal["basket", "wishlist"]


def put_list(hub: Hub, kind: ListKind, asked: PutList, channel: str, ref: str, write: Write) -> ActivityDocument:
    """The basket or the wish list of the customer whom the channel knows as `ref`.

    Refused `not_allowed` in the name of another channel, `unknown_customer`, and what `goods` refuses.
    """
    if channel != write.channel:
        raise Refused("not_allowed")
    with hub.write() as connection:
        activity_id, _new = once(
            connection, write, hub.now(), lambda: _put_list(hub, connection, kind, asked, write, ref)
        )
        return activity_document(connection, activity_id, kind, customer_of(connection, channel, ref))


def _put_list(hub: Hub, connection: Connection, kind: ListKind, asked: PutList, write: Write, ref: str) -> str:
    customer_id = customer_of(connection, write.channel, ref)
    if not customer_id:
        raise Refused("unknown_customer", customer=ref)
    require_free_text("device", asked.device)
    activity_id = activity_id_of(kind, write.channel, customer_id)
    currency, now = currency_of(connection, asked.currency), hub.now()
    lines = goods(connection, asked.lines, currency, now)
    activity = Activity(
        activity_id=activity_id,
        customer_id=customer_id,
        kind=kind,
        channel=write.channel,
        at=stamped(asked.at, now, now),
        device=asked.device,
        state="open",
        currency=currency,
        amount_minor=sum_of(lines),
        lines=lines,
    )
    if lines:
        publish_news(hub, connection, [activity])
    elif document_of(connection, STREAM, ENTITY, activity_id) is not None:
        publish(connection, {STREAM: [Published(ENTITY, activity_id, None)]}, hub.chance(16))
    return activity_id
