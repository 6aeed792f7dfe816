"""What was spent without being there, as it is kept: facts that are only added."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select, tuple_

from sync.hub.store.projections import Place
from sync.hub.store.rows import add_rows
from sync.hub.store.tables import points_line
from sync.hub.store.value_tables import debt, value_move

_POINTS = "points:"


@dataclass(frozen=True, slots=True)
class Debt:
    """What one movement spent beyond what there was: minor units, or points, which have no currency."""

    place: Place
    k: int
    ref: str
    currency: str
    amount: int
    at: str


def add_debts(connection: Connection, debts: Iterable[Debt]) -> None:
    rows = [(*one.place, one.k, one.ref, one.currency, one.amount, one.at) for one in debts]
    add_rows(connection, debt, sorted(rows))


def debts_of(connection: Connection, ref: str) -> list[Debt]:
    """Every debt of an account, oldest first."""
    asked = select(debt).where(debt.c.ref == ref).order_by(debt.c.at, debt.c.journal_id, debt.c.seq, debt.c.k)
    return [Debt((row.journal_id, row.seq), *row[2:]) for row in connection.execute(asked)]


def spenders(connection: Connection, one: Debt) -> list[tuple[Place, int, str]]:
    """Who had spent of the same account last before this debt was made: the place, how much (below 0), and who at the
    hub, empty for a till. Nobody, or one."""
    table, what, amount = (
        (points_line, points_line.c.customer == one.ref.removeprefix(_POINTS), points_line.c.points)
        if one.ref.startswith(_POINTS)
        else (value_move, value_move.c.ref == one.ref, value_move.c.amount_minor)
    )
    asked = (
        select(table.c.journal_id, table.c.seq, amount, table.c.by)
        .where(what, table.c.kind == "REDEEM", tuple_(table.c.journal_id, table.c.seq) != tuple_(*one.place))
        .order_by(table.c.at.desc(), table.c.journal_id, table.c.seq)
        .limit(1)
    )
    return [((row[0], row[1]), row[2], row[3]) for row in connection.execute(asked)]
