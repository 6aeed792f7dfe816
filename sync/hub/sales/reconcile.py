"""Till and hub side by side: the figures of days, the sums of feeds, and the search for the entry that differs."""

from collections.abc import Sequence
from dataclasses import fields
from hashlib import sha256

from pos.domain.day_figures import DayFigures
from sync.base64url import base64_of
from sync.entities import stream_of
from sync.hub.calls.access import TillAccess
from sync.hub.feeds.cursors import open_cursor
from sync.hub.feeds.feed import stands
from sync.hub.hub import Hub
from sync.hub.sales.held_baskets import let_go_of_heard
from sync.hub.store.days import day_figures, stream_sum
from sync.hub.store.engine import Connection
from sync.hub.store.entries import hashes_of
from sync.hub.store.exceptions import open_at
from sync.wire import DayFigures as ToldFigures
from sync.wire import DayResult, FeedFigures, FeedResult, Range, RangeRequest, ReconcileRequest

ORDERS = "orders"

Compared = tuple[list[DayResult], list[FeedResult], int]
"""Days, feeds, and how many exceptions are open at the till's store."""


def compare(hub: Hub, till: TillAccess, asked: ReconcileRequest) -> Compared:
    """What the hub has for the same days and feeds. Nothing is repaired: a difference is for a person."""
    with hub.read() as connection:
        days = [(bytes.fromhex(day.journal_id), day.business_date) for day in asked.days]
        figures = day_figures(connection, till.store_no, days)
        compared = (
            [_day(told, figures[day]) for told, day in zip(asked.days, days, strict=True)],
            [_feed(hub, connection, till.store_no, told) for told in asked.feeds],
            open_at(connection, till.store_no),
        )
        read_to = [_read_to(hub, connection, till.store_no, told) for told in asked.feeds if told.scope == ORDERS]
    for n in read_to:
        let_go_of_heard(hub, till, n)
    return compared


def ranges_here(hub: Hub, till: TillAccess, asked: RangeRequest) -> list[Range]:
    """The hub's own number for each range of a journal, so that the till finds by halves where they part."""
    journal_id = bytes.fromhex(asked.journal_id)
    with hub.read() as connection:
        return [_range(connection, till.store_no, journal_id, told.first, told.last) for told in asked.ranges]


def told_figures(figures: DayFigures) -> ToldFigures:
    """A day's figures as messages carry them."""
    told = {field.name: getattr(figures, field.name) for field in fields(figures)}
    told["journal_id"] = figures.journal_id.hex()
    told["head"] = base64_of(figures.head)
    for name in ("tax", "tenders"):
        told[name] = {key: list(sums) for key, sums in sorted(told[name].items())}
    return ToldFigures(**told)


def range_digest(hashes: Sequence[bytes]) -> str:
    """Entries in one number: SHA-256 over their hashes in order."""
    return base64_of(sha256(b"".join(hashes)).digest())


def _day(told: ToldFigures, figures: DayFigures) -> DayResult:
    ours = told_figures(figures)
    return DayResult(journal_id=told.journal_id, business_date=told.business_date, equal=ours == told, hub=ours)


def _feed(hub: Hub, connection: Connection, store_no: int, told: FeedFigures) -> FeedResult:
    """A till that has not read to the end, or has a cursor of before a restore, is behind: nothing else can be said."""
    name = stream_of(told.scope, store_no)
    now = stream_sum(connection, name)
    cursor = open_cursor(told.cursor, hub.secret)
    current = cursor is not None and stands(hub, connection, name, cursor) and cursor.n == now.n
    if not (current or now.n == 0):
        return FeedResult(scope=told.scope, result="behind", n=now.live, sum64=now.sum64)
    equal = (told.n, told.sum64) == (now.live, now.sum64)
    return FeedResult(scope=told.scope, result="equal" if equal else "different", n=now.live, sum64=now.sum64)


def _read_to(hub: Hub, connection: Connection, store_no: int, told: FeedFigures) -> int:
    """How far a till has read a feed, 0 where its cursor is none of this hub as it is now."""
    cursor = open_cursor(told.cursor, hub.secret)
    known = cursor is not None and stands(hub, connection, stream_of(told.scope, store_no), cursor)
    return cursor.n if cursor is not None and known else 0


def _range(connection: Connection, store_no: int, journal_id: bytes, first: int, last: int) -> Range:
    hashes = hashes_of(connection, store_no, journal_id, first, last)
    return Range(first=first, last=last, n=len(hashes), digest=range_digest(hashes))
