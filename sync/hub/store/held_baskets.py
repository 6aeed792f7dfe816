"""Baskets that were put aside at tills: each time one, by the entry that did it, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, select, update

from sync.entities import stream_of
from sync.hub.store.projections import Place
from sync.hub.store.rows import ONCE, add_rows, among
from sync.hub.store.tables import held_basket, thing, till

State = Literal["held", "ended", "taken"]
NOWHERE: Place = (b"", 0)


@dataclass(frozen=True, slots=True)
class Kept:
    """`ended` where it was paid, voided or taken up at its own till, `taken` where another till went on with it. `ends`
    is the place of the entry that did either."""

    entry_id: str
    basket_id: str
    store_no: int
    till_id: str
    state: State = "held"
    by: str = ""
    ends: Place = NOWHERE


class _Told(msgspec.Struct):
    """What of a basket that tills are told of is looked at."""

    entry: str


def of_entries(connection: Connection, entry_ids: Collection[str]) -> dict[str, Kept]:
    """Those that these entries put aside, held until the end of the transaction."""
    asked = select(held_basket).where(among(connection, held_basket.c.entry_id, sorted(entry_ids)))
    return {row.entry_id: _kept(row) for row in connection.execute(asked.with_for_update())} if entry_ids else {}


def still_held(connection: Connection, basket_ids: Collection[str]) -> list[Kept]:
    """Those of these baskets that wait for somebody."""
    if not basket_ids:
        return []
    these = among(connection, held_basket.c.basket_id, sorted(basket_ids))
    asked = select(held_basket).where(these, held_basket.c.state == "held").order_by(held_basket.c.entry_id)
    return [_kept(row) for row in connection.execute(asked.with_for_update())]


def heard_of(connection: Connection, store_no: int, till_id: str, n: int) -> list[Kept]:
    """Those of this store that another till went on with, as the till that had put them aside knows by now: this one
    has read what its store's tills are told up to `n`; one that was revoked reads nothing any more."""
    gone = select(till.c.till_id).where(till.c.state == "revoked")
    told = (thing.c.stream == stream_of("orders", store_no)) & (thing.c.entity == "held_basket")
    asked = (
        select(held_basket, thing.c.body)
        .join(thing, told & (thing.c.id == held_basket.c.basket_id))
        .where(held_basket.c.store_no == store_no, held_basket.c.state == "taken", thing.c.op == "put")
        .where(((held_basket.c.till_id == till_id) & (thing.c.n <= n)) | held_basket.c.till_id.in_(gone))
        .order_by(held_basket.c.entry_id)
        .with_for_update(of=held_basket)
    )
    rows = connection.execute(asked).all()  # what was put aside anew since is told of another entry
    return [_kept(row) for row in rows if msgspec.json.decode(row.body, type=_Told).entry == row.entry_id]


def add(connection: Connection, kept: Kept) -> bool:
    """Keep one; False when it is here already: it was taken up in an entry that came first."""
    row = (kept.entry_id, kept.basket_id, kept.store_no, kept.till_id, kept.state, kept.by, *kept.ends)
    return add_rows(connection, held_basket, [row], ONCE) == 1


def end(connection: Connection, entry_id: str, state: State, by: str, ends: Place) -> None:
    told = update(held_basket).where(held_basket.c.entry_id == entry_id)
    connection.execute(told.values(state=state, by=by, end_journal=ends[0], end_seq=ends[1]))


def _kept(row: Any) -> Kept:
    ends = (bytes(row.end_journal), row.end_seq)
    return Kept(row.entry_id, row.basket_id, row.store_no, row.till_id, row.state, row.by, ends)
