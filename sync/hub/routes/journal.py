"""What happened at the tills, and the hub's copy of it."""

from typing import Annotated

import msgspec
from msgspec import Meta

from pos.domain.failures import Refused
from sync.base64url import base64_of
from sync.hub.calls.call import Call, call
from sync.hub.journal.ingest import ingest
from sync.hub.journal.journal_copy import copy_page
from sync.wire import Count, JournalAnswer, JournalCopy, JournalRequest

Text = Annotated[str, Meta(max_length=64)]


class CopyQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`journal_id` may be empty: the till's first journal."""

    after: Count = 0
    journal_id: Text = ""
    request_id: Text = ""


@call("POST", "/v1/journal", takes=JournalRequest, gives=JournalAnswer, who=("any_till",))
def journal(call: Call[JournalRequest]) -> JournalAnswer:
    """Take entries of a till's journals; each has a result of its own, in the order of the items. A till that was
    revoked is heard about what happened before; one that waits for a manager's yes is not heard yet."""
    call.own_till(call.asked.till_id)
    if call.till.state == "waiting":
        raise Refused("till_waiting")
    if call.asked.epoch != call.hub.epoch:
        raise Refused("epoch_changed")
    taken = ingest(call.hub, call.till, [bytes(item) for item in call.asked.items])
    for result in taken.results:
        call.hub.metrics.entries.labels(result.status).inc()
    return call.answer(
        JournalAnswer,
        epoch=call.hub.epoch,
        results=taken.results,
        exceptions=taken.exceptions,
        high={journal_id.hex(): high for journal_id, (high, _) in taken.highs.items()},
        high_hash={journal_id.hex(): base64_of(h) for journal_id, (_, h) in taken.highs.items()},
        quarantine=taken.quarantine,
    )


@call("GET", "/v1/tills/{till_id:str}/journal", takes=CopyQuery, gives=JournalCopy)
def journal_copy(call: Call[CopyQuery]) -> JournalCopy:
    """The hub's copy of a till's journal behind a seq, for the till that replaces it."""
    query = call.asked
    journal_id, items, following, journals = copy_page(
        call.hub, call.till, call.path("till_id"), query.journal_id, query.after
    )
    return call.answer(JournalCopy, journal_id=journal_id, items=items, next=following, journals=journals)


HANDLERS = [journal, journal_copy]
