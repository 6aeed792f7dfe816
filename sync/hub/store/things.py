"""Reading streams: where they stand, what is new behind a number, and all that they hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, select

from sync.hub.store.streams import FIRST_CHAIN
from sync.hub.store.tables import stream, stream_mark, thing


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a stream stands: its newest number, the running hash there, and how many things it holds."""

    n: int
    chain: bytes
    live: int


@dataclass(frozen=True, slots=True)
class Sum:
    """How many things a stream held at its newest number, and their sum (`number_of`) in 16 hexadecimal digits."""

    n: int
    live: int
    sum64: str


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One thing as it is now; `n` is its rev. `body` is its JSON document, empty where it was deleted. `first` is its
    place among all of its entity."""

    entity: str
    id: str
    n: int
    op: str
    body: bytes
    first: int


_NOTHING = Stand(0, FIRST_CHAIN, 0)
_COLUMNS = (thing.c.entity, thing.c.id, thing.c.n, thing.c.op, thing.c.body, thing.c.first)


def stand(connection: Connection, name: str) -> Stand:
    """Where one stream stands; at 0 when nothing was ever published on it."""
    row = connection.execute(
        select(stream.c.n, stream.c.chain, stream.c.live).where(stream.c.stream == name)
    ).one_or_none()
    return _NOTHING if row is None else Stand(row.n, row.chain, row.live)


def sum_of(connection: Connection, name: str) -> Sum:
    """All that a stream holds in one number."""
    asked = select(stream.c.n, stream.c.live, stream.c.sum64).where(stream.c.stream == name)
    row = connection.execute(asked).one_or_none()
    return Sum(0, 0, "0" * 16) if row is None else Sum(row.n, row.live, row.sum64)


def newest_numbers(connection: Connection) -> dict[str, int]:
    """The newest number of every stream."""
    return {row.stream: row.n for row in connection.execute(select(stream.c.stream, stream.c.n))}


def has_mark(connection: Connection, name: str, n: int, begins: bytes) -> bool:
    """Whether the running hash of this stream was at `n` one that begins so. At 0 all of them are alike."""
    if n == 0:
        return FIRST_CHAIN.startswith(begins)
    asked = select(stream_mark.c.chain).where(stream_mark.c.stream == name, stream_mark.c.n == n)
    chain = connection.scalar(asked)
    return chain is not None and bytes(chain).startswith(begins)


def changed(connection: Connection, name: str, after: int, until: int, limit: int) -> Iterator[ThingRow]:
    """The things whose newest change lies behind `after` and not behind `until`, oldest change first."""
    asked = (
        select(*_COLUMNS)
        .where(thing.c.stream == name, thing.c.n > after, thing.c.n <= until)
        .order_by(thing.c.n)
        .limit(limit)
    )
    return _rows(connection, asked)


def held(connection: Connection, name: str, entity: str, after: int, until: int, limit: int) -> Iterator[ThingRow]:
    """The things of an entity behind the place `after` that are there and not changed since `until`, in the order in
    which they were first published."""
    asked = (
        select(*_COLUMNS)
        .where(
            thing.c.stream == name,
            thing.c.entity == entity,
            thing.c.first > after,
            thing.c.n <= until,
            thing.c.op == "put",
        )
        .order_by(thing.c.first)
        .limit(limit)
    )
    return _rows(connection, asked)


def document_of(connection: Connection, name: str, entity: str, thing_id: str) -> bytes | None:
    """One document, None where there is none."""
    return bodies(connection, name, entity, [thing_id]).get(thing_id)


def bodies(connection: Connection, name: str, entity: str, ids: Sequence[str]) -> dict[str, bytes]:
    """The documents of those of these things that are there."""
    asked = select(thing.c.id, thing.c.body).where(
        thing.c.stream == name, thing.c.entity == entity, thing.c.op == "put", thing.c.id.in_(ids)
    )
    return {row.id: bytes(row.body) for row in connection.execute(asked)} if ids else {}


def revs(connection: Connection, name: str, entity: str, ids: Sequence[str]) -> dict[str, int]:
    """How new those of these things are that are there."""
    asked = select(thing.c.id, thing.c.n).where(
        thing.c.stream == name, thing.c.entity == entity, thing.c.op == "put", thing.c.id.in_(ids)
    )
    return {row.id: row.n for row in connection.execute(asked)} if ids else {}


def _rows(connection: Connection, asked: Select[str, str, int, str, bytes, int]) -> Iterator[ThingRow]:
    for row in connection.execute(asked):
        yield ThingRow(row.entity, row.id, row.n, row.op, bytes(row.body), row.first)
