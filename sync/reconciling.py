"""Comparing days and feeds with the hub. A difference is told with its cause, down to the entry; nothing is mended.

It runs when a shift was closed, once a night, and when somebody asks.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import msgspec

from pos.domain import day_figures as figures
from pos.domain.failures import Refused, Unavailable
from pos.domain.journal import stamp
from pos.store.day_figures import day_figures
from pos.store.proofs import MOST_DAYS
from sync import feeds, wire
from sync.base64url import base64_of
from sync.failing import rest_after
from sync.protocol import Link, Seen, looked, resting, succeeded
from sync.site import Site

LOOP = "reconcile"
LOOK_EVERY_S = 10.0
PARTS = 16
"""Into so many parts a stretch that differs is cut, again and again, until single entries remain."""
MOST_NAMED = 20
"""Entries of a day that are named; where more differ, the first tell enough."""
LAST_SHIFT, LAST_DAY, LAST_ASKED = "reconciled_shift", "reconciled_day", "reconciled_asked"
"""Settings: the newest closed shift, the day, and the press that were compared last."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One day on both sides; `entries` names those that differ, as far as they are known."""

    journal_id: bytes
    business_date: str
    equal: bool
    till: dict[str, Any]
    hub: dict[str, Any]
    entries: tuple[dict[str, Any], ...] = ()

    @property
    def body(self) -> dict[str, Any]:
        """The document that is kept of it."""
        return {"till": self.till, "hub": self.hub, "entries": list(self.entries)}


@dataclass(frozen=True, slots=True)
class Report:
    """What a comparison came to."""

    days: tuple[Compared, ...]
    feeds: tuple[wire.FeedResult, ...]
    open_exceptions: int

    @property
    def equal(self) -> bool:
        return all(day.equal for day in self.days) and all(feed.result != "different" for feed in self.feeds)


def turn(site: Site, link: Link, now: float) -> Link:
    """Compare when there is a reason to; the line as it is then."""
    with site.till.store.read() as tx:
        wish, (_n, shift) = tx.link.wish(), tx.outbox.newest()
        mark = (str(shift), site.till.business_day(site.till.now()), str(wish.reconcile))
        before = tuple(tx.settings.get(name, "0") for name in (LAST_SHIFT, LAST_DAY, LAST_ASKED))
        waiting, _oldest = tx.outbox.waiting(_start(tx.link.peer()))
    seen = Seen(wish, site.status.heard_at)
    rest = resting(link, seen, now)
    if rest is not None or mark == before or waiting or not site.status.is_online:
        return replace(link, looked_at=now, rest_until=rest.until if rest else now + LOOK_EVERY_S)
    link = looked(link, seen, now)
    try:
        reconcile(site)
    except (Unavailable, Refused) as failure:
        return rest_after(site, LOOP, link, failure, now)
    with site.till.store.write(durable=False) as tx:
        for name, value in zip((LAST_SHIFT, LAST_DAY, LAST_ASKED), mark, strict=True):
            tx.settings.put(name, value)
    site.status.talked(LOOP)
    return succeeded(link)


def reconcile(site: Site) -> Report:
    """Compare every day that is not proven yet, and every feed; keep the outcome."""
    mine = _open_days(site)
    counted = [feeds.feed_figures(site.till, scope) for scope in wire.SCOPES]
    answer = site.api.reconcile([_on_the_wire(day) for day in mine], counted)
    told = {(day.journal_id, day.business_date): day for day in answer.days}
    days = tuple(_compared(site, day, told.get((day.journal_id.hex(), day.business_date))) for day in mine)
    report = Report(days, tuple(answer.feeds), answer.open_exceptions)
    _keep(site, report)
    return report


def _open_days(site: Site) -> list[figures.DayFigures]:
    with site.till.store.read() as tx:
        start = _start(tx.link.peer())
        return [
            day_figures(tx.driver, sent.journal_id, business_date)
            for sent in tx.outbox.sent()
            for business_date in tx.proofs.open_days(sent.journal_id, start, sent.acked, MOST_DAYS)
        ][:MOST_DAYS]


