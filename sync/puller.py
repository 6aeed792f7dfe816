"""One turn of a pulling loop: ask one scope for what is new and take it in."""

from dataclasses import replace

from pos.domain.failures import Refused, Unavailable
from pos.domain.journal import stamp
from pos.store.wipe import holds_customers, wipe_customers
from sync import feeds, wire
from sync.failing import rest_after
from sync.protocol import Seen, Wait, looked, resting, succeeded
from sync.pull import (
    BARRED,
    BARRED_REST_S,
    SET_ASIDE_REST_S,
    Ask,
    Feeding,
    Place,
    next_due,
    next_fetch,
    next_scope,
)
from sync.site import Site

_STRANGE_CURSOR = ("must_refetch", "bad_cursor")


def turn(site: Site, feeding: Feeding, now: float) -> Feeding:
    """Ask the scope whose turn it is; the loop as it is then, with the time until which it may rest."""
    with site.till.store.read() as tx:
        wish = tx.link.wish()
    seen = Seen(wish, site.status.heard_at)
    if site.status.till_state in BARRED:
        _forget(site)
        return _resting(feeding, now, now + BARRED_REST_S)
    if isinstance(rest := resting(feeding.link, seen, now), Wait):
        return _resting(feeding, now, rest.until)
    if wish.now > feeding.link.pressed:
        feeding = feeding.all_due()
    if (scope := next_scope(feeding, now)) is None:
        return _resting(feeding, now, next_due(feeding))
    feeding = replace(feeding, link=looked(feeding.link, seen, now))
    try:
        feeding = _fetched(site, feeding, scope)
    except (Unavailable, Refused) as failure:
        return _after(site, feeding, scope, failure, now)
    site.status.talked(_name(feeding), received=True)
    return replace(feeding, link=succeeded(feeding.link))


def _fetched(site: Site, feeding: Feeding, scope: wire.Scope) -> Feeding:
    till, pace = site.till, site.pace
    epoch, cursor, state = feeds.cursor_of(till, scope)
    place = Place(epoch, cursor, state, feeds.snapshot_place(till, scope))
    fetch = next_fetch(place, refetch=scope in feeding.refetch, wait_s=feeding.wait_s)
    if isinstance(fetch, Ask):
        page = site.api.feed(scope, fetch.cursor, fetch.wait_s)
        if epoch and page.epoch != epoch:
            raise Refused("must_refetch")
        feeds.apply_page(till, page, pace)
        _tell(site, scope, len(page.changes))
        return feeding.read(scope, site.mono(), up_to_date=page.up_to_date)
    return _load(site, feeding, scope, fetch.after, place)


def _load(site: Site, feeding: Feeding, scope: wire.Scope, after: str, place: Place) -> Feeding:
    """Take one part of a snapshot in; the first begins it, the last ends it."""
    till, pace = site.till, site.pace
    part = site.api.snapshot(scope, after)
    if part.head.scope != scope or part.head.after != after or (after and part.head.epoch != place.epoch):
        raise Refused("must_refetch")
    if not after:
        feeds.begin_snapshot(till, scope, part.head.epoch, part.head.things)
    feeds.apply_part(till, scope, part.changes, part.tail.next, pace)
    if not part.tail.next:
        feeds.end_snapshot(till, scope, part.tail.cursor, part.head.epoch, pace)
    _tell(site, scope, len(part.changes))
    return feeding.read(scope, site.mono(), up_to_date=False)


def _after(site: Site, feeding: Feeding, scope: wire.Scope, failure: Unavailable | Refused, now: float) -> Feeding:
    """What a failure means for the loop: a cursor that the hub does not know costs a snapshot, a page that breaks a
    limit is asked for again later, and the other scopes go on meanwhile."""
    if failure.code in _STRANGE_CURSOR and scope not in feeding.refetch:
        site.log("must_refetch", scope=scope)
        return feeding.must_refetch(scope)
    if failure.code == "page_set_aside":
        with site.till.store.write(durable=False) as tx:
            tx.sync_log.add(stamp(site.till.now()), "page_set_aside", {"scope": scope})
        site.log("page_set_aside", scope=scope)
        return feeding.rested(scope, now + SET_ASIDE_REST_S)
    return replace(feeding, link=rest_after(site, _name(feeding), feeding.link, failure, now))


def _forget(site: Site) -> None:
    """A till that was removed holds nothing of customers any more; one that is served again may hold it."""
    if site.status.till_state != "revoked":
        return
    with site.till.store.read() as tx:
        holds = holds_customers(tx.driver)
    if holds:
        with site.till.store.write() as tx:
            count = wipe_customers(tx.driver)
            tx.sync_log.add(stamp(site.till.now()), "customers_wiped", {"count": count})
        site.log("customers_wiped", count=count)


def _resting(feeding: Feeding, now: float, until: float) -> Feeding:
    return replace(feeding, link=replace(feeding.link, looked_at=now, rest_until=until))


def _tell(site: Site, scope: str, changes: int) -> None:
    if changes:
        site.log("received", scope=scope, count=changes)


def _name(feeding: Feeding) -> str:
    return feeding.scopes[0] if len(feeding.scopes) == 1 else "others"
