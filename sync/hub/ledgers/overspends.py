"""What was spent without being there, as a person must look at it: one exception for each movement that did it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from pos.domain.money import format_minor
from sync.hub.journal.exceptions import Facts, Found, facts_of
from sync.hub.store import entries
from sync.hub.store.debts import Debt, spenders
from sync.hub.store.engine import Connection
from sync.hub.store.entries import Teller
from sync.hub.store.exceptions import open_of
from sync.hub.store.projections import Place
from sync.hub.store.values import last_four_of

OVERSPENT = "overspent"
SETTLED = "settled"
"""The decision when what was owed has been paid by itself: nobody needs to look any more."""


def overspent(connection: Connection, debts: Sequence[Debt]) -> list[Found]:
    """Told from both sides: who spent what was not there, and who had spent before. Only tills can."""
    if not debts:
        return []
    before = {(one.place, one.k): spenders(connection, one) for one in debts}
    places = {one.place for one in debts} | {place for some in before.values() for place, _amount, _by in some}
    tellers = entries.tellers(connection, places)
    return [
        _found(one, _shown(connection, one.ref), before[one.place, one.k], tellers)
        for one in debts
        if one.place in tellers
    ]


def open_overspends(connection: Connection, refs: Collection[str]) -> list[tuple[str, int]]:
    """The exceptions of these accounts that wait for a person, with the store that each was told to."""
    return [
        (exception_id, store_no)
        for ref in sorted(refs)
        for exception_id, found, store_no in open_of(connection, OVERSPENT, f"{ref}/")
        if found.rpartition("/")[0] == ref  # of a customer whose id goes on behind a slash this is not
    ]


def _found(debt: Debt, shown: str, before: Iterable[tuple[Place, int, str]], tellers: Mapping[Place, Teller]) -> Found:
    teller = tellers[debt.place]
    here: Facts = facts_of(teller) | {"account": shown} | _amount("missing", debt.amount, debt.currency)
    there: Facts = {}
    for place, amount, by in before:
        known = facts_of(tellers[place]) if place in tellers else {"by": by}
        there = known | {"account": shown} | _amount("spent", abs(amount), debt.currency)
    stores = frozenset((teller.store_no,))
    return Found(OVERSPENT, f"{debt.ref}/{teller.entry_id}", stores, here, there, debt.place)


def _amount(name: str, amount: int, currency: str) -> Facts:
    """As a person reads it."""
    if currency:
        return {name: f"{format_minor(amount, currency)} {currency}"}
    return {f"{name}_points": str(amount)}


def _shown(connection: Connection, ref: str) -> str:
    """Of a gift card its last four symbols; a customer's account is named by the customer."""
    last_four = last_four_of(connection, ref)
    return f"…{last_four}" if last_four else ref