def _compared(site: Site, mine: figures.DayFigures, result: wire.DayResult | None) -> Compared:
    ours = msgspec.to_builtins(_on_the_wire(mine))
    if result is None:
        raise Unavailable("bad_answer", why="days")
    theirs = msgspec.to_builtins(result.hub)
    equal = result.equal and ours == theirs
    entries = () if equal else tuple(_different(site, mine, result.hub))
    return Compared(mine.journal_id, mine.business_date, equal, ours, theirs, entries)


def _different(site: Site, mine: figures.DayFigures, hub: wire.DayFigures) -> Iterator[dict[str, Any]]:
    """The entries of the day that the two sides hold otherwise, found by halving; none when the journals agree and
    only the tables differ."""
    first = min(seq for seq in (mine.first, hub.first or mine.first))
    last = max(mine.last, hub.last)
    found = 0
    stretches = [(first, last)] if first else []
    while stretches and found < MOST_NAMED:
        asked = [_range(site, mine.journal_id, *stretch) for stretch in stretches[:64]]
        answer = site.api.ranges(mine.journal_id.hex(), asked)
        narrower: list[tuple[int, int]] = []
        for ours, theirs in zip(asked, answer.ranges, strict=False):
            if (ours.n, ours.digest) == (theirs.n, theirs.digest):
                continue
            if ours.first == ours.last:
                found += 1
                yield _named(site, mine.journal_id, ours, theirs)
            else:
                narrower += _cut(ours.first, ours.last)
        stretches = narrower


def _cut(first: int, last: int) -> list[tuple[int, int]]:
    width = -(-(last - first + 1) // PARTS)
    return [(start, min(last, start + width - 1)) for start in range(first, last + 1, width)]


def _range(site: Site, journal_id: bytes, first: int, last: int) -> wire.Range:
    with site.till.store.read() as tx:
        hashes = [h for _seq, h in tx.outbox.journal_hashes(journal_id, first, last)]
    return wire.Range(
        first=first, last=last, n=len(hashes), digest=base64_of(hashlib.sha256(b"".join(hashes)).digest())
    )


def _named(site: Site, journal_id: bytes, ours: wire.Range, theirs: wire.Range) -> dict[str, Any]:
    """One entry that differs: what it is here, and on which side it is missing."""
    missing = "till" if not ours.n else "hub" if not theirs.n else ""
    named: dict[str, Any] = {"seq": ours.first, "why": f"missing_at_{missing}" if missing else "other_entry"}
    with site.till.store.read() as tx:
        n = tx.journal.number_of(journal_id, ours.first)
        entry = None if n is None else tx.journal.at(n)
    if entry is not None:
        named |= {"id": entry.entry_id, "kind": entry.kind, "at": entry.at}
    return named


def _keep(site: Site, report: Report) -> None:
    at = stamp(site.till.now())
    with site.till.store.write(durable=False) as tx:
        start = _start(tx.link.peer())
        for day in report.days:
            tx.proofs.keep(day.journal_id, day.business_date, at, day.equal, day.body)
        for sent in tx.outbox.sent():
            tx.outbox.prove(sent.journal_id, tx.proofs.proven_up_to(sent.journal_id, start, sent.acked))
        different = sum(not day.equal for day in report.days)
        tx.sync_log.add(at, "reconciled", {"count": len(report.days), "items": different})
        for feed in report.feeds:
            if feed.result == "different":
                tx.sync_log.add(at, "feed_differs", {"scope": feed.scope})
    site.log("reconciled", count=len(report.days), items=different)


def _on_the_wire(day: figures.DayFigures) -> wire.DayFigures:
    told = asdict(replace(day, tax=dict(day.tax), tenders=dict(day.tenders)))
    told["journal_id"], told["head"] = day.journal_id.hex(), base64_of(day.head)
    told["tax"] = {name: list(sums) for name, sums in sorted(day.tax.items())}
    told["tenders"] = {name: list(sums) for name, sums in sorted(day.tenders.items())}
    return wire.DayFigures(**told)


def _start(peer: Any) -> int:
    return peer.outbox_from if peer is not None else 0


def counted_days(days: Sequence[Compared]) -> list[dict[str, Any]]:
    """Days as documents, for a command's answer."""
    return [
        {"journal": day.journal_id.hex(), "business_date": day.business_date, "equal": day.equal, **day.body}
        for day in days
    ]
