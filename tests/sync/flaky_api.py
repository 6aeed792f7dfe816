"""A hub in this process that keeps every promise of the protocol over a line that keeps none.

Seeded: requests and answers get lost, an old request arrives again, the hub is busy, a captive portal answers, and the
hub is set back to an older copy of itself, with a new epoch or silently.
"""

import copy
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from pos.domain.failures import Refused, Unavailable
from pos.domain.journal import Entry, Place, fault_of
from sync import wire
from sync.api import Part
from sync.base64url import bytes_of
from sync.person_keys import persons_in

HUB_ID = "hub-1"
LOST = (
    Unavailable("unreachable", host="hub"),
    Unavailable("timed_out", host="hub"),
    Unavailable("hub_busy", asked_s=30),
    Unavailable("captive_portal", host="wifi"),
    Refused("body_too_large"),
)


@dataclass
class Holding:
    """What a hub's database holds; copied for a backup, put back by a restore."""

    epoch: str = "epoch-1"
    entries: dict[tuple[str, int], wire.WireEntry] = field(default_factory=dict)
    apart: dict[str, wire.WireEntry] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    sold: int = 0
    """What was counted where an entry was really inserted."""

    def high(self, journal_id: str) -> int:
        seq = 0
        while (journal_id, seq + 1) in self.entries:
            seq += 1
        return seq


