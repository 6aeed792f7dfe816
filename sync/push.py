"""Shipping the journal, decided: how much at once, what the hub's results mean, and whether the hub was set back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pos.domain.journal import Entry
from pos.store.outbox import FORK, Sent
from sync.wire import MOST_ITEMS, ItemResult

FIRST_ITEMS, FIRST_BYTES = 50, 256 * 1024
MOST_BYTES = 1024 * 1024
GROWS_AFTER = 5
"""So many batches in a row went well before the next one is twice as large."""


@dataclass(frozen=True, slots=True)
class Batch:
    """How many entries, and how many bytes of them, are sent at once; `good` batches went well since it last grew."""

    items: int = FIRST_ITEMS
    bytes: int = FIRST_BYTES
    good: int = 0

    def went_well(self) -> "Batch":
        if self.good + 1 < GROWS_AFTER:
            return replace(self, good=self.good + 1)
        return Batch(min(MOST_ITEMS, self.items * 2), min(MOST_BYTES, self.bytes * 2))

    def was_too_large(self) -> "Batch":
        return Batch(max(1, self.items // 2), max(1024, self.bytes // 2))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch came to: acknowledged up to which seq by journal, what was set aside with its code, journals to be
    sent again from behind a seq, and the journals that forked."""

    acked: dict[bytes, int] = field(default_factory=dict)
    aside: list[tuple[Entry, str]] = field(default_factory=list)
    back: dict[bytes, int] = field(default_factory=dict)
    forked: set[bytes] = field(default_factory=set)


def outcome_of(sent: Sequence[Entry], results: Sequence[ItemResult]) -> Outcome:
    """Read the results of a batch. What the hub said nothing of, or what comes behind a gap, was not sent."""
    by_id = {result.id: result for result in results}
    outcome = Outcome()
    stopped: set[bytes] = set()
    for entry in sent:
        result = by_id.get(entry.entry_id)
        if entry.journal_id in stopped:
            continue
        if result is None or result.status == "deferred":
            stopped.add(entry.journal_id)
            if result is not None and 1 <= result.need_seq <= entry.seq:
                outcome.back[entry.journal_id] = result.need_seq - 1
            continue
        outcome.acked[entry.journal_id] = entry.seq
        if result.status == "fork":
            outcome.aside.append((entry, FORK))
            outcome.forked.add(entry.journal_id)
        elif result.status == "set_aside":
            outcome.aside.append((entry, result.code or "unreadable"))
    return outcome


@dataclass(frozen=True, slots=True)
class Held:
    """What the hub says that it holds: by journal how far without a gap and the hash there (base64url)."""

    high: Mapping[str, int]
    high_hash: Mapping[str, str]
    quarantine: int


HashAt = Callable[[bytes, int], str | None]
"""Our own hash (base64url) at a place of a journal, None where we have no entry."""


def set_backs(sent: Sequence[Sent], held: Held, hash_at: HashAt, *, new_epoch: bool, whole: bool) -> dict[bytes, int]:
    """Journals that the hub does not hold any more as far as it acknowledged them, with the seq to go on behind.

    `whole`: the hub told of every journal, so one that it did not name is lost there. A hub may hold less than it
    acknowledged where an entry was set aside: its gapless part ends there. With another hash at its end it holds
    another history, unless that is the fork we know of: everything is sent again.
    """
    back = {}
    for mine in sent:
        name = mine.journal_id.hex()
        if not mine.acked or not (whole or name in held.high):
            continue
        high = held.high.get(name, 0)
        floor = mine.acked if new_epoch or not mine.aside else min(mine.acked, mine.aside - 1)
        known_fork = bool(mine.forked) and mine.forked <= high
        ours, theirs = hash_at(mine.journal_id, high) if high else None, held.high_hash.get(name, "")
        if ours and theirs and ours != theirs and not known_fork:
            back[mine.journal_id] = 0
        elif high < floor:
            back[mine.journal_id] = high
    return back


def hub_is_ahead(sent: Sequence[Sent], held: Held) -> tuple[Sent, int] | None:
    """The journal being written, when the hub holds more of it than we: this file was set back."""
    if not sent:
        return None
    newest = sent[-1]
    high = held.high.get(newest.journal_id.hex(), 0)
    return (newest, high) if high > newest.last else None
