"""Points as they are kept: the movements of customers, what their returns take back, and the sums."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from pos.domain.points_ledger import Move
from pos.domain.points_moves import REVERSALS, taken_back
from sync.hub.journal.projection import PointsRow
from sync.hub.store.rows import add_rows, among
from sync.hub.store.tables import points, points_line, sale, sale_line


@dataclass(frozen=True, slots=True)
class Held:
    """The points of a customer as they are kept; `next_at` is when time alone changes them, empty for never."""

    customer: str
    balance: int
    includes: str
    as_of: str
    next_at: str


def hold_points(connection: Connection, customer: str) -> Held | None:
    """The points of a customer, which nobody else changes until the commit; None for one who never had any."""
    row = connection.execute(select(points).where(points.c.customer == customer).with_for_update()).first()
    return None if row is None else Held(*row)


def due(connection: Connection, now: str, most: int) -> list[str]:
    """Customers whose points the passing of time has changed by now; those that somebody holds are left out."""
    asked = select(points.c.customer).where(points.c.next_at != "", points.c.next_at <= now)
    return list(connection.scalars(asked.order_by(points.c.customer).limit(most).with_for_update(skip_locked=True)))


def rows_of(connection: Connection, customers: Collection[str]) -> dict[str, list[PointsRow]]:
    """Every movement of these customers, in the order in which they happened."""
    asked = select(points_line).where(among(connection, points_line.c.customer, customers))
    asked = asked.order_by(points_line.c.at, points_line.c.journal_id, points_line.c.seq, points_line.c.k)
    found: dict[str, list[PointsRow]] = {customer: [] for customer in customers}
    for row in connection.execute(asked):
        told = PointsRow(*row)
        found[told.customer].append(told)
    return found


def returns_in(connection: Connection, sales: Collection[str]) -> dict[str, list[tuple[str, int]]]:
    """What these sales took back: of which sales, and how many points of each."""
    if not sales:
        return {}
    asked = (
        select(sale.c.sale_id, sale_line.c.return_sale, -func.sum(sale_line.c.points))
        .join(sale_line, (sale_line.c.journal_id == sale.c.journal_id) & (sale_line.c.seq == sale.c.seq))
        .where(among(connection, sale.c.sale_id, sales), sale_line.c.return_sale != "")
        .group_by(sale.c.sale_id, sale_line.c.return_sale)
        .order_by(sale.c.sale_id, func.min(sale_line.c.line))
    )
    found: dict[str, list[tuple[str, int]]] = {}
    for returning, returned, taken in connection.execute(asked):
        found.setdefault(returning, []).append((returned, int(taken)))
    return found


def moves_of(connection: Connection, rows: Mapping[str, Sequence[PointsRow]]) -> dict[str, list[Move]]:
    """These movements for the ledger, with what reversals take back."""
    returning = {row.sale for some in rows.values() for row in some if row.kind in REVERSALS and row.sale}
    returned = returns_in(connection, sorted(returning))
    return {customer: [_move(row, returned) for row in some] for customer, some in rows.items()}


def add_points_rows(connection: Connection, rows: Iterable[PointsRow]) -> None:
    add_rows(connection, points_line, list(rows))


def keep_points(connection: Connection, customer: str, balance: int, next_at: str) -> None:
    """What a customer who is held has now."""
    connection.execute(update(points).where(points.c.customer == customer).values(balance=balance, next_at=next_at))


def _move(row: PointsRow, returned: Mapping[str, Sequence[tuple[str, int]]]) -> Move:
    of = taken_back(row.kind, row.points, row.sale, returned.get(row.sale, ()), by_hub=bool(row.by))
    return Move(row.kind, row.points, row.at, row.sale, of, row.expires_at, row.active_at)  # type: ignore[arg-type]
