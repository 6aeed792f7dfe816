"""Messages, visits, reviews and support cases, as channels tell them."""

import msgspec
from msgspec.structs import replace

from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from sync.entities import Activity
from sync.hub.calls.idempotency import Write, once
from sync.hub.history.activities import ENTITY, STREAM
from sync.hub.history.activity_documents import ActivityDocument, PostActivity
from sync.hub.history.told_activities import (
    activity_document,
    activity_id_of,
    customer_meant,
    publish_news,
    require_words,
)
from sync.hub.history.told_goods import currency_of, goods, stamped, sum_of
from sync.hub.hub import Hub
from sync.hub.store import accounts
from sync.hub.store.engine import Connection
from sync.hub.store.things import document_of


def post_activity(hub: Hub, asked: PostActivity, write: Write) -> ActivityDocument:
    """A message, a visit, a review, or a support case as it is now. What was told of it before stays as far as it is
    not told anew: a case that is closed keeps when and where it was opened.

    Refused `unknown_customer`, `not_allowed` for a case of another customer, and what `goods` refuses.
    """
    with hub.write() as connection:
        activity_id, _new = once(connection, write, hub.now(), lambda: _post_activity(hub, connection, asked, write))
        return activity_document(
            connection, activity_id, asked.kind, customer_meant(connection, write.channel, asked.customer)
        )


def _post_activity(hub: Hub, connection: Connection, asked: PostActivity, write: Write) -> str:
    for field in ("device", "place", "ref"):
        require_free_text(field, getattr(asked, field))
    require_words(asked.words)
    customer_id = customer_meant(connection, write.channel, asked.customer)
    accounts.hold(connection, [customer_id])  # two channels may tell of one case at once
    is_case = asked.kind == "support"
    activity_id = activity_id_of(asked.kind, *(() if is_case else (write.channel,)), asked.id)
    known = document_of(connection, STREAM, ENTITY, activity_id)
    currency, now = currency_of(connection, asked.currency), hub.now()
    lines = goods(connection, asked.lines, currency, now)
    before = Activity(
        activity_id=activity_id,
        customer_id=customer_id,
        kind=asked.kind,
        channel=write.channel,
        at=stamped(asked.at, now, now),
    )
    if known is not None:
        before = msgspec.json.decode(known, type=Activity)
    if before.customer_id != customer_id:
        raise Refused("not_allowed")
    told = {"device": asked.device, "place": asked.place, "ref": asked.ref, "state": asked.state, "words": asked.words}
    after = replace(before, **{name: text for name, text in told.items() if text})
    if lines:
        after = replace(after, lines=lines, currency=currency, amount_minor=sum_of(lines))
    publish_news(hub, connection, [after])
    return activity_id
