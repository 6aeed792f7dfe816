"""The entries of all journals, as the tills wrote them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, tuple_

from pos.domain.journal import Entry
from sync.hub.journal.arrival import Journal, Kept
from sync.hub.journal.received import Received
from sync.hub.store.overtaken import Overtaken
from sync.hub.store.rows import ONCE, add_rows, among
from sync.hub.store.tables import entry, store, till

_ENTRY = (
    entry.c.journal_id,
    entry.c.seq,
    entry.c.entry_id,
    entry.c.kind,
    entry.c.v,
    entry.c.at,
    entry.c.business_date,
    entry.c.shift,
    entry.c.staff,
    entry.c.body,
    entry.c.h,
    entry.c.sig,
)
_KEPT = (entry.c.journal_id, entry.c.seq, entry.c.entry_id, entry.c.h)


@dataclass(frozen=True, slots=True)
class Teller:
    """Where and by whom an entry was written, as people say it."""

    entry_id: str
    at: str
    staff: str
    till: int
    store_no: int
    store: str


def kept_like(connection: Connection, items: Sequence[Received], high: dict[bytes, int]) -> list[Kept]:
    """The entries here that have the id of one of these items, or its place where the journal is beyond it."""
    found = connection.execute(
        select(*_KEPT).where(among(connection, entry.c.entry_id, {item.entry_id for item in items}))
    )
    kept = {(row.journal_id, row.seq): Kept(*row) for row in found}
    places = {(item.journal_id, item.seq) for item in items if item.seq <= high.get(item.journal_id, 0)} - set(kept)
    if places:
        found = connection.execute(select(*_KEPT).where(tuple_(entry.c.journal_id, entry.c.seq).in_(places)))
        kept |= {(row.journal_id, row.seq): Kept(*row) for row in found}
    return list(kept.values())


def add_entries(connection: Connection, taken: Iterable[tuple[Entry, Journal]], now: str) -> None:
    """Write entries down; Overtaken when one of them is there by now."""
    rows = [entry_row(one, journal.till_id, journal.store_no, now) for one, journal in taken]
    if add_rows(connection, entry, rows, ONCE) != len(rows):
        raise Overtaken


def entry_row(one: Entry, till_id: str, store_no: int, now: str) -> tuple[Any, ...]:
    """An entry in the order of the table's columns."""
    return (
        one.journal_id,
        one.seq,
        one.entry_id,
        till_id,
        store_no,
        one.kind,
        one.v,
        one.at,
        one.business_date,
        one.shift,
        one.staff,
        one.body,
        one.h,
        one.sig,
        now,
    )


def page_of(connection: Connection, journal_id: bytes, after: int, most: int) -> list[Entry]:
    """The entries of a journal behind a seq, oldest first, `most` at the most."""
    asked = select(*_ENTRY).where(entry.c.journal_id == journal_id, entry.c.seq > after)
    return [Entry(**row) for row in connection.execute(asked.order_by(entry.c.seq).limit(most)).mappings()]


def hashes_of(connection: Connection, store_no: int, journal_id: bytes, first: int, last: int) -> list[bytes]:
    """The hashes of the entries from `first` to `last` of a journal of this store, in order."""
    asked = select(entry.c.h).where(
        entry.c.journal_id == journal_id, entry.c.seq.between(first, last), entry.c.store_no == store_no
    )
    return list(connection.scalars(asked.order_by(entry.c.seq)))


def tellers(connection: Connection, places: Collection[tuple[bytes, int]]) -> dict[tuple[bytes, int], Teller]:
    """Who wrote the entries of these places."""
    asked = (
        select(*_KEPT, entry.c.at, entry.c.staff, till.c.number, entry.c.store_no, store.c.name)
        .join(till, till.c.till_id == entry.c.till_id)
        .join(store, store.c.store_no == entry.c.store_no)
        .where(tuple_(entry.c.journal_id, entry.c.seq).in_(places))
    )
    return {
        (row.journal_id, row.seq): Teller(row.entry_id, row.at, row.staff, row.number, row.store_no, row.name)
        for row in connection.execute(asked)
    }
