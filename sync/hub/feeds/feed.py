"""A page of a feed: what is new on a stream behind a cursor, whatever others publish meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from pos.domain.failures import Refused
from sync.hub.feeds.cursors import MARK_BYTES, Cursor, open_cursor, seal_cursor
from sync.hub.hub import Hub
from sync.hub.store.engine import Connection
from sync.hub.store.things import Stand, ThingRow, changed, has_mark, stand
from sync.wire import MOST_CHANGES, Change

PAGE_BYTES = 1024 * 1024
"""A page is closed once its documents are this long together, so that it fits into a body with room to spare."""


@dataclass(frozen=True, slots=True)
class Page:
    """Changes with the cursor behind them; `n` is how far that is."""

    changes: list[Change]
    cursor: str
    n: int
    up_to_date: bool


def read_page(hub: Hub, name: str, cursor: str, limit: int = MOST_CHANGES) -> Page:
    """What the stream `name` has behind `cursor` (empty: all of it), at most `limit` changes.

    Refused `must_refetch` when the cursor is none of this stream, this epoch or this hub as it is now.
    """
    assert 1 <= limit <= MOST_CHANGES
    with hub.read(still=True) as connection:  # a till that is up to date has what the stream held at one number
        now = stand(connection, name)
        after = place_of(hub, connection, name, cursor)
        rows = changed(connection, name, after, now.n, limit)
        changes, cut = _fitting(rows, limit)
    n = changes[-1].rev if cut else now.n
    return Page(changes, seal_cursor(cursor_at(hub, name, n, now), hub.secret), n, n == now.n)


def place_of(hub: Hub, connection: Connection, name: str, cursor: str) -> int:
    """The number that a cursor of this stream stands at; Refused `must_refetch`."""
    if not cursor:
        return 0
    told = open_cursor(cursor, hub.secret)
    if told is None or not stands(hub, connection, name, told):
        raise Refused("must_refetch")
    return told.n


def stands(hub: Hub, connection: Connection, name: str, cursor: Cursor) -> bool:
    """Whether a cursor is of this stream and this hub still knows where it was made."""
    ours = cursor.stream == name and cursor.epoch == hub.epoch
    return ours and has_mark(connection, name, cursor.mark_n, cursor.mark)


def cursor_at(hub: Hub, name: str, n: int, now: Stand) -> Cursor:
    """A cursor at `n` of a stream that stands at `now`."""
    return Cursor(name, hub.epoch, n, now.n, now.chain[:MARK_BYTES])


def change_of(row: ThingRow) -> Change:
    """A thing as the wire tells it."""
    if row.op == "del":
        return Change(entity=row.entity, id=row.id, rev=row.n, op="del")
    return Change(entity=row.entity, id=row.id, rev=row.n, body=msgspec.Raw(row.body))


def _fitting(rows: Iterable[ThingRow], limit: int) -> tuple[list[Change], bool]:
    """The rows that fit on a page, one at least, and whether others may follow."""
    changes: list[Change] = []
    size = 0
    for row in rows:
        size += len(row.body)
        if changes and size > PAGE_BYTES:
            return changes, True
        changes.append(change_of(row))
    return changes, len(changes) == limit
