"""From the changes of a feed to the till's rows: all of a page is checked before any of it is written."""

import json
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from pos.domain.failures import Refused
from pos.services.till import Till
from pos.store.copies import SCOPES
from pos.store.store import Tx
from sync import feed_catalogue, feed_people, feed_store, feed_value
from sync.entities import BODIES, Rule, Thing
from sync.feed_kinds import Kind, Reader, Ready, require_moments
from sync.texts import require_showable
from sync.wire import Change

_KINDS: dict[str, Kind] = {
    **feed_catalogue.KINDS,
    **feed_people.KINDS,
    **feed_store.KINDS,
    **feed_value.KINDS,
}
_RULE = "rule"
INDEXES = {"catalogue": ("find_product",), "customers": ("find_customer",)}
"""The search indexes that a scope fills."""


def read_changes(till: Till, scope: str, changes: Iterable[Change]) -> list[Ready]:
    """The changes of a page with their rows, each thing once; Refused `page_set_aside` when one breaks a limit.

    Things that only a newer program knows are let through without a row.
    """
    with till.store.read() as tx:
        reader = Reader(till, tx.link.peer(), tx.stores.pickup_keys_number())
    newest: dict[tuple[str, str], Ready] = {}
    for change in changes:
        ready = _read(reader, scope, change)
        known = newest.get((ready.entity, ready.thing_id))
        if known is None or known.rev <= ready.rev:
            newest[ready.entity, ready.thing_id] = ready
    return sorted(newest.values(), key=lambda ready: _place(scope, ready.entity))


def _place(scope: str, entity: str) -> int:
    """Rules go before what they are for, products before their prices."""
    order = list(BODIES[scope])
    return order.index(entity) if entity in order else len(order)


def is_known(scope: str, entity: str, thing_id: str) -> bool:
    """Whether this program has a use for such a thing."""
    return entity in BODIES.get(scope, ()) and (entity != _RULE or feed_catalogue.knows_rule(thing_id))


def put(tx: Tx, scope: str, batch: Sequence[Ready]) -> None:
    """Write changes and deletions, whatever stands here."""
    for entity in dict.fromkeys(x.entity for x in batch):
        some = [x for x in batch if x.entity == entity]
        _delete(tx, scope, entity, [x.thing_id for x in some if x.row is None])
        _put(tx, scope, entity, [x for x in some if x.row is not None])
    if scope == "catalogue" and batch:
        tx.prices.changed(f"feed {max(x.rev for x in batch)}")


def _put(tx: Tx, scope: str, entity: str, some: Sequence[Ready]) -> None:
    known = [x for x in some if is_known(scope, entity, x.thing_id)]
    for x in some:
        if not is_known(scope, entity, x.thing_id):
            tx.copies.keep_rev(scope, entity, x.thing_id, x.rev)
    if known and entity == _RULE:
        feed_catalogue.put_rules(tx, [x.row for x in known])
    elif known:
        _KINDS[entity].put(tx, [x.row for x in known])


def _delete(tx: Tx, scope: str, entity: str, ids: Sequence[str]) -> None:
    if ids:
        tx.copies.remove(scope, entity, ids)
    if entity == "person_key":
        tx.copies.forget_keys(ids)


def _read(reader: Reader, scope: str, change: Change) -> Ready:
    if change.op == "del":
        return Ready(change.entity, change.id, change.rev, None)
    if not is_known(scope, change.entity, change.id):
        return Ready(change.entity, change.id, change.rev, ())
    try:
        body = _decoder(scope, change.entity).decode(change.body)
        return Ready(change.entity, change.id, change.rev, _row(reader, change, body))
    except msgspec.MsgspecError as failure:
        raise _broken(scope, change, str(failure)) from None
    except Refused as refused:
        raise _broken(scope, change, refused.code) from None


def _row(reader: Reader, change: Change, body: Thing) -> object:
    if isinstance(body, Rule):
        feed_catalogue.check_rule(change.id, body.document, reader.till.setup.currency)
        return change.id, json.dumps(body.document, ensure_ascii=False), change.rev
    kind = _KINDS[change.entity]
    if kind.id_of(body) != change.id:
        raise Refused("wrong_id")
    require_showable(body)
    require_moments(body)
    return kind.ready(reader, body, change.rev)


def _broken(scope: str, change: Change, why: str) -> Refused:
    return Refused("page_set_aside", scope=scope, entity=change.entity, id=change.id, why=why)


@cache
def _decoder(scope: str, entity: str) -> msgspec.json.Decoder[Thing]:
    return msgspec.json.Decoder(BODIES[scope][entity])


assert all(entity in BODIES[scope] for scope, entities in SCOPES.items() for entity in entities)
