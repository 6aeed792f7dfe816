"""The rows that entries make: sales with what belongs to them, movements, points, units handed over; the balances."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy import Connection, Table, case, func, select, tuple_

from sync.hub.journal.projection import BACK, COLLECTED, Row, Rows
from sync.hub.store.rows import add_rows, among, put_rows
from sync.hub.store.tables import (
    coupon_use,
    handed_unit,
    movement,
    order_return,
    points,
    points_line,
    promotion_use,
    sale,
    sale_line,
    sale_tax,
    stock,
    tender,
    thing,
    unseen_return,
)
from sync.hub.store.value_tables import value_move

LARGEST_AMOUNT = 2**53 - 1
Place = tuple[bytes, int]
"""A journal and a seq."""
Shelf = tuple[int, str, str]
"""A store, a SKU and where it lies there."""
Key = TypeVar("Key")
_BY_NAME: dict[str, Table] = {
    table.name: table
    for table in (
        sale,
        sale_line,
        unseen_return,
        order_return,
        sale_tax,
        promotion_use,
        coupon_use,
        tender,
        movement,
        points_line,
        value_move,
        handed_unit,
    )
}


@dataclass(slots=True)
class Change:
    """By how much a balance changes, and up to which seq of each journal it then counts."""

    by: int = 0
    includes: dict[str, int] = field(default_factory=dict)
    last: Place = (b"", 0)

    def count(self, by: int, place: Place, seq: int) -> None:
        """The entry at this place changes it; `seq` is how far its journal is counted then."""
        name = place[0].hex()
        self.by += by
        self.includes[name] = max(seq, self.includes.get(name, 0))
        self.last = place


@dataclass(frozen=True, slots=True)
class Balance(Generic[Key]):
    """A balance as it is after a change of `by`."""

    key: Key
    amount: int
    by: int
    includes: dict[str, int]
    as_of: str


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line that was sold, or given back, with the entry that says so; quantities are signed thousandths."""

    place: Place
    sale_id: str
    line: int
    sku: str
    qty_milli: int
    receipt: str


@dataclass(frozen=True, slots=True)
class HandedUnit:
    """One unit of a pickup order that left the shop, and the entry that says so."""

    place: Place
    order_id: int
    line: int
    unit: int
    turn: int


def add_projected(connection: Connection, rows: Rows) -> None:
    for table, of_table in by_table(rows).items():
        add_rows(connection, table, of_table)


def by_table(rows: Rows) -> dict[Table, list[Row]]:
    return {table: getattr(rows, name) for name, table in _BY_NAME.items()}


def move_stock(connection: Connection, changes: Mapping[Shelf, Change], as_of: str) -> list[Balance[Shelf]]:
    """Change what is on hand; the figures as they are now. Locked in one order, so that no two wait for each other."""
    rows = [(*key, changes[key].by, told(changes[key]), as_of) for key in sorted(changes)]
    conflict = adding(connection, stock, "store_no, sku, location", "qty_milli")
    return [
        Balance((store_no, sku, location), _sayable(qty), changes[store_no, sku, location].by, json.loads(includes), at)
        for store_no, sku, location, qty, includes, at in put_rows(connection, stock, rows, conflict)
    ]


def move_points(connection: Connection, changes: Mapping[str, Change], as_of: str) -> list[Balance[str]]:
    """Change what customers have; the balances as they are now."""
    rows = [(customer, changes[customer].by, told(changes[customer]), as_of, "") for customer in sorted(changes)]
    conflict = adding(connection, points, "customer", "balance")
    return [
        Balance(customer, balance, changes[customer].by, json.loads(includes), at)
        for customer, balance, includes, at, _next_at in put_rows(connection, points, rows, conflict)
    ]


def published_before(connection: Connection, stream: str, entity: str, ids: Collection[str]) -> set[str]:
    """Which of these things tills have heard of."""
    asked = select(thing.c.id).where(thing.c.stream == stream, thing.c.entity == entity, thing.c.id.in_(ids))
    return set(connection.scalars(asked))


