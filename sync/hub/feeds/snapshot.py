"""All that a stream holds, in parts: what stands there since before the snapshot began.

What changes while the parts are fetched is left out of those that follow and comes by the feed, because the cursor at
the end is the stream's place at the beginning. So parts need no common transaction, and each can be asked for again.
Things come as they were first published, in the order of the shop's files, so that every till has them in that order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import zstandard

from pos.domain.failures import Refused
from sync.entities import BODIES
from sync.hub.feeds.cursors import Place, open_place, seal_cursor, seal_place
from sync.hub.feeds.feed import change_of, cursor_at, stands
from sync.hub.hub import Hub
from sync.hub.store.engine import Connection
from sync.hub.store.things import ThingRow, held, stand
from sync.wire import Change, SnapshotHead, SnapshotTail

PART_THINGS = 10_000
PART_BYTES = 4 * 1024 * 1024
"""A part is closed once its lines are this long together."""
_LEVEL = 1
"""Of zstd: half as long again as the best, in a tenth of the time."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some changes; either `next` asks for the following part, or `cursor` is where the feed goes on."""

    things: int
    changes: list[Change]
    next: str
    cursor: str


def read_part(hub: Hub, scope: str, name: str, after: str, limit: int = PART_THINGS) -> Part:
    """The part of the stream `name` behind `after` (empty: the first), so many things at the most. Refused
    `must_refetch` for a strange `after`."""
    with hub.read() as connection:
        now = stand(connection, name)
        if after:
            place = _known(hub, connection, name, after)
        else:
            place = Place(cursor_at(hub, name, now.n, now), "", 0)
        rows = _rows_behind(connection, scope, name, place)
        changes, last = _fitting(rows, limit)
    if last is None:
        return Part(now.live, changes, "", seal_cursor(place.began, hub.secret))
    return Part(now.live, changes, seal_place(Place(place.began, last.entity, last.first), hub.secret), "")


def packed(head: SnapshotHead, part: Part) -> bytes:
    """A part as it travels: newline JSON in zstd."""
    tail = SnapshotTail(next=part.next, cursor=part.cursor)
    lines = msgspec.json.Encoder().encode_lines([head, *part.changes, tail])
    return zstandard.ZstdCompressor(level=_LEVEL).compress(lines)


def _known(hub: Hub, connection: Connection, name: str, after: str) -> Place:
    place = open_place(after, hub.secret)
    if place is None or not stands(hub, connection, name, place.began):
        raise Refused("must_refetch")
    return place


def _rows_behind(connection: Connection, scope: str, name: str, place: Place) -> Iterator[ThingRow]:
    """One entity after the other, in the order in which a new till can use them, each by its place."""
    entities = list(BODIES[scope])
    for entity in entities[entities.index(place.entity) if place.entity else 0 :]:
        after = place.first if entity == place.entity else 0
        while rows := list(held(connection, name, entity, after, place.began.n, PART_THINGS)):
            yield from rows
            after = rows[-1].first


def _fitting(rows: Iterator[ThingRow], limit: int) -> tuple[list[Change], ThingRow | None]:
    """The changes that fit into a part, and the last of them unless it is the last of all."""
    changes: list[Change] = []
    size, last = 0, None
    for row in rows:
        if last is not None and (len(changes) == limit or size + len(row.body) > PART_BYTES):
            return changes, last
        size += len(row.body) + len(row.id) + 64
        changes.append(change_of(row))
        last = row
    return changes, None
