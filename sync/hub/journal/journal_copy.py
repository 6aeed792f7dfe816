"""The hub's copy of a journal, for a till that lost its disk: page by page, as the till once sent it."""

from pos.domain.failures import Refused
from pos.domain.journal import FIRST_PREVIOUS, Entry, Place, entry_hash, head_bytes, place_of
from sync.hub.calls.access import TillAccess
from sync.hub.hub import Hub
from sync.hub.journal.received import read_item
from sync.hub.store.engine import Connection
from sync.hub.store.entries import page_of
from sync.hub.store.journals import items_apart, journals_of
from sync.hub.store.tills import till_access
from sync.wire import MOST_ITEMS, WireEntry
from sync.wire_entry import wire_entry

PAGE_BYTES = 1024 * 1024
"""A page is closed once its bodies are this long together."""

Page = tuple[str, list[WireEntry], int, list[str]]
"""The journal, its entries, the seq to go on after (0 at the end), and every journal of the till."""


def copy_page(hub: Hub, asker: TillAccess, till_id: str, journal_id: str, after: int) -> Page:
    """A page of a journal (empty: the till's first) behind a seq. A till may read those of its own store, because the
    one that replaces it has another id. Refused `unknown_till`, `unknown_journal`."""
    with hub.read() as connection:
        owner = till_access(connection, till_id)
        if owner is None or owner.store_no != asker.store_no:
            raise Refused("unknown_till", till=till_id)
        journals = [journal.hex() for journal in journals_of(connection, till_id)]
        wanted = journal_id or (journals[0] if journals else "")
        if wanted not in journals:
            raise Refused("unknown_journal", journal=wanted)
        found = page_of(connection, bytes.fromhex(wanted), max(0, after - 1), MOST_ITEMS + 2)
        before = Place(bytes.fromhex(wanted))
        items: list[WireEntry] = []
        size = 0
        for entry in found:
            if entry.seq > after:
                if len(items) == MOST_ITEMS or (items and size + len(entry.body) > PAGE_BYTES):
                    return wanted, items, items[-1].seq, journals
                follows = entry.seq == before.seq + 1
                items.append(wire_entry(entry, before.h if follows else _hash_apart(connection, entry)))
                size += len(entry.body)
            before = place_of(entry)
    return wanted, items, 0, journals


def _hash_apart(connection: Connection, entry: Entry) -> bytes:
    """The hash that an entry follows when what stood there is kept apart: the one that makes its own come out right."""
    head = head_bytes(entry.entry_id, entry.kind, entry.v, entry.at, entry.business_date, entry.shift, entry.staff)
    for item in items_apart(connection, entry.journal_id, entry.seq - 1):
        place = Place(entry.journal_id, entry.seq - 1, read_item(item).h)
        if entry_hash(place, head, entry.body) == entry.h:
            return place.h
    return FIRST_PREVIOUS