class FlakyApi:
    """`trouble` is how often something goes wrong, from 0 to 1; `unreadable` are ids that this hub cannot read, and
    `refuses_hello` is the code with which it refuses every hello."""

    def __init__(self, seed: int, public_key: Any, trouble: float = 0.4) -> None:
        self.chance = random.Random(seed)
        self.trouble = trouble
        self.public_key = public_key
        self.held = Holding()
        self.backups = [copy.deepcopy(self.held)]
        self.old_requests: list[tuple[wire.WireEntry, ...]] = []
        self.unreadable: set[str] = set()
        self.without_key: list[str] = []
        self.state: Any = "active"
        self.refuses_hello = ""
        self.answered = 0
        self.asked = 0
        self.pages: list[wire.FeedPage] = []
        self.granted: dict[str, str] = {}
        self.released: list[tuple[str, ...]] = []
        self.receipts: dict[str, wire.ReceiptAnswer] = {}
        self.days: Callable[[wire.DayFigures], wire.DayFigures] = lambda day: day

    @property
    def kept(self) -> list[tuple[str, int, str]]:
        """Journal, seq and hash of every entry that is here, in order."""
        return [(journal, seq, item.h) for (journal, seq), item in sorted(self.held.entries.items())]

    # What a till calls

    def hello(self, message: wire.Hello) -> wire.HelloAnswer:
        return self._over_the_line(lambda: self._hello())

    def journal(self, epoch: str, items: Sequence[wire.WireEntry]) -> wire.JournalAnswer:
        self.old_requests.append(tuple(items))
        return self._over_the_line(lambda: self._journal(epoch, items))

    def keys(self, keys: Sequence[wire.PersonKey]) -> wire.KeysAnswer:
        def keep() -> wire.KeysAnswer:
            self.held.keys.update({told.person: told.key for told in keys})
            return wire.KeysAnswer(request_id="-", hub_id=HUB_ID, kept=len(keys))

        return self._over_the_line(keep)

    def feed(self, scope: wire.Scope, cursor: str, wait_s: int) -> wire.FeedPage:
        def page() -> wire.FeedPage:
            if not cursor.startswith(f"{self.held.epoch}/"):
                raise Refused("must_refetch")
            changes: list[wire.Change] = []
            return wire.FeedPage(
                request_id="-",
                hub_id=HUB_ID,
                epoch=self.held.epoch,
                scope=scope,
                prev=cursor,
                cursor=cursor,
                up_to_date=True,
                changes=changes,
            )

        return self._over_the_line(page)

    def snapshot(self, scope: wire.Scope, after: str) -> Part:
        def part() -> Part:
            head = wire.SnapshotHead(
                request_id="-", hub_id=HUB_ID, epoch=self.held.epoch, scope=scope, after=after, things=0
            )
            return Part(head, [], wire.SnapshotTail(next="", cursor=f"{self.held.epoch}/0"))

        return self._over_the_line(part)

    def receipt(self, number: str, limit_s: float) -> wire.ReceiptAnswer:
        def find() -> wire.ReceiptAnswer:
            if number not in self.receipts:
                raise Refused("unknown_receipt", receipt=number)
            return self.receipts[number]

        return self._over_the_line(find)

    def claim(self, request: wire.ClaimRequest, limit_s: float) -> wire.ClaimAnswer:
        def decide() -> wire.ClaimAnswer:
            if request.release:
                self.released.append((request.sale, *request.refs))
                return wire.ClaimAnswer(request_id="-", hub_id=HUB_ID, result="granted")
            taken = [ref for ref in request.refs if self.granted.get(ref, request.claim) != request.claim]
            if taken:
                held = [wire.Held(ref=ref, by="till-9", at="2026-11-21T14:00:00.000Z", store="N") for ref in taken]
                return wire.ClaimAnswer(request_id="-", hub_id=HUB_ID, result="already", already=held)
            self.granted |= dict.fromkeys(request.refs, request.claim)
            return wire.ClaimAnswer(request_id="-", hub_id=HUB_ID, result="granted")

        return self._over_the_line(decide)

    def reconcile(self, days: Sequence[wire.DayFigures], feeds: Sequence[wire.FeedFigures]) -> wire.ReconcileAnswer:
        def compare() -> wire.ReconcileAnswer:
            told = [(day, self.days(day)) for day in days]
            return wire.ReconcileAnswer(
                request_id="-",
                hub_id=HUB_ID,
                days=[
                    wire.DayResult(
                        journal_id=day.journal_id, business_date=day.business_date, equal=day == mine, hub=mine
                    )
                    for day, mine in told
                ],
                feeds=[wire.FeedResult(scope=feed.scope, result="equal", n=feed.n, sum64=feed.sum64) for feed in feeds],
                open_exceptions=0,
            )

        return self._over_the_line(compare)

    def ranges(self, journal_id: str, ranges: Sequence[wire.Range]) -> wire.RangeAnswer:
        from hashlib import sha256

        from sync.base64url import base64_of

        def count() -> wire.RangeAnswer:
            counted = []
            for asked in ranges:
                here = [
                    bytes_of(item.h)
                    for (journal, seq), item in sorted(self.held.entries.items())
                    if journal == journal_id and asked.first <= seq <= asked.last
                ]
                digest = base64_of(sha256(b"".join(here)).digest())
                counted.append(wire.Range(first=asked.first, last=asked.last, n=len(here), digest=digest))
            return wire.RangeAnswer(request_id="-", hub_id=HUB_ID, ranges=counted)

        return self._over_the_line(count)

    # What goes wrong on the way

    def _over_the_line(self, work: Callable[[], Any]) -> Any:
        self.asked += 1
        if self.chance.random() >= self.trouble:
            answer = work()
            self.answered += 1
            return answer
        match self.chance.randrange(5):
            case 0:
                raise self.chance.choice(LOST)
            case 1:
                work()
                raise Unavailable("timed_out", host="hub")
            case 2:
                self._again()
            case 3:
                self.backups.append(copy.deepcopy(self.held))
            case 4 if self.chance.random() < 0.2:
                self.set_back(new_epoch=self.chance.random() < 0.5)
        return work()

    def _again(self) -> None:
        """A proxy sends something once more that it sent long ago."""
        if self.old_requests:
            self._journal(self.held.epoch, self.chance.choice(self.old_requests))

    def set_back(self, *, new_epoch: bool) -> None:
        """Restore an older copy."""
        self.held = copy.deepcopy(self.chance.choice(self.backups))
        if new_epoch:
            self.held.epoch = f"epoch-{self.chance.random()}"
        self.backups = [copy.deepcopy(self.held)]

    # What a hub does

    def _hello(self) -> wire.HelloAnswer:
        if self.refuses_hello:
            raise Refused(self.refuses_hello, speak=2)
        return wire.HelloAnswer(
            request_id="-",
            hub_id=HUB_ID,
            epoch=self.held.epoch,
            speak=1,
            **self._standing(),
            t_hub="2026-11-21T14:32:00.000Z",
            policy_rev=0,
            keys_rev=0,
            till=self.state,
            min_app="0.1.0",
        )

    def _standing(self) -> dict[str, Any]:
        high = {journal: self.held.high(journal) for journal, _seq in self.held.entries}
        hashes = {journal: self.held.entries[journal, seq].h for journal, seq in high.items() if seq}
        return {"high": high, "high_hash": hashes, "quarantine": len(self.held.apart)}

    def _journal(self, epoch: str, items: Sequence[wire.WireEntry]) -> wire.JournalAnswer:
        if epoch != self.held.epoch:
            raise Refused("epoch_changed")
        results = [self._taken(item) for item in items]
        return wire.JournalAnswer(
            request_id="-", hub_id=HUB_ID, epoch=epoch, results=results, exceptions=[], **self._standing()
        )

    def _taken(self, item: wire.WireEntry) -> wire.ItemResult:
        key = (item.journal_id, item.seq)
        if item.id in self.unreadable:
            self.held.apart[item.h] = item
            return wire.ItemResult(id=item.id, status="set_aside", code="schema")
        if (there := self.held.entries.get(key)) is not None:
            if there.h == item.h:
                return wire.ItemResult(id=item.id, status="duplicate")
            self.held.apart[item.h] = item
            return wire.ItemResult(id=item.id, status="fork")
        before = self.held.entries.get((item.journal_id, item.seq - 1))
        apart = [x for x in self.held.apart.values() if (x.journal_id, x.seq) == (item.journal_id, item.seq - 1)]
        if item.seq > 1 and before is None and not apart:
            return wire.ItemResult(id=item.id, status="deferred", need_seq=self.held.high(item.journal_id) + 1)
        if before is not None and before.h != item.prev:
            self.held.apart[item.h] = item
            return wire.ItemResult(id=item.id, status="fork")
        assert self._fault(item) is None
        self.without_key += [person for person in persons_in(item.body.encode()) if person not in self.held.keys]
        self.held.entries[key] = item
        self.held.sold += 1
        return wire.ItemResult(id=item.id, status="accepted")

    def _fault(self, item: wire.WireEntry) -> str | None:
        entry = Entry(
            bytes.fromhex(item.journal_id),
            item.seq,
            item.id,
            item.kind,
            item.v,
            item.at,
            item.business_date,
            item.shift,
            item.staff,
            item.body.encode(),
            bytes_of(item.h),
            bytes_of(item.sig),
        )
        return fault_of(entry, Place(entry.journal_id, item.seq - 1, bytes_of(item.prev)), self.public_key)


def a_page(scope: wire.Scope, epoch: str, *changes: wire.Change) -> wire.FeedPage:
    """A page that is the newest of its scope."""
    return wire.FeedPage(
        request_id="-",
        hub_id=HUB_ID,
        epoch=epoch,
        scope=scope,
        prev=f"{epoch}/0",
        cursor=f"{epoch}/1",
        up_to_date=True,
        changes=list(changes),
    )


def a_change(entity: str, thing_id: str, rev: int, body: Any) -> wire.Change:
    return wire.Change(entity=entity, id=thing_id, rev=rev, body=msgspec.Raw(msgspec.json.encode(body)))
