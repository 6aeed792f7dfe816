"""What the writes of channels about customers have in common: whom they mean, what may be said, who is told."""

from collections.abc import Sequence

import msgspec

from pos.domain.failures import Refused
from pos.domain.free_text import why_not_free_text
from sync.entities import Activity
from sync.hub.history.activities import ENTITY, LONGEST_ID, STREAM
from sync.hub.history.activity_documents import ActivityDocument
from sync.hub.hub import Hub
from sync.hub.store.engine import Connection
from sync.hub.store.references import customer_of
from sync.hub.store.streams import Published, publish
from sync.hub.store.things import bodies, document_of

_CUSTOMER = "customer"
_LINES = "\r\n\t"
_LONGEST_WORDS = 4000


def publish_news(hub: Hub, connection: Connection, activities: Sequence[Activity]) -> None:
    """Told to every till, as far as that is news."""
    known = bodies(connection, STREAM, ENTITY, [activity.activity_id for activity in activities])
    told = [Published.of(ENTITY, activity.activity_id, activity) for activity in activities]
    publish(connection, {STREAM: [one for one in told if one.body != known.get(one.id)]}, hub.chance(16))


def customer_meant(connection: Connection, channel: str, told: str) -> str:
    """Whom a channel means, by its own id or the hub's; Refused `unknown_customer`."""
    known = customer_of(connection, channel, told)
    if not known and document_of(connection, STREAM, _CUSTOMER, told) is None:
        raise Refused("unknown_customer", customer=told)
    return known or told


def activity_document(connection: Connection, activity_id: str, kind: str, customer_id: str) -> ActivityDocument:
    known = document_of(connection, STREAM, ENTITY, activity_id)
    if known is None:
        return ActivityDocument(id=activity_id, customer=customer_id, kind=kind, state="emptied", at="")
    told = msgspec.json.decode(known, type=Activity)
    return ActivityDocument(id=activity_id, customer=told.customer_id, kind=told.kind, state=told.state, at=told.at)


def activity_id_of(*parts: str) -> str:
    """An activity's id; Refused `too_long` for one that no till would take."""
    name = ":".join(parts)
    if len(name) > LONGEST_ID:
        raise Refused("too_long", field="id", limit=LONGEST_ID)
    return name


def require_words(words: str) -> None:
    """Words may have lines. Refused as `require_free_text`."""
    if code := why_not_free_text(words, _LONGEST_WORDS, _LINES):
        raise Refused(code, field="words")
