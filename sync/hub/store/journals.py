"""The journals of all tills: whose they are, how far the hub has them, and what is kept apart from them."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, func, select, tuple_, update

from sync.hub.calls.access import TillAccess
from sync.hub.journal.arrival import FORK, Journal
from sync.hub.journal.received import Received
from sync.hub.store.rows import ONCE, add_rows
from sync.hub.store.tables import journal, quarantine, till


def open_journals(connection: Connection, openings: Mapping[bytes, Received], sender: TillAccess, now: str) -> None:
    """Make room for these journals; who did so before is waited for."""
    rows = [
        (journal_id, sender.till_id, sender.store_no, sender.public_key, 0, bytes(32), now)
        for journal_id in sorted(openings)
    ]
    add_rows(connection, journal, rows, ONCE)


def hold_journals(connection: Connection, journal_ids: Collection[bytes], sender: TillAccess) -> dict[bytes, Journal]:
    """These journals of the sender's store as they are, held until the commit, one after the other in one order."""
    asked = (
        select(journal, till.c.number, till.c.state, till.c.state_at)
        .join(till, till.c.till_id == journal.c.till_id)
        .where(journal.c.journal_id.in_(journal_ids), journal.c.store_no == sender.store_no)
        .order_by(journal.c.journal_id)
        .with_for_update(of=journal)
    )
    found = {
        row.journal_id: Journal(
            row.journal_id,
            row.till_id,
            row.number,
            row.store_no,
            row.public_key,
            row.high,
            row.high_hash,
            own=row.till_id == sender.till_id,
            closed_at=row.state_at if row.state == "revoked" else "",
        )
        for row in connection.execute(asked)
    }
    _tell_apart(connection, found)
    return found


def _tell_apart(connection: Connection, found: Mapping[bytes, Journal]) -> None:
    asked = (
        select(quarantine.c.journal_id, quarantine.c.reason, func.max(quarantine.c.seq))
        .where(quarantine.c.journal_id.in_([journal_id.hex() for journal_id in found]))
        .group_by(quarantine.c.journal_id, quarantine.c.reason)
    )
    for journal_id, reason, seq in connection.execute(asked):
        held = found[bytes.fromhex(journal_id)]
        if reason == FORK:
            held.forked_to = seq
        else:
            held.aside_to = max(held.aside_to, seq)


def advance(connection: Connection, moved: Iterable[Journal]) -> None:
    """How far these journals are now."""
    for one in moved:
        connection.execute(
            update(journal).where(journal.c.journal_id == one.journal_id).values(high=one.high, high_hash=one.high_hash)
        )


def keep_apart(
    connection: Connection, sender: TillAccess, aside: Iterable[tuple[Received, str]], now: str
) -> list[tuple[Received, str]]:
    """Keep items beside their journals; the answer is those that were not there before."""
    by_place = {item.place: (item, reason) for item, reason in aside}
    rows = [
        (place, sender.till_id, item.journal_id.hex(), item.seq, item.entry_id, reason, item.item, now)
        for place, (item, reason) in sorted(by_place.items())
    ]
    if not rows:
        return []
    known = set(connection.scalars(select(quarantine.c.place).where(quarantine.c.place.in_(by_place))))
    add_rows(connection, quarantine, rows, ONCE)
    return [told for place, told in by_place.items() if place not in known]


def mark_fork(connection: Connection, till_id: str, now: str, *, forked: bool) -> None:
    """A till of whose journal there are two branches stands as `fork`, until it has begun a new journal."""
    before, after = ("active", "fork") if forked else ("fork", "active")
    asked = update(till).where(till.c.till_id == till_id, till.c.state == before)
    connection.execute(asked.values(state=after, state_at=now))


def highs_of(connection: Connection, till_id: str) -> dict[bytes, tuple[int, bytes]]:
    """How far the hub has each journal of a till, and the hash there."""
    asked = select(journal.c.journal_id, journal.c.high, journal.c.high_hash).where(journal.c.till_id == till_id)
    return {row.journal_id: (row.high, row.high_hash) for row in connection.execute(asked)}


def highs_named(
    connection: Connection, store_no: int, journal_ids: Collection[bytes]
) -> dict[bytes, tuple[int, bytes]]:
    """The same of these journals of a store: those of a till that was restored belong to the till that it was."""
    asked = select(journal.c.journal_id, journal.c.high, journal.c.high_hash)
    asked = asked.where(journal.c.journal_id.in_(journal_ids), journal.c.store_no == store_no)
    return {row.journal_id: (row.high, row.high_hash) for row in connection.execute(asked)}


def apart(connection: Connection, till_id: str) -> int:
    """How many items of a till are kept apart: the number never falls, or the hub was set back."""
    asked = select(func.count()).select_from(quarantine).where(quarantine.c.till_id == till_id)
    return connection.scalar(asked) or 0


def items_apart(connection: Connection, journal_id: bytes, seq: int) -> list[bytes]:
    """The items that are kept apart from this place of a journal."""
    asked = select(quarantine.c.item).where(quarantine.c.journal_id == journal_id.hex(), quarantine.c.seq == seq)
    return list(connection.scalars(asked.order_by(quarantine.c.place)))


def places_apart(connection: Connection, seqs: Collection[tuple[bytes, int]]) -> list[bytes]:
    """What names the items that are kept apart from these places of journals, given as (journal, seq)."""
    keys = tuple_(quarantine.c.journal_id, quarantine.c.seq)
    asked = select(quarantine.c.place).where(keys.in_([(journal_id.hex(), seq) for journal_id, seq in sorted(seqs)]))
    return [bytes(place) for place in connection.scalars(asked.order_by(quarantine.c.place))]


def journals_of(connection: Connection, till_id: str) -> list[bytes]:
    """The journals of a till, in the order in which they began."""
    asked = select(journal.c.journal_id).where(journal.c.till_id == till_id)
    return list(connection.scalars(asked.order_by(journal.c.began_at, journal.c.journal_id)))