def returns_of(connection: Connection, sale_ids: Collection[str]) -> list[SoldLine]:
    """What was given back of these sales at all tills, in the order of the entries."""
    asked = (
        select(
            sale_line.c.journal_id,
            sale_line.c.seq,
            sale_line.c.return_sale,
            sale_line.c.return_line,
            sale_line.c.sku,
            sale_line.c.qty_milli,
            sale.c.receipt,
        )
        .join(sale, (sale.c.journal_id == sale_line.c.journal_id) & (sale.c.seq == sale_line.c.seq))
        .where(among(connection, sale_line.c.return_sale, sale_ids))
        .order_by(sale.c.at, sale_line.c.journal_id, sale_line.c.seq)
    )
    return [SoldLine((row[0], row[1]), *row[2:]) for row in connection.execute(asked)]


def hold_sales(connection: Connection, sale_ids: Collection[str]) -> None:
    """Nobody else counts what came back of these sales until the commit."""
    asked = select(sale.c.sale_id).where(sale.c.sale_id.in_(sale_ids))
    connection.execute(asked.order_by(sale.c.journal_id, sale.c.seq).with_for_update()).all()


def sold_lines(connection: Connection, lines: Iterable[tuple[str, int]]) -> list[SoldLine]:
    """These lines, given as (sale, line), as they were sold."""
    asked = (
        select(
            sale_line.c.journal_id,
            sale_line.c.seq,
            sale.c.sale_id,
            sale_line.c.line,
            sale_line.c.sku,
            sale_line.c.qty_milli,
            sale.c.receipt,
        )
        .join(sale, (sale.c.journal_id == sale_line.c.journal_id) & (sale.c.seq == sale_line.c.seq))
        .where(tuple_(sale.c.sale_id, sale_line.c.line).in_(list(lines)))
    )
    return [SoldLine((row[0], row[1]), *row[2:]) for row in connection.execute(asked)]


def collected_units(connection: Connection, orders: Collection[int]) -> list[HandedUnit]:
    """Every unit of these orders that was handed over, in the order of time."""
    asked = (
        select(
            handed_unit.c.journal_id,
            handed_unit.c.seq,
            handed_unit.c.order_id,
            handed_unit.c.line,
            handed_unit.c.unit,
            handed_unit.c.turn,
        )
        .where(handed_unit.c.order_id.in_(orders), handed_unit.c.what == COLLECTED)
        .order_by(handed_unit.c.at, handed_unit.c.journal_id, handed_unit.c.seq, handed_unit.c.line, handed_unit.c.unit)
    )
    return [HandedUnit((row[0], row[1]), *row[2:]) for row in connection.execute(asked)]


def returned_units(connection: Connection, order_id: int) -> dict[tuple[int, int], list[Place]]:
    """The units of an order, as (line, unit), that came back to a till, with the entries that say so by time."""
    place = (order_return.c.journal_id, order_return.c.seq)
    asked = select(order_return.c.line, order_return.c.unit, *place).where(order_return.c.order_id == order_id)
    found: dict[tuple[int, int], list[Place]] = {}
    for line, unit, journal_id, seq in connection.execute(asked.order_by(order_return.c.at, *place)):
        found.setdefault((line, unit), []).append((bytes(journal_id), seq))
    return found


def units_out(connection: Connection, order_id: int) -> set[tuple[int, int]]:
    """The units of an order, as (line, unit), of which more hand-overs are known than came back."""
    balance = func.sum(case((handed_unit.c.what == COLLECTED, 1), (handed_unit.c.what == BACK, -1), else_=0))
    asked = (
        select(handed_unit.c.line, handed_unit.c.unit)
        .where(handed_unit.c.order_id == order_id)
        .group_by(handed_unit.c.line, handed_unit.c.unit)
        .having(balance > 0)
    )
    return {(row.line, row.unit) for row in connection.execute(asked)}


def _sayable(amount: int) -> int:
    """As far as a message can say it: a figure beyond that would keep a whole store from reading its feed."""
    return max(-LARGEST_AMOUNT, min(LARGEST_AMOUNT, amount))


def told(change: Change) -> str:
    """Up to which seq of each journal it counts, as its column has it."""
    return json.dumps(change.includes, sort_keys=True)


def adding(connection: Connection, table: Table, keys: str, amount: str) -> str:
    """What is there grows by what comes; of its seqs those that come count."""
    name = table.name
    if connection.dialect.name == "postgresql":
        includes = f"({name}.includes::jsonb || excluded.includes::jsonb)::text"
    else:
        includes = f"json_patch({name}.includes, excluded.includes)"
    return (
        f"ON CONFLICT ({keys}) DO UPDATE SET {amount} = {name}.{amount} + excluded.{amount}, "
        f"includes = {includes}, as_of = excluded.as_of"
    )
