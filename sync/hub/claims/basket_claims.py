"""Who may go on with a basket that was put aside: one till, once, by the entry that put it aside."""

from pos.domain.journal import stamp
from sync.hub.calls.access import TillAccess
from sync.hub.claims.claimed import Claimed
from sync.hub.hub import Hub
from sync.hub.store import claims, held_baskets
from sync.hub.store.engine import Connection
from sync.wire import ClaimRequest, Held


def take_basket(connection: Connection, hub: Hub, till: TillAccess, name: str, asked: ClaimRequest) -> Claimed:
    """Granted to the first who asks, and to the same till again when it did not hear the answer. The till that put the
    basket aside may ask before the hub has heard that it did. Refused `bad_ref`, `wrong_store`, `not_held`."""
    if len(asked.refs) != 1:
        return Claimed("refused", why="bad_ref")
    entry_id = asked.refs[0]
    kept = held_baskets.of_entries(connection, [entry_id]).get(entry_id)
    if kept is not None and kept.store_no != till.store_no:
        return Claimed("refused", why="wrong_store")
    before = claims.claims_of(connection, asked.kind, [entry_id])
    others = [claim for claim in before if claim.till_id != till.till_id]
    if others:
        first = others[0]
        return Claimed("already", (Held(ref=entry_id, by=first.by, at=first.at, store=first.store),))
    if kept is not None and kept.state != "held" and kept.by != till.till_id:
        return Claimed("refused", why="not_held")
    if before:
        claims.take_over(connection, asked.kind, [entry_id], asked.claim)
    else:
        claims.keep_claim(connection, asked.kind, [entry_id], asked.claim, till, name, stamp(hub.now()))
    return Claimed("granted")
