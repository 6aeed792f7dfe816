"""Pickup orders with what they still want of the stock, published as they are kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Row, Select, delete, func, insert, or_, select, update

from sync.entities import Order, OrderState
from sync.hub.store.streams import Published, upsert_into
from sync.hub.store.tables import pickup_order, reserved, setting

FIRST_ORDER = 88_001
_NEXT = "next_order"


@dataclass(frozen=True, slots=True)
class KeptOrder:
    """An order as the hub keeps it: what tills see, and what only the channel is told. `token` is the newest."""

    order: Order
    channel_ref: str
    token: str


def take_order_id(connection: Connection) -> int:
    """The next number; two transactions never take one."""
    first = {"name": _NEXT, "value": str(FIRST_ORDER)}
    connection.execute(upsert_into(connection, setting).values(first).on_conflict_do_nothing())
    asked = select(setting.c.value).where(setting.c.name == _NEXT).with_for_update()
    taken = int(connection.execute(asked).scalar_one())
    connection.execute(update(setting).where(setting.c.name == _NEXT).values(value=str(taken + 1)))
    return taken


def order_of(connection: Connection, order_id: int, *, hold: bool = False) -> KeptOrder | None:
    """An order; with `hold` nobody else changes it until this transaction ends."""
    asked = _kept().where(pickup_order.c.order_id == order_id)
    return _one(connection.execute(asked.with_for_update() if hold else asked).one_or_none())


def order_of_ref(connection: Connection, channel: str, ref: str) -> KeptOrder | None:
    """The order that a channel knows by its own id."""
    asked = _kept().where(pickup_order.c.channel == channel, pickup_order.c.channel_ref == ref)
    return _one(connection.execute(asked).one_or_none())


def add_order(connection: Connection, kept: KeptOrder, wants: Mapping[int, int]) -> bool:
    """A new order; False when this channel's id is there already. `wants` is what is open, in thousandths by line."""
    values = {**_values(kept.order), "order_id": kept.order.order_id, "number": kept.order.number}
    values |= {"channel": kept.order.channel, "channel_ref": kept.channel_ref, "token": kept.token}
    new = upsert_into(connection, pickup_order).values(values)
    new = new.on_conflict_do_nothing(index_elements=["channel", "channel_ref"]).returning(pickup_order.c.order_id)
    if connection.execute(new).first() is None:
        return False
    _reserve(connection, kept.order, wants)
    return True


def keep_order(connection: Connection, order: Order, wants: Mapping[int, int], token: str | None = None) -> None:
    """An order as it is now, with what is open of it by line; `token` when there is a new one."""
    values = _values(order) if token is None else {**_values(order), "token": token}
    connection.execute(update(pickup_order).where(pickup_order.c.order_id == order.order_id).values(values))
    connection.execute(delete(reserved).where(reserved.c.order_id == order.order_id))
    _reserve(connection, order, wants)


def published(order: Order) -> Published:
    """The order as its store's tills are told of it."""
    return Published.of("order", str(order.order_id), order)


def held_until(connection: Connection, states: Iterable[OrderState], until: str, limit: int) -> list[int]:
    """Orders in these states whose hold ends by then, the oldest first. What another process holds is left out."""
    asked = (
        select(pickup_order.c.order_id)
        .where(pickup_order.c.state.in_(list(states)), pickup_order.c.hold_until <= until)
        .order_by(pickup_order.c.hold_until)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(connection.scalars(asked))


def to_remind(
    connection: Connection, states: Iterable[OrderState], ready_by: str, hold_by: str, limit: int
) -> list[int]:
    """Orders ready since `ready_by` and never reminded of, or held until `hold_by` at most and not reminded of twice.

    What another process holds is left out.
    """
    asked = (
        select(pickup_order.c.order_id)
        .where(
            pickup_order.c.state.in_(list(states)),
            or_(
                (pickup_order.c.reminded == 0) & (pickup_order.c.ready_at <= ready_by),
                (pickup_order.c.reminded < 2) & (pickup_order.c.hold_until <= hold_by),
            ),
        )
        .order_by(pickup_order.c.order_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(connection.scalars(asked))


def mark_reminded(connection: Connection, order_id: int, reminders: int) -> None:
    connection.execute(update(pickup_order).where(pickup_order.c.order_id == order_id).values(reminded=reminders))


def wanted_milli(connection: Connection, sku: str, stores: Sequence[int]) -> dict[tuple[int, bool], int]:
    """What open orders want of a SKU in thousandths, by store and whether the store has accepted the order."""
    accepted = pickup_order.c.state.not_in(("placed", "assigned"))
    asked = (
        select(reserved.c.store_no, accepted.label("accepted"), func.sum(reserved.c.qty_milli).label("qty"))
        .join(pickup_order, pickup_order.c.order_id == reserved.c.order_id)
        .where(reserved.c.sku == sku, reserved.c.store_no.in_(stores))
        .group_by(reserved.c.store_no, accepted)
    )
    return {(row.store_no, bool(row.accepted)): int(row.qty) for row in connection.execute(asked)}


def _kept() -> Select[str, str, str]:
    return select(pickup_order.c.body, pickup_order.c.channel_ref, pickup_order.c.token)


def _one(row: Row[str, str, str] | None) -> KeptOrder | None:
    return None if row is None else KeptOrder(msgspec.json.decode(row[0], type=Order), row[1], row[2])


def _values(order: Order) -> dict[str, object]:
    return {
        "store_no": order.store_no,
        "state": order.state,
        "hold_until": order.hold_until,
        "ready_at": order.ready_at,
        "body": msgspec.json.encode(order).decode(),
    }


def _reserve(connection: Connection, order: Order, wants: Mapping[int, int]) -> None:
    rows = [
        {
            "order_id": order.order_id,
            "line": line.line,
            "store_no": order.store_no,
            "sku": line.sku,
            "qty_milli": wants[line.line],
        }
        for line in order.lines
        if wants.get(line.line)
    ]
    if rows:
        connection.execute(insert(reserved), rows)
