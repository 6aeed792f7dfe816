"""Publishing changes: each stream numbers what is published on it in the order in which it becomes visible.

Whoever publishes takes the stream's one row and holds it until the commit. So a reader who asks for what is behind its
cursor never misses a number that was taken earlier and committed later, as it would with a plain sequence. Publish last
in a transaction, and once: until its end nobody else can publish on these streams.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from pos.domain.barcode_gtin import equivalents
from sync.hub.store.past import keep_past
from sync.hub.store.rows import add_rows, among
from sync.hub.store.tables import stream, stream_mark, thing, thing_key

FIRST_CHAIN = bytes(32)
_AT_ONCE = 500
_MODULUS = 2**64
_NEWEST = "ON CONFLICT (stream, entity, id) DO UPDATE SET n = excluded.n, op = excluded.op, body = excluded.body"


@dataclass(frozen=True, slots=True)
class Published:
    """One change: `body` is the JSON document of the thing, None deletes it."""

    entity: str
    id: str
    body: bytes | None

    @classmethod
    def of(cls, entity: str, thing_id: str, document: msgspec.Struct) -> Self:
        """A document of sync/entities.py."""
        return cls(entity, thing_id, msgspec.json.encode(document))


class _Keyed(msgspec.Struct):
    """What of a product or a price is looked for."""

    sku: str = ""
    barcodes: list[str] = []


def publish(connection: Connection, changes: Mapping[str, Sequence[Published]], salt: bytes) -> None:
    """Publish changes by stream. Of a thing that stands in a stream twice the last counts.

    `salt` are fresh random bytes: they go into the running hash, so that a hub which was set back and did other things
    since never comes to the same hash by chance.
    """
    for name in sorted(changes):  # always in one order, or two transactions could wait for each other
        last = {(change.entity, change.id): change for change in changes[name]}
        if last:
            _publish_on(connection, name, list(last.values()), salt)


def number_of(entity: str, thing_id: str, rev: int) -> int:
    """What a thing adds to the sum of its stream: the first 8 bytes of SHA-256(entity ‖ 0 ‖ id ‖ 0 ‖ rev)."""
    return int.from_bytes(hashlib.sha256(f"{entity}\0{thing_id}\0{rev}".encode()).digest()[:8], "big")


def _publish_on(connection: Connection, name: str, changes: list[Published], salt: bytes) -> None:
    n, chain, live, total = _take(connection, name)
    before = _revs(connection, name, changes)
    keep_past(connection, name, before, n + 1)
    rows: list[tuple[object, ...]] = []
    for rev, change in enumerate(changes, n + 1):
        key = (change.entity, change.id)
        if key in before:
            live -= 1
            total -= number_of(*key, before[key])
        if change.body is not None:
            live += 1
            total += number_of(*key, rev)
        op = "del" if change.body is None else "put"
        rows.append((name, change.entity, change.id, rev, op, change.body or b"", rev))
    add_rows(connection, thing, rows, _NEWEST)
    _index(connection, name, changes, before)
    n += len(rows)
    told = json.dumps([row[1:4] for row in rows]).encode()
    chain = hashlib.sha256(chain + salt + told).digest()
    connection.execute(insert(stream_mark).values(stream=name, n=n, chain=chain))
    connection.execute(
        update(stream)
        .where(stream.c.stream == name)
        .values(n=n, chain=chain, live=live, sum64=f"{total % _MODULUS:016x}")
    )


def _take(connection: Connection, name: str) -> tuple[int, bytes, int, int]:
    """The stream's row, held until the commit; made when this is the first publication."""
    first = {"stream": name, "n": 0, "chain": FIRST_CHAIN, "live": 0, "sum64": "0" * 16}
    connection.execute(upsert_into(connection, stream).values(first).on_conflict_do_nothing())
    asked = select(stream.c.n, stream.c.chain, stream.c.live, stream.c.sum64).where(stream.c.stream == name)
    row = connection.execute(asked.with_for_update()).one()
    return row.n, row.chain, row.live, int(row.sum64, 16)


def _revs(connection: Connection, name: str, changes: Iterable[Published]) -> dict[tuple[str, str], int]:
    """The revs of those of these things that are there and not deleted."""
    by_entity: dict[str, list[str]] = {}
    for change in changes:
        by_entity.setdefault(change.entity, []).append(change.id)
    asked = select(thing.c.entity, thing.c.id, thing.c.n).where(thing.c.stream == name, thing.c.op == "put")
    found: dict[tuple[str, str], int] = {}
    for entity, ids in by_entity.items():
        for start in range(0, len(ids), _AT_ONCE):
            these = among(connection, thing.c.id, ids[start : start + _AT_ONCE])
            rows = connection.execute(asked.where(thing.c.entity == entity, these))
            found.update({(row.entity, row.id): row.n for row in rows})
    return found


def _index(connection: Connection, name: str, changes: list[Published], before: Iterable[tuple[str, str]]) -> None:
    """Every spelling of a product's barcodes and the SKUs of prices, by which both are found."""
    entities = ("product", "price")
    gone = [key for key in before if key[0] in entities]
    for start in range(0, len(gone), _AT_ONCE):
        keys = tuple_(thing_key.c.entity, thing_key.c.id).in_(gone[start : start + _AT_ONCE])
        connection.execute(delete(thing_key).where(thing_key.c.stream == name, keys))
    rows = [
        {"stream": name, "entity": change.entity, "id": change.id, "key": key}
        for change in changes
        if change.entity in entities and change.body is not None
        for key in _keys(change.entity, change.body)
    ]
    if rows:
        connection.execute(insert(thing_key), rows)


def _keys(entity: str, body: bytes) -> set[str]:
    told = msgspec.json.decode(body, type=_Keyed)
    if entity == "price":
        return {told.sku}
    return {key for code in told.barcodes for key in equivalents(code)}


def forget_marks(connection: Connection, behind: int) -> None:
    """Drop marks so many numbers behind the end of their stream: whoever read no further fetches everything anew. That
    something was deleted is told for twice as long, as a reader may be on its way with a newer mark."""
    for name, n in connection.execute(select(stream.c.stream, stream.c.n)).all():
        old = (stream_mark.c.stream == name) & (stream_mark.c.n < n - behind)
        connection.execute(delete(stream_mark).where(old))
        told = (thing.c.stream == name) & (thing.c.op == "del") & (thing.c.n < n - 2 * behind)
        connection.execute(delete(thing).where(told))


def upsert_into(connection: Connection, table: Table) -> Any:
    """An insert that knows `on_conflict_do_…`, in the words of this database."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
