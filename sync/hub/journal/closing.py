"""Exceptions whose cause is gone close by themselves; the decision says why, and nobody's name stands beside it."""

from collections.abc import Collection, Iterable

from pos.domain.journal import Entry
from sync.hub.journal.exceptions import SET_ASIDE, STOCK_BELOW_ZERO, Decision, ref_of_item
from sync.hub.store import exceptions, journals
from sync.hub.store.engine import Connection

IN_STOCK = "in_stock_again"
"""Goods that were sold more often than they were there came in, or were counted."""
TAKEN = "taken_after_all"
"""What was kept apart could be read when it came again."""

Decisions = dict[str, Decision]


def stock_back(connection: Connection, store_no: int, skus: Collection[str], now: str) -> Decisions:
    """Of these goods of a store nothing is missing any more."""
    refs = {f"{store_no}/{sku}" for sku in skus}
    waiting = exceptions.open_of(connection, STOCK_BELOW_ZERO, f"{store_no}/") if refs else []
    return {one: Decision(IN_STOCK, "", now, store) for one, ref, store in waiting if ref in refs}


def taken_after_all(connection: Connection, entries: Iterable[Entry], now: str) -> Decisions:
    """These entries stand where items were kept apart, one of which may be the entry itself as it could not be read."""
    places = {(entry.journal_id, entry.seq) for entry in entries}
    refs = [ref_of_item(place) for place in journals.places_apart(connection, places)] if places else []
    waiting = (found for ref in refs for found in exceptions.open_of(connection, SET_ASIDE, ref))
    return {one: Decision(TAKEN, "", now, store) for one, _ref, store in waiting}
