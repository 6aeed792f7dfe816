"""Taking a batch of journal entries: one transaction, in which each entry and all that it causes happens once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pos.domain.failures import Unavailable
from pos.domain.journal import stamp
from sync.hub.calls.access import TillAccess
from sync.hub.hub import Hub
from sync.hub.journal.arrival import FORK, Journal, Sorted, opening_of, sort_out
from sync.hub.journal.closing import taken_after_all
from sync.hub.journal.effects import Effects, carry_out
from sync.hub.journal.exceptions import of_item
from sync.hub.journal.received import Received, read_item
from sync.hub.journal.taken import Taken
from sync.hub.sales.repricing import reprice
from sync.hub.sales.sums import SUMS_DIFFER
from sync.hub.store import deliveries, entries, exceptions, journals
from sync.hub.store.engine import Connection
from sync.hub.store.overtaken import Overtaken, overtaken
from sync.hub.store.streams import publish
from sync.wire import ItemResult

TRIES = 5
"""How often a transaction is begun again because another process was first."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """`results` in the order of the items; `exceptions` are those that were opened. `highs` are those of the till's
    journals with the hash there, `quarantine` how many of its items are kept apart, `repriced` what became of how many
    sales when they were priced again."""

    results: list[ItemResult]
    exceptions: list[str]
    highs: dict[bytes, tuple[int, bytes]]
    quarantine: int
    repriced: Mapping[str, int]


def ingest(hub: Hub, sender: TillAccess, items: Sequence[bytes]) -> Ingested:
    """Take these items of a till, each a JSON document. Unavailable `hub_busy` when others are always first."""
    received = [read_item(bytes(item)) for item in items]
    for _ in range(TRIES):
        try:
            with overtaken(), hub.write() as connection:
                done = _take(connection, hub, sender, received)
        except Overtaken:
            continue
        for result, sales in done.repriced.items():
            hub.metrics.repriced.labels(result).inc(sales)
        return done
    raise Unavailable("hub_busy")


def _take(connection: Connection, hub: Hub, sender: TillAccess, received: Sequence[Received]) -> Ingested:
    now = stamp(hub.now())
    held = journals.hold_journals(connection, {item.journal_id for item in received}, sender)
    openings = opening_of((item for item in received if item.journal_id not in held), sender.public_key)
    if openings:
        journals.open_journals(connection, openings, sender, now)
        journals.mark_fork(connection, sender.till_id, now, forked=False)
        held |= journals.hold_journals(connection, set(openings), sender)
    before = {journal_id: journal.high for journal_id, journal in held.items()}
    decided = sort_out(received, held, entries.kept_like(connection, received, before))
    taken = _taken(decided, held, before)
    entries.add_entries(connection, [(one.entry, one.journal) for one in taken], now)
    journals.advance(
        connection, [held[journal_id] for journal_id in sorted(held) if held[journal_id].high > before[journal_id]]
    )
    repriced = reprice(connection, hub, taken)  # before rows are locked that others wait for
    effects = carry_out(connection, taken, now)
    told = {one.place for one in effects.found if one.kind == SUMS_DIFFER}
    effects.found += [one for one in repriced.found if one.place not in told]
    late = [one.entry for one in taken if one.entry.seq <= before[one.entry.journal_id]]
    for exception_id, decision in taken_after_all(connection, late, now).items():
        effects.decide(exception_id, decision)
    _apart(connection, sender, decided, effects, now)
    opened = _tell(connection, hub, effects, now)
    return Ingested(
        decided.results,
        opened,
        journals.highs_of(connection, sender.till_id),
        journals.apart(connection, sender.till_id),
        repriced.counted,
    )


def _taken(decided: Sorted, held: dict[bytes, Journal], before: dict[bytes, int]) -> list[Taken]:
    taken = []
    for item in decided.taken:
        assert item.entry is not None and item.body is not None
        counted_to = max(item.seq, before[item.journal_id])
        taken.append(Taken(item.entry, item.body, held[item.journal_id], counted_to))
    return taken


def _apart(connection: Connection, sender: TillAccess, decided: Sorted, effects: Effects, now: str) -> None:
    """Keep apart what could not be taken; what is new there is shown to a person, with what stands in its place."""
    if not decided.aside:
        return
    new = journals.keep_apart(connection, sender, decided.aside, now)
    known = entries.tellers(connection, {(item.journal_id, item.seq) for item, reason in new if reason == FORK})
    for item, reason in new:
        there = known.get((item.journal_id, item.seq))
        effects.found.append(of_item(item, reason, str(sender.number), sender.store_no, there))
    if any(reason == FORK for _, reason in new):
        journals.mark_fork(connection, sender.till_id, now, forked=True)


def _tell(connection: Connection, hub: Hub, effects: Effects, now: str) -> list[str]:
    """The last of the transaction: exceptions, webhooks, and the feeds, whose numbers nobody else takes meanwhile."""
    decisions = exceptions.decide(connection, effects.decisions) if effects.decisions else {}
    opened, told = exceptions.open_exceptions(connection, effects.found, hub.new_id, now)
    for changes in (decisions, told):
        for stream, published in changes.items():
            effects.changes.setdefault(stream, []).extend(published)
    deliveries.enqueue(connection, effects.tellings, hub.new_id, now)
    publish(connection, effects.changes, hub.chance(16))
    return opened
