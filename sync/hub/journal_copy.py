"""The hub's copy of a journal, for a till that lost its disk: page by page, as the till once sent it."""

from pos.domain.failures import Refused
from pos.domain.journal import FIRST_PREVIOUS
from sync.hub.access import TillAccess
from sync.hub.hub import Hub
from sync.hub.received import wire_entry
from sync.hub.store.entries import page_of
from sync.hub.store.journals import journals_of
from sync.hub.store.tills import till_access
from sync.wire import MOST_ITEMS, WireEntry

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
    prev = FIRST_PREVIOUS
    items: list[WireEntry] = []
    size = 0
    for entry in found:
        if entry.seq > after:
            if len(items) == MOST_ITEMS or (items and size + len(entry.body) > PAGE_BYTES):
                return wanted, items, items[-1].seq, journals
            items.append(wire_entry(entry, prev))
            size += len(entry.body)
        prev = entry.h
    return wanted, items, 0, journals
