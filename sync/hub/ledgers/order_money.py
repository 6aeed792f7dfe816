"""What comes back of an online order moves the ledgers too: points that it earned go and points that paid for it come
again, each with its share, and where the desk said so its money becomes store credit. It is booked in the hub's own
name: the till that took the goods knows no such figures, and its day is compared without them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from pos.domain.money import parse_minor
from pos.domain.order_return import share_minor
from pos.domain.stored_value import customer_ref
from sync.entities import Order
from sync.hub.imports.rules import PROGRAMME, rule_of
from sync.hub.journal.projection import PointsRow
from sync.hub.ledgers import ledger, points
from sync.hub.ledgers.points import Moved
from sync.hub.ledgers.web_points import WEB_SALE
from sync.hub.pickup.order_states import units_of_line
from sync.hub.store import points as kept_points
from sync.hub.store import values
from sync.hub.store.engine import Connection

STORE_CREDIT = "store_credit"
_EARNED, _REDEEMED = ("EARN", "EARN_REVERSAL"), ("REDEEM", "REDEEM_REVERSAL")


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """What one return moves: points that were earned with the order, points that paid for it, and store credit."""

    order: Order
    sale: str
    staff: str
    earned: int = 0
    redeemed: int = 0
    credit_minor: int = 0


def settled(
    connection: Connection, before: Order, after: Order, ref: str, to: str, staff: str
) -> tuple[Order, OrderMoney]:
    """The order after units came back, with what its channel owes then: less what goes back in points, and nothing of
    what becomes store credit. An order of which nothing is owed moves nothing."""
    sale = WEB_SALE.format(channel=before.channel, ref=ref)
    fresh = _due(after) - _due(before)
    if fresh <= 0 or not before.customer_id:
        return after, OrderMoney(before, sale, staff)
    all_of_them = kept_points.rows_of(connection, [before.customer_id])[before.customer_id]
    rows = [row for row in all_of_them if row.sale == sale]
    earned, redeemed = _share(rows, _EARNED, before, after), _share(rows, _REDEEMED, before, after)
    worth = min(fresh, redeemed * _worth_of_one(connection, before.currency))
    if to == STORE_CREDIT:
        told = replace(after, refund=before.refund, refund_minor=before.refund_minor)
        return told, OrderMoney(before, sale, staff, earned, redeemed, fresh - worth)
    due = _due(after) - worth
    told = replace(after, refund="due" if due else before.refund, refund_minor=due or before.refund_minor)
    return told, OrderMoney(before, sale, staff, earned, redeemed)


def add_points(
    connection: Connection, moved: Sequence[OrderMoney], beside: Iterable[PointsRow], now: str
) -> list[PointsRow]:
    """Write the points down; `beside` are rows that are counted with them, of whose customers all are held in order."""
    moved = [one for one in moved if one.earned or one.redeemed]
    if not moved:
        return []
    for customer in sorted({one.order.customer_id for one in moved} | {row.customer for row in beside}):
        kept_points.hold_points(connection, customer)
    return [row for one in moved for row in _add_points(connection, one, now)]


def give_credit(connection: Connection, moved: Iterable[OrderMoney], now: str) -> list[Moved]:
    """Put what was to become store credit on the account of the order's customer, opened where there is none."""
    told = []
    for one in sorted((one for one in moved if one.credit_minor), key=lambda one: one.order.customer_id):
        ref = customer_ref("store_credit", one.order.customer_id)
        values.open_account(connection, ref, one.order.currency, now)
        account = values.hold_account(connection, ref, one.order.currency)
        assert account is not None
        told.append(ledger.move(connection, account, "REFUND", one.credit_minor, now, one.staff, one.order.number))
    return told


def _add_points(connection: Connection, one: OrderMoney, now: str) -> list[PointsRow]:
    customer = one.order.customer_id
    place = points.next_place(customer, kept_points.rows_of(connection, [customer])[customer])
    of_kind = (("EARN_REVERSAL", -one.earned), ("REDEEM_REVERSAL", one.redeemed))
    rows = [
        PointsRow(*place, k, customer, n, "return", kind, now, one.sale, by=one.order.channel)
        for k, (kind, n) in enumerate(of_kind, 1)
        if n
    ]
    dated = points.date_rows(connection, rows, now)
    kept_points.add_points_rows(connection, dated)
    return dated


def _share(rows: Iterable[PointsRow], kinds: Sequence[str], before: Order, after: Order) -> int:
    """Of the points of these kinds the share of what came back now; of everything that came back exactly all."""
    whole = sum(abs(row.points) for row in rows if row.kind == kinds[0])
    left = whole - sum(abs(row.points) for row in rows if row.kind == kinds[1])
    if not before.total_minor:
        return 0
    share = whole * _came_back(after) // before.total_minor - whole * _came_back(before) // before.total_minor
    return max(0, min(left, share))


def _came_back(order: Order) -> int:
    """What was paid for all units that came back so far."""
    return sum(share_minor(line.total_minor, units_of_line(line), line.returned) for line in order.lines)


def _due(order: Order) -> int:
    return order.refund_minor if order.refund == "due" else 0


def _worth_of_one(connection: Connection, currency: str) -> int:
    """Minor units that a point is worth; a shop without a programme has none."""
    document = rule_of(connection, PROGRAMME)
    return parse_minor(document["value"], currency) if document else 0
