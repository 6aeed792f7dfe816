"""What becomes of each item of a batch, decided from plain values: no database, no clock.

A journal is taken in strict order. What cannot be taken in its place is kept apart, and the journal goes on behind it;
a gap alone makes the rest wait.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos.domain.journal import FIRST_PREVIOUS
from sync.hub.journal.bodies import Opened
from sync.hub.journal.received import Received
from sync.wire import ItemResult

Status = Literal["accepted", "duplicate", "fork", "deferred", "set_aside"]
FORK: Status = "fork"
NO_HASH = FIRST_PREVIOUS
"""The end of a journal behind an item of which not even the hash could be made out."""


@dataclass(slots=True)
class Journal:
    """A journal as the hub holds it while a batch is taken: everything up to `high` is here or kept apart.

    `aside_to` and `forked_to` are the last places of which an item is kept apart: one that could not be read, one of
    another branch. `own` says whether the till that sends is the one whose journal it is; `closed_at` is when that till
    was revoked, empty when it was not.
    """

    journal_id: bytes
    till_id: str
    till_no: int
    store_no: int
    public_key: bytes
    high: int = 0
    high_hash: bytes = FIRST_PREVIOUS
    aside_to: int = 0
    forked_to: int = 0
    own: bool = True
    closed_at: str = ""

    @property
    def key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.public_key)


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that the hub holds, in short."""

    journal_id: bytes
    seq: int
    entry_id: str
    h: bytes


@dataclass(slots=True)
class Sorted:
    """`results` in the order of the items. `taken` are to be written down, `aside` kept apart with the reason."""

    results: list[ItemResult] = field(default_factory=list)
    taken: list[Received] = field(default_factory=list)
    aside: list[tuple[Received, str]] = field(default_factory=list)


def opening_of(items: Iterable[Received], key: bytes) -> dict[bytes, Received]:
    """Which items open a journal that is signed with this key, the enrolled one of the till that sends; by journal."""
    public_key = Ed25519PublicKey.from_public_bytes(key)
    return {
        item.journal_id: item
        for item in items
        if item.seq == 1
        and isinstance(item.body, Opened)
        and item.prev == FIRST_PREVIOUS
        and bytes.fromhex(item.body.public_key) == key
        and not item.fault_under(public_key)
    }


def sort_out(items: Iterable[Received], journals: Mapping[bytes, Journal], kept: Iterable[Kept]) -> Sorted:
    """Decide on every item, in order. `kept` are the entries that have an id or a place of one of the items.

    The journals move on with what is decided.
    """
    batch = _Batch(journals, kept)
    for item in items:
        batch.decide(item)
    return batch.sorted


class _Batch:
    def __init__(self, journals: Mapping[bytes, Journal], kept: Iterable[Kept]) -> None:
        self.sorted = Sorted()
        self._journals = journals
        self._keys = {journal_id: journal.key for journal_id, journal in journals.items()}
        self._by_place: dict[tuple[bytes, int], Kept] = {}
        self._by_id: dict[str, Kept] = {}
        for entry in kept:
            self._hold(entry)

    def decide(self, item: Received) -> None:
        journal = self._journals.get(item.journal_id)
        if journal is None:
            self._without_journal(item)
        elif item.seq == 0:
            self._set_aside(item, item.fault)
        elif (held := self._held(item)) is not None:
            if held == Kept(item.journal_id, item.seq, item.entry_id, item.h):
                self._tell(item, "duplicate")
            else:
                self._fork(item, journal)
        elif item.seq > journal.high + 1:
            if item.seq <= journal.forked_to + 1:
                self._fork(item, journal)
            else:
                self._tell(item, "deferred", need_seq=journal.high + 1)
        else:
            self._in_place(item, journal)

    def _in_place(self, item: Received, journal: Journal) -> None:
        """The next of its journal, or one whose place an unreadable item had taken."""
        follows = item.seq == journal.high + 1
        fault = item.fault_under(self._keys[journal.journal_id])
        if not fault and item.entry is not None and journal.closed_at and item.entry.at >= journal.closed_at:
            fault = "revoked"
        if fault:
            self._set_aside(item, fault)
            if follows and journal.own:
                journal.high, journal.high_hash, journal.aside_to = item.seq, item.h or NO_HASH, item.seq
        elif follows and item.prev != journal.high_hash and not journal.aside_to == journal.high > 0:
            self._fork(item, journal)
        else:
            self._take(item, journal)

    def _take(self, item: Received, journal: Journal) -> None:
        self._hold(Kept(item.journal_id, item.seq, item.entry_id, item.h))
        self.sorted.taken.append(item)
        self._tell(item, "accepted")
        if item.seq > journal.high:
            journal.high, journal.high_hash = item.seq, item.h

    def _without_journal(self, item: Received) -> None:
        if item.entry is None or not item.journal_id:
            self._set_aside(item, item.fault)
        elif item.seq > 1:
            self._tell(item, "deferred", need_seq=1)
        else:
            self._set_aside(item, "unknown_key" if isinstance(item.body, Opened) else item.fault or "schema")

    def _held(self, item: Received) -> Kept | None:
        return self._by_place.get((item.journal_id, item.seq)) or self._by_id.get(item.entry_id)

    def _hold(self, entry: Kept) -> None:
        self._by_place[entry.journal_id, entry.seq] = entry
        self._by_id[entry.entry_id] = entry

    def _fork(self, item: Received, journal: Journal) -> None:
        """Only what the till's key signed is another branch of its journal; else anybody's noise would make one."""
        if fault := item.fault_under(self._keys[journal.journal_id]):
            self._set_aside(item, fault)
            return
        journal.forked_to = max(journal.forked_to, item.seq)
        self.sorted.aside.append((item, FORK))
        self._tell(item, FORK)

    def _set_aside(self, item: Received, code: str) -> None:
        self.sorted.aside.append((item, code))
        self._tell(item, "set_aside", code=code)

    def _tell(self, item: Received, status: Status, code: str = "", need_seq: int = 0) -> None:
        self.sorted.results.append(ItemResult(id=item.entry_id, status=status, code=code, need_seq=need_seq))
