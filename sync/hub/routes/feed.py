"""What is sold and to whom, for the tills: page by page as it changes, or all of it in parts."""

import asyncio
from contextlib import suppress
from functools import partial
from typing import Annotated

import anyio.to_thread
import msgspec
from anyio import CapacityLimiter
from litestar import Response
from litestar.types import Receive
from msgspec import Meta

from sync.entities import stream_of
from sync.hub.calls.call import Call, call
from sync.hub.calls.guard import may_pull
from sync.hub.feeds.cursors import LONGEST_CURSOR
from sync.hub.feeds.feed import Page, read_page
from sync.hub.feeds.snapshot import packed, read_part
from sync.hub.feeds.watch import Watch
from sync.hub.hub import Hub
from sync.hub.store.things import newest_numbers
from sync.hub.store.tills import till_access
from sync.wire import LONGEST_WAIT_S, MOST_CHANGES, FeedPage, Scope, SnapshotHead

MOST_READERS = 8
"""Threads that read pages at one time: many tills that are woken at once leave others their turn."""
SNAPSHOT_MEDIA = "application/x-ndjson"
Text = Annotated[str, Meta(max_length=LONGEST_CURSOR)]


class FeedQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`cursor` is what the page before gave, empty at the beginning; `wait` is how many seconds to wait for news."""

    scope: Scope
    cursor: Text = ""
    limit: Annotated[int, Meta(ge=1, le=MOST_CHANGES)] = MOST_CHANGES
    wait: Annotated[float, Meta(ge=0, le=3600)] = 0
    request_id: Text = ""


class SnapshotQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`after` is the `next` of the part before, empty at the beginning."""

    scope: Scope
    after: Text = ""
    request_id: Text = ""


@call("GET", "/v1/feed", takes=FeedQuery, gives=FeedPage)
async def feed(asked: Call[FeedQuery]) -> FeedPage:
    """What changed behind a cursor. With nothing new the answer waits: until there is, or for `wait` seconds, of
    which 25 count. A till reads its own store's orders and stock."""
    query, hub = asked.asked, asked.hub
    name = stream_of(query.scope, asked.till.store_no)
    read = partial(read_page, hub, name, query.cursor, query.limit)
    page: Page = await anyio.to_thread.run_sync(read, limiter=_readers(asked))
    wait = min(query.wait, LONGEST_WAIT_S)
    if not page.changes and wait and await _news(asked, name, page.n, wait):
        await anyio.to_thread.run_sync(_check_again, asked)
        page = await anyio.to_thread.run_sync(read, limiter=_readers(asked))
    hub.metrics.feed_pages.labels(query.scope).inc()
    return asked.answer(
        FeedPage,
        epoch=hub.epoch,
        scope=query.scope,
        prev=query.cursor,
        cursor=page.cursor,
        up_to_date=page.up_to_date,
        changes=page.changes,
    )


@call("GET", "/v1/snapshot", takes=SnapshotQuery, gives=None)
def snapshot(asked: Call[SnapshotQuery]) -> Response[bytes]:
    """One part of all that a scope holds, as newline JSON in zstd: a SnapshotHead, Change lines, a SnapshotTail."""
    query, hub = asked.asked, asked.hub
    part = read_part(hub, query.scope, stream_of(query.scope, asked.till.store_no), query.after)
    head = asked.answer(SnapshotHead, epoch=hub.epoch, scope=query.scope, after=query.after, things=part.things)
    headers = {"Content-Encoding": "zstd", "Cache-Control": "no-store"}
    return Response(packed(head, part), media_type=SNAPSHOT_MEDIA, headers=headers)


def _check_again(asked: Call[FeedQuery]) -> None:
    """A till that was removed or laid off while it waited gets nothing of what came since."""
    with asked.hub.read() as connection:
        till = till_access(connection, asked.till.till_id)
    assert till is not None
    may_pull(till)


async def _news(asked: Call[FeedQuery], name: str, n: int, wait: float) -> bool:
    """Whether there is something newer than `n` before the time is over or nobody waits for the answer any more."""
    news = asyncio.create_task(_watch(asked).until_past(name, n, wait))
    gone = asyncio.create_task(_hung_up(asked.request.receive))
    try:
        await asyncio.wait((news, gone), return_when=asyncio.FIRST_COMPLETED)
        return news.done() and news.result()
    finally:
        for task in (news, gone):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _watch(asked: Call[FeedQuery]) -> Watch:
    """One for each server, made by its first waiting reader."""
    state = asked.request.app.state
    if "watch" not in state:
        state["watch"] = Watch(asked.hub.bell, partial(_newest, asked.hub))
    watch: Watch = state["watch"]
    return watch


def _newest(hub: Hub) -> dict[str, int]:
    with hub.read() as connection:
        return newest_numbers(connection)


def _readers(asked: Call[FeedQuery]) -> CapacityLimiter:
    state = asked.request.app.state
    if "readers" not in state:
        state["readers"] = CapacityLimiter(MOST_READERS)
    readers: CapacityLimiter = state["readers"]
    return readers


HANDLERS = [feed, snapshot]
