"""Exceptions as they are kept: one of a kind for each thing they are about, told to the stores concerned."""

from collections.abc import Callable, Collection, Iterable, Mapping

import msgspec
from sqlalchemy import Connection, func, select, tuple_, update

from sync.entities import ShopException, stream_of
from sync.hub.journal.exceptions import FOR_MANAGER, Decision, Found, as_document
from sync.hub.store.overtaken import Overtaken
from sync.hub.store.rows import ONCE, add_rows
from sync.hub.store.streams import Published
from sync.hub.store.tables import exception, thing

ENTITY = "exception"
Changes = dict[str, list[Published]]


def open_exceptions(
    connection: Connection, found: Iterable[Found], new_id: Callable[[], str], now: str
) -> tuple[list[str], Changes]:
    """Write down what was not known yet: the ids of those opened, and what to publish."""
    by_key = {(one.kind, one.ref): one for one in found}
    known = _known(connection, by_key)
    ids: list[str] = []
    changes: Changes = {}
    for key, one in sorted(by_key.items()):  # always in one order, or two transactions could wait for each other
        held = known.get(key)
        if held is not None and not (one.again and held.state == "decided"):
            continue
        document = as_document(one, new_id() if held is None else held.exception_id, now)
        _keep(connection, document, min(one.stores), new=held is None)
        ids.append(document.exception_id)
        for store_no in sorted(one.stores):
            changes.setdefault(stream_of("orders", store_no), []).append(
                Published.of(ENTITY, document.exception_id, document)
            )
    return ids, changes


def decide(connection: Connection, decisions: Mapping[str, Decision]) -> Changes:
    """Close exceptions, by id. The first decision stands; one that leaves it to a manager closes nothing, and a store
    that was never told of an exception does not decide it."""
    asked = select(exception.c.body).where(exception.c.exception_id.in_(decisions), exception.c.state == "open")
    changes: Changes = {}
    for body in connection.scalars(asked.order_by(exception.c.exception_id).with_for_update()):
        held = msgspec.json.decode(body, type=ShopException)
        said, streams = decisions[held.exception_id], _streams(connection, held.exception_id)
        if stream_of("orders", said.store_no) not in streams:
            continue
        document = msgspec.structs.replace(
            held,
            state="open" if said.decision == FOR_MANAGER else "decided",
            decided=said.decision,
            decided_by=said.by,
            decided_at=said.at,
        )
        _keep(connection, document, 0, new=False)
        for stream in streams:
            changes.setdefault(stream, []).append(Published.of(ENTITY, held.exception_id, document))
    return changes


def open_at(connection: Connection, store_no: int) -> int:
    """How many exceptions wait for a person at this store."""
    asked = select(func.count()).where(exception.c.store_no == store_no, exception.c.state == "open")
    return connection.scalar(asked) or 0


def open_of(connection: Connection, kind: str, begins: str) -> list[tuple[str, str, int]]:
    """The exceptions of a kind that wait for a person, whose ref begins so: each with its ref and its store."""
    asked = select(exception.c.exception_id, exception.c.ref, exception.c.store_no).where(
        exception.c.kind == kind, exception.c.state == "open", exception.c.ref.startswith(begins, autoescape=True)
    )
    rows = connection.execute(asked.order_by(exception.c.exception_id))
    return [(row.exception_id, row.ref, row.store_no) for row in rows]


def _known(connection: Connection, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], ShopException]:
    if not keys:
        return {}
    asked = select(exception.c.body).where(tuple_(exception.c.kind, exception.c.ref).in_(keys))
    documents = (msgspec.json.decode(body, type=ShopException) for body in connection.scalars(asked))
    return {(document.kind, document.ref): document for document in documents}


def _keep(connection: Connection, document: ShopException, store_no: int, *, new: bool) -> None:
    body = msgspec.json.encode(document).decode()
    if new:
        row = (document.exception_id, document.kind, document.ref, store_no, document.state, document.at, body)
        if add_rows(connection, exception, [row], ONCE) != 1:
            raise Overtaken
    else:
        values = {"state": document.state, "at": document.at, "body": body}
        connection.execute(update(exception).where(exception.c.exception_id == document.exception_id).values(values))


def _streams(connection: Connection, exception_id: str) -> list[str]:
    return list(connection.scalars(select(thing.c.stream).where(thing.c.entity == ENTITY, thing.c.id == exception_id)))
