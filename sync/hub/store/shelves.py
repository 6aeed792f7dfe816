"""What lies in the stores as far as was heard, and when each store was last heard of."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sync.hub.store.tables import stock, till


@dataclass(frozen=True, slots=True)
class Counted:
    """The quantity of a SKU at one place of a store."""

    location: str
    qty_milli: int
    as_of: str


def counted_of(connection: Connection, sku: str, stores: Sequence[int]) -> dict[int, list[Counted]]:
    """Where a SKU lies, by store; a store in which it was never counted or moved is left out."""
    asked = select(stock.c.store_no, stock.c.location, stock.c.qty_milli, stock.c.as_of)
    asked = asked.where(stock.c.sku == sku, stock.c.store_no.in_(stores)).order_by(stock.c.location)
    found: dict[int, list[Counted]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.store_no, []).append(Counted(row.location, row.qty_milli, row.as_of))
    return found


def tills_seen(connection: Connection, stores: Sequence[int]) -> dict[int, list[str]]:
    """When each selling till was last heard of, by store; empty for one that never was."""
    asked = select(till.c.store_no, till.c.seen_at).where(
        till.c.store_no.in_(stores), till.c.state.in_(("active", "fork"))
    )
    found: dict[int, list[str]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.store_no, []).append(row.seen_at)
    return found
