"""What the hub itself does to stock and points: rows of a journal of its own, whose id is all zeros."""

from collections.abc import Iterable, Sequence

from pos.domain.journal import stamp
from sync.entities import Stock
from sync.hub.hub import Hub
from sync.hub.journal.projection import PointsRow, Rows
from sync.hub.ledgers import points
from sync.hub.store import identity
from sync.hub.store.engine import Connection
from sync.hub.store.projections import Change, add_projected, move_stock
from sync.hub.store.streams import Published

HUB_JOURNAL = bytes(16)
_SEQ = "hub_seq"

StockMove = tuple[str, str, int, str]
"""SKU, location, signed thousandths, reason."""


def move_own_stock(hub: Hub, connection: Connection, store_no: int, moves: Sequence[StockMove]) -> list[Stock]:
    """Movements of one store, each with its reason; its figures as they are now, to be published on its stock stream.

    They count in no till's journal, so `includes` stays what it was.
    """
    seq = _next_seq(connection)
    rows = [(HUB_JOURNAL, seq, k, store_no, *move) for k, move in enumerate(moves, 1)]
    add_projected(connection, Rows(movement=rows))
    changes: dict[tuple[int, str, str], Change] = {}
    for sku, location, change_milli, _reason in moves:
        changes.setdefault((store_no, sku, location), Change()).by += change_milli
    return [
        Stock(sku=sku, location=location, qty_milli=balance.amount, as_of=balance.as_of, includes=balance.includes)
        for balance in move_stock(connection, changes, stamp(hub.now()))
        for _store, sku, location in (balance.key,)
    ]


def give_points(hub: Hub, connection: Connection, given: Iterable[tuple[str, int, str]]) -> list[Published]:
    """Points by (customer, points, reason), each customer once; the balances as they are now, to be published."""
    now, seq = stamp(hub.now()), _next_seq(connection)
    rows = [
        PointsRow(HUB_JOURNAL, seq, k, customer, amount, reason, "ADJUST", now)
        for k, (customer, amount, reason) in enumerate(given, 1)
    ]
    rows = points.date_rows(connection, rows, now)
    add_projected(connection, Rows(points_line=rows))
    return points.count_in(connection, rows, {}, now).published


def _next_seq(connection: Connection) -> int:
    """Counted up under a lock, so that two imports at once take two numbers."""
    identity.begin_setting(connection, _SEQ, "0")
    identity.hold_setting(connection, _SEQ)
    seq = int(identity.setting_of(connection, _SEQ)) + 1
    identity.keep_setting(connection, _SEQ, str(seq))
    return seq
