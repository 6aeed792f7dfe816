"""Pickup orders for tests of the hub, and what tills write about them."""

from typing import Any

from pos.domain.journal import Entry
from sync.entities import Order, OrderLine
from sync.hub.hub import Hub
from sync.hub.pickup.order_states import wants
from sync.hub.store.orders import KeptOrder, add_order
from tests.sync.hub_journal import AT, Pen


def an_order(hub: Hub, order_id: int = 88_001, pieces: int = 2, **changed: Any) -> Order:
    """An order of caps for store 1, ready to be collected."""
    told: dict[str, Any] = {
        "order_id": order_id,
        "number": f"N-{order_id}",
        "store_no": 1,
        "channel": "webshop",
        "state": "ready",
        "placed_at": AT,
        "promised_at": AT,
        "hold_until": "2026-11-28T14:32:00.000Z",
        "ready_at": AT,
        "currency": "GBP",
        "total_minor": 1000 * pieces,
        "lines": [OrderLine(line=1, sku="CAP", name="Cap", qty_milli=1000 * pieces, picked_milli=1000 * pieces)],
        "includes": {},
    }
    order = Order(**{**told, **changed})
    with hub.write() as connection:
        assert add_order(connection, KeptOrder(order, f"ref-{order_id}", ""), wants(order))
    return order


def hand_over(
    pen: Pen, order_id: int = 88_001, units: tuple[int, ...] = (1, 2), turn: int = 0, **changed: Any
) -> Entry:
    """These caps of an order leave the shop from where they were staged."""
    line = {"line": 1, "sku": "CAP", "units": list(units), "turn": turn, "qty_milli": 1000 * len(units)}
    body = {
        "order": order_id,
        "number": f"N-{order_id}",
        "lines": [line],
        "proof": "qr",
        "verdict": "OK",
        "claim": "offline",
        "staged": True,
    }
    told = {name: changed.pop(name) for name in ("at", "staff") if name in changed}
    return pen.write("handed_over", {**body, **changed}, **told)


def take_back(pen: Pen, handed: Entry) -> Entry:
    """What was handed over with this entry comes back at once."""
    body = handed.content
    told = {"order": body["order"], "number": body["number"], "undoes": handed.entry_id, "staged": True}
    return pen.write("hand_over_undone", {**told, "lines": body["lines"]})


def step(pen: Pen, name: str, order_id: int = 88_001, pieces: int = 2, **changed: Any) -> Entry:
    """A step of an order of caps."""
    lines = [{"line": 1, "sku": "CAP", "qty_milli": 1000 * pieces}]
    body = {"order": order_id, "number": f"N-{order_id}", "step": name, "lines": lines, **changed}
    return pen.write("pickup_step", body)
