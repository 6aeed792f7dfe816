"""Baskets that were put aside at tills: each time one, by the entry that did it, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, select, update

from sync.hub.store.projections import Place
from sync.hub.store.rows import ONCE, add_rows, among
from sync.hub.store.tables import held_basket

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
