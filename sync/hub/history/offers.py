"""What customers were offered, as a channel tells it."""

from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from sync.entities import Activity
from sync.hub.calls.idempotency import Write, once
from sync.hub.history.activity_documents import OfferDocument, PostOffer
from sync.hub.history.told_activities import activity_id_of, customer_meant, publish_news, require_words
from sync.hub.history.told_goods import stamped
from sync.hub.hub import Hub
from sync.hub.imports.rules import PROMOTION, rule_of
from sync.hub.store.engine import Connection


def post_offer(hub: Hub, asked: PostOffer, write: Write) -> OfferDocument:
    """What customers were offered. Refused `unknown_customer`, and `unknown_promotion` for one that no till could
    apply: then none of them is told."""
    with hub.write() as connection:
        told, _new = once(connection, write, hub.now(), lambda: _post_offer(hub, connection, asked, write))
        return OfferDocument(id=asked.id, customers=int(told))


def _post_offer(hub: Hub, connection: Connection, asked: PostOffer, write: Write) -> str:
    for field in ("promotion", "code"):
        require_free_text(field, getattr(asked, field))
    require_words(asked.words)
    _require_promotion(connection, asked)
    now = hub.now()
    customers = dict.fromkeys(customer_meant(connection, write.channel, told) for told in asked.customers)
    offered = [
        Activity(
            activity_id=activity_id_of("offer", write.channel, asked.id, customer_id),
            customer_id=customer_id,
            kind="offer",
            channel=write.channel,
            at=stamped(asked.at, now, now),
            state=asked.state,
            words=asked.words,
            code=asked.code,
            promotion=asked.promotion,
            until=stamped(asked.until, now) if asked.until else "",
        )
        for customer_id in customers
    ]
    publish_news(hub, connection, offered)
    return str(len(offered))


def _require_promotion(connection: Connection, asked: PostOffer) -> None:
    """What an offer names is here; one without a promotion is words alone, or a coupon that the web shop takes."""
    if asked.promotion and rule_of(connection, PROMOTION + asked.promotion) is None:
        raise Refused("unknown_promotion", promotion=asked.promotion)
