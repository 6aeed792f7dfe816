"""What comes from the hub into the till: pages of a feed, and snapshots of all that a scope holds.

A page is taken only where the till still stands at its beginning. Its rows and the new cursor go in together; a page
that is too large for one transaction beside somebody who sells goes row by row, and the cursor with the last of them.
Cut off in between, the same changes come again, and an equal or older rev changes nothing.

A snapshot is loaded into the tables that are sold from, not beside them: each thing is whole, the till sells
meanwhile, and a catalogue of a million products needs its space once. What it brings is marked (`local_seen`); an empty
scope needs no marks. What changes at the hub meanwhile comes by the pages behind the snapshot only, so they mark what
they bring too, and what neither brought goes with the first of them that is up to date.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.services.till import Till
from pos.store.feeds import FeedPlace
from pos.store.pace import ROWS_AT_REST, Pace
from pos.store.store import Tx
from sync.feed_kinds import Ready
from sync.feed_rows import INDEXES, put, read_changes
from sync.wire import Change, FeedFigures, FeedPage, Scope

CATALOGUE = "catalogue"
"""The scope that prices come from."""
SWEPT_AT_ONCE = 50_000
"""Things that are looked up to be taken away at the end of a snapshot, before they go in paced transactions."""
LONGEST_REASON = 300


def cursor_of(till: Till, scope: str) -> tuple[str, str, str]:
    """Epoch, cursor and state of a scope. The cursor of one that is `loading` is a place within the snapshot."""
    place = _place(till, scope)
    return place.epoch, place.cursor, place.state


def apply_page(till: Till, page: FeedPage, pace: Pace) -> None:
    """Take a page in. Refused `page_does_not_fit` when it begins elsewhere than the till stands, `page_set_aside` when
    it breaks a limit: then nothing of it is here, and the scope says why."""
    place = _place(till, page.scope)
    fits = page.prev == place.cursor and place.epoch in ("", page.epoch)
    if place.state == "loading" or not fits:
        raise Refused("page_does_not_fit", scope=page.scope)
    changes = _checked(till, place, page.changes)
    reached = replace(place, epoch=page.epoch, cursor=page.cursor, state="current", reason="", at=_now(till))
    _write(till, pace, page.scope, changes, reached, is_end=page.up_to_date)
    if page.up_to_date:
        _end_marks(till, page.scope, pace)


def begin_snapshot(till: Till, scope: str, epoch: str, things: int) -> None:
    """From here on a snapshot of so many things is on its way; what one before it had marked is forgotten."""
    with till.store.write(durable=False) as tx:
        tx.feeds.keep(FeedPlace(scope, epoch, "", "loading", _now(till), 0, things))
        tx.feeds.end_marks(scope)
    _drop_marks(till, scope, Pace(till.store))
    with till.store.write(durable=False) as tx:
        if tx.copies.has_any(scope):
            tx.feeds.begin_marks(scope)


def apply_part(till: Till, scope: str, changes: Sequence[Change], next_part: str, pace: Pace) -> None:
    """Take a part in and keep where the next begins. Refused `no_snapshot` unless one was begun, `page_set_aside`: it
    is begun anew then, and what was here before stays as far as nothing newer came."""
    place = _place(till, scope)
    if place.state != "loading":
        raise Refused("no_snapshot", scope=scope)
    ready = _checked(till, place, changes)
    reached = replace(place, cursor=next_part, at=_now(till), things=place.things + len(changes))
    _write(till, pace, scope, ready, reached)


def snapshot_place(till: Till, scope: str) -> str:
    """Where a snapshot that was begun goes on; empty when it begins anew."""
    place = _place(till, scope)
    return place.cursor if place.state == "loading" else ""


def end_snapshot(till: Till, scope: str, cursor: str, epoch: str, pace: Pace) -> None:
    """All parts are here, and the feed goes on from `cursor`. What was here before and did not come is still here."""
    place = _place(till, scope)
    if place.state != "loading" or place.epoch != epoch:
        raise Refused("no_snapshot", scope=scope)
    with till.store.write(durable=False) as tx:
        tx.feeds.keep(replace(place, cursor=cursor, state="current", at=_now(till), reason=""))
    if place.things >= ROWS_AT_REST:
        pace.tidy_whole(INDEXES.get(scope, ()))


def feed_figures(till: Till, scope: Scope) -> FeedFigures:
    """The copy of a scope in one number, counted from its rows: what both sides compare. As long as things of before a
    snapshot stand there too, it has no cursor: such a copy is not read to the end."""
    n, total = 0, 0
    with till.store.read() as tx:
        cursor = "" if tx.feeds.is_marking(scope) else tx.feeds.get(scope).cursor
        for entity, thing_id, rev in tx.copies.all(scope):
            told = hashlib.sha256(f"{entity}\0{thing_id}\0{rev}".encode()).digest()
            total += int.from_bytes(told[:8], "big")
            n += 1
    return FeedFigures(scope=scope, cursor=cursor, n=n, sum64=f"{total % 2**64:016x}")


def _place(till: Till, scope: str) -> FeedPlace:
    with till.store.read() as tx:
        return tx.feeds.get(scope)


def _checked(till: Till, place: FeedPlace, changes: Sequence[Change]) -> list[Ready]:
    """The changes with their rows; what breaks a limit is noted at the scope, whose cursor and rows stay."""
    try:
        return read_changes(till, place.scope, changes)
    except Refused as refused:
        reason = f"{refused.facts['entity']} {refused.facts['id']}: {refused.facts['why']}"[:LONGEST_REASON]
        with till.store.write(durable=False) as tx:
            tx.feeds.keep(replace(place, state="set_aside", reason=reason))
        raise


def _write(
    till: Till, pace: Pace, scope: str, changes: Sequence[Ready], reached: FeedPlace, *, is_end: bool = False
) -> None:
    """Write changes, those of a page only where they are newer, and mark what they bring while marks are kept.
    `is_end`: with them all that the hub has is here, if no marks are kept."""
    is_page = reached.state == "current"
    with till.store.read() as tx:
        is_marking = tx.feeds.is_marking(scope)

    def put_some(tx: Tx, batch: Sequence[Ready]) -> None:
        put(tx, scope, _newer(tx, scope, batch, is_marking) if is_page else batch)
        if is_marking:
            tx.feeds.mark(scope, [(x.entity, x.thing_id) for x in batch if x.row is not None])

    def keep(tx: Tx) -> None:
        tx.feeds.keep(reached)
        if is_end and not is_marking:
            _name_prices(tx, scope)

    indexes = INDEXES.get(scope, ()) if changes else ()
    pace.write(changes, put_some, keep, indexes, durable=False)


def _name_prices(tx: Tx, scope: str) -> None:
    """What is here of a scope is what the hub had at its cursor: sales may name that from now on."""
    if scope == CATALOGUE:
        tx.prices.reached(tx.feeds.get(scope).cursor)


def _newer(tx: Tx, scope: str, batch: Sequence[Ready], is_marking: bool) -> list[Ready]:
    """Those that are newer than what is here: a page that comes twice changes nothing. What a snapshot did not bring
    counts for nothing: it may be of a hub that was put back and had counted higher."""

    def is_newer(x: Ready) -> bool:
        if x.rev > tx.copies.rev(scope, x.entity, x.thing_id):
            return True
        return is_marking and not tx.feeds.is_marked(scope, x.entity, x.thing_id)

    return [x for x in batch if is_newer(x)]


def _end_marks(till: Till, scope: str, pace: Pace) -> None:
    """Take away what neither the snapshot nor the pages behind it brought. Cut off, it goes on with the next page."""
    with till.store.read() as tx:
        is_marking = tx.feeds.is_marking(scope)
    while is_marking and (gone := _unmarked(till, scope)):
        deletions = [Ready(entity, thing_id, 0, None) for entity, thing_id in gone]
        pace.write(deletions, partial(_sweep, scope=scope), indexes=INDEXES.get(scope, ()), durable=False)
    if is_marking:
        with till.store.write(durable=False) as tx:
            tx.feeds.end_marks(scope)
            _name_prices(tx, scope)
    _drop_marks(till, scope, pace)


def _unmarked(till: Till, scope: str) -> list[tuple[str, str]]:
    with till.store.read() as tx:
        return tx.copies.unmarked(scope, SWEPT_AT_ONCE)


def _sweep(tx: Tx, batch: Sequence[Ready], scope: str) -> None:
    for entity in dict.fromkeys(x.entity for x in batch):
        tx.copies.remove(scope, entity, [x.thing_id for x in batch if x.entity == entity])
    if scope == CATALOGUE and batch:
        tx.prices.changed(f"swept {batch[0].entity} {batch[0].thing_id}")


def _drop_marks(till: Till, scope: str, pace: Pace) -> None:
    while True:
        with till.store.read() as tx:
            marks = tx.feeds.marked(scope, SWEPT_AT_ONCE)
        if not marks:
            return
        pace.write(marks, lambda tx, batch: tx.feeds.drop_marks(scope, batch), durable=False)


def _now(till: Till) -> str:
    return stamp(till.now())
