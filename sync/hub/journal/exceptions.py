"""What a person must look at because two sides disagree: told from both, so that they can be shown beside each other.

`here` is the side that arrived last and made the disagreement known, `there` is what was known before. Both are plain
words and numbers, and carry no personal data.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sync.entities import ShopException
from sync.hub.journal.received import Received
from sync.hub.store.entries import Teller
from sync.hub.store.projections import HandedUnit, Place, SoldLine

HANDED_OVER_TWICE = "handed_over_twice"
RETURNED_TWICE = "returned_twice"
RETURN_DIFFERS = "return_differs"
JOURNAL_FORK = "journal_fork"
SET_ASIDE = "set_aside"
STOCK_BELOW_ZERO = "stock_below_zero"
BASKET_TAKEN_TWICE = "basket_taken_twice"
OF_ORDERS = {"handed_over_after_end": "handed_over_after_cancel"}
"""How an oddity of an order is called among the exceptions, where it is not called alike."""

FOR_MANAGER = "for_manager"
"""The decision that leaves an exception open and says who saw it."""

Facts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody of a store said of an exception, and when."""

    decision: str
    by: str
    at: str
    store_no: int


@dataclass(frozen=True, slots=True)
class Found:
    """A disagreement before it is written down. `ref` is what it is about: one exception of a kind for each.

    `again` opens it once more when it happens after it was decided.
    """

    kind: str
    ref: str
    stores: frozenset[int]
    here: Facts
    there: Facts = field(default_factory=dict)
    place: Place = (b"", 0)
    again: bool = False


def as_document(found: Found, exception_id: str, at: str) -> ShopException:
    journal_id, seq = found.place
    return ShopException(
        exception_id=exception_id,
        kind=found.kind,
        state="open",
        at=at,
        ref=found.ref,
        here=found.here,
        there=found.there,
        journal_id=journal_id.hex(),
        seq=seq,
    )


def handed_over_twice(
    units: Sequence[HandedUnit], fresh: Iterable[Place], tellers: Mapping[Place, Teller]
) -> list[Found]:
    """Units that two entries handed over, one exception for each two entries.

    `fresh` are the entries that just came, in their order; what was here before them was first.
    """
    came = {place: n for n, place in enumerate(fresh, 1)}
    by_unit: dict[tuple[int, int, int, int], list[HandedUnit]] = defaultdict(list)
    for unit in units:
        by_unit[unit.order_id, unit.line, unit.unit, unit.turn].append(unit)
    clashes: dict[tuple[Place, Place], list[HandedUnit]] = defaultdict(list)
    for handed in by_unit.values():
        first, *later = sorted(handed, key=lambda unit: came.get(unit.place, 0))
        for unit in later:
            if unit.place in came:
                clashes[unit.place, first.place].append(unit)
    return [_twice(here, there, clash, tellers) for (here, there), clash in clashes.items()]


def returned_twice(
    returned: Iterable[SoldLine], sold: Iterable[SoldLine], tellers: Mapping[Place, Teller]
) -> list[Found]:
    """Sold lines of which more came back, over all tills, than was sold."""
    back: dict[tuple[str, int], list[SoldLine]] = defaultdict(list)
    for line in returned:
        back[line.sale_id, line.line].append(line)
    found = []
    for line in sold:
        parts = back[line.sale_id, line.line]
        if -sum(part.qty_milli for part in parts) <= line.qty_milli:
            continue
        first, last = parts[0], parts[-1]
        found.append(
            Found(
                RETURNED_TWICE,
                f"{line.sale_id}/{line.line}",
                frozenset(tellers[part.place].store_no for part in parts),
                _return_facts(last, tellers) | {"sold_milli": str(line.qty_milli), "sale": line.receipt},
                _return_facts(first, tellers),
                last.place,
            )
        )
    return found


def order_returned_twice(number: str, here: Teller, there: Teller, place: Place) -> Found:
    """Units of an order that two tills took back: their money goes back once."""
    stores = frozenset((here.store_no, there.store_no))
    ref = "/".join((number, *sorted((here.entry_id, there.entry_id))))
    return Found(RETURNED_TWICE, ref, stores, facts_of(here) | {"order": number}, facts_of(there), place)


def basket_taken_twice(entry_id: str, here: Teller, there: Teller, place: Place) -> Found:
    """A basket that two tills went on with: one of them had no line."""
    stores = frozenset((here.store_no, there.store_no))
    return Found(BASKET_TAKEN_TWICE, entry_id, stores, facts_of(here), facts_of(there), place)


def of_item(item: Received, reason: str, till: str, store_no: int, there: Teller | None) -> Found:
    """An item that is kept apart; of a fork with what stands in its place."""
    here = {"code": reason, "till": till, "seq": str(item.seq), "entry": item.entry_id}
    if item.entry is not None:
        here |= {"kind": item.entry.kind, "at": item.entry.at, "staff": item.entry.staff}
    kind = JOURNAL_FORK if reason == "fork" else SET_ASIDE
    known = {} if there is None else facts_of(there) | {"seq": str(item.seq)}
    return Found(kind, ref_of_item(item.place), frozenset((store_no,)), here, known, (item.journal_id, item.seq))


def ref_of_item(place: bytes) -> str:
    """What an exception about an item that is kept apart is about."""
    return place.hex()[:32]


def of_order(odd: str, number: str, state: str, stores: frozenset[int], place: Place, teller: Teller) -> Found:
    """What a till did with an order that did not fit how the order stood (`state`)."""
    kind = OF_ORDERS.get(odd, odd)
    return Found(
        kind, f"{number}/{teller.entry_id}", stores, facts_of(teller) | {"order": number}, {"state": state}, place
    )


def below_zero(store_no: int, sku: str, qty_milli: int, place: Place, teller: Teller) -> Found:
    """Goods that were counted and sold more often than they were there."""
    here = facts_of(teller) | {"sku": sku, "qty_milli": str(qty_milli)}
    return Found(STOCK_BELOW_ZERO, f"{store_no}/{sku}", frozenset((store_no,)), here, {}, place, again=True)


def _twice(here: Place, there: Place, units: Sequence[HandedUnit], tellers: Mapping[Place, Teller]) -> Found:
    later, first = tellers[here], tellers[there]
    what = {"order": str(units[0].order_id), "units": ", ".join(f"{unit.line}/{unit.unit}" for unit in units)}
    entries = "/".join(sorted((later.entry_id, first.entry_id)))
    return Found(
        HANDED_OVER_TWICE,
        f"{units[0].order_id}/{entries}",
        frozenset((later.store_no, first.store_no)),
        facts_of(later) | what,
        facts_of(first) | what,
        here,
    )


def _return_facts(line: SoldLine, tellers: Mapping[Place, Teller]) -> Facts:
    told = {"receipt": line.receipt, "sku": line.sku, "qty_milli": str(-line.qty_milli)}
    return facts_of(tellers[line.place]) | told


def facts_of(teller: Teller) -> Facts:
    """Who told of something, where and when."""
    return {
        "at": teller.at,
        "staff": teller.staff,
        "till": str(teller.till),
        "store": teller.store,
        "entry": teller.entry_id,
    }
