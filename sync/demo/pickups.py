"""The demo's pickup orders: placed by the web shop, packed and handed over at the till, in every state they can have.

Each comes to its state by the calls and services that do it in a real shop; `orders.json` says which, and since when.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pos.domain.pickup_order import PickupOrder
from pos.services import pickup_pick as picking
from pos.services.demo_past import Deed
from pos.services.pickup_hand_over import HandOver, hand_over
from pos.services.pickup_queue import require_order
from pos.services.till import Till
from sync.demo.documents import WEB_SHOP
from sync.hub.hub import Hub
from sync.hub.pickup.orders import cancel_order, place_order, refund_order
from sync.hub.store.orders import take_order_id
from sync.simulator import Shop, order_of

PICKER = "james"
"""Who packs and hands over."""
PLACED_AT, PACKED_AT = time(8, 55), time(11, 20)
"""When an order of an earlier day was placed, and when it was packed."""
_PACKED = {
    "picking": 1,
    "picked": 2,
    "short": 2,
    "staged": 3,
    **dict.fromkeys(("ready", "partly_collected", "collected", "refused", "expired", "restocked"), 4),
}
"""How far an order is packed on its way to a state: begun, picked, in its bay, ready."""
_MISSING = "not on the shelf"


@dataclass(frozen=True, slots=True)
class Placed:
    """An order of the file as the hub took it. `token` is what its customer's phone shows."""

    told: dict[str, Any]
    order_id: int
    number: str
    token: str

    @property
    def days_ago(self) -> int:
        return int(self.told.get("days_ago", 0))


def orders_told(files: Path) -> list[dict[str, Any]]:
    """The orders of the file, oldest first. `number` is the order's, where numbers in between went to other stores."""
    told: list[dict[str, Any]] = json.loads((files / "orders.json").read_text(encoding="utf-8"))
    return told


def place(hub: Hub, files: Path, told: Iterable[dict[str, Any]], now: datetime) -> list[Placed]:
    """The web shop places these orders, each on its day; `now` is in the store's zone."""
    shop = Shop(files, WEB_SHOP)
    placed = []
    for one in told:
        if "number" in one:
            _skip_to(hub, one["number"])
        at = _on(now, one["days_ago"], PLACED_AT) if one.get("days_ago") else now
        asked = order_of(one, shop, at + timedelta(minutes=one["ready_in_min"]))
        then = replace(hub, now=partial(_same, at))
        kept, _new = place_order(then, asked, shop.write(f"demo-{one['ref']}", "/v1/orders", asked))
        placed.append(Placed(one, kept.order.order_id, kept.order.number, kept.token))
    return placed


def packed_before(placed: Iterable[Placed], now: datetime) -> list[Deed]:
    """What was packed on earlier days."""
    return [Deed(_on(now, one.days_ago, PACKED_AT), partial(_pack, one)) for one in placed if one.days_ago]


def settle_at_hub(hub: Hub, files: Path, placed: Iterable[Placed]) -> None:
    """What the web shop took back, and paid back."""
    shop = Shop(files, WEB_SHOP)
    for one in placed:
        path = f"/v1/orders/{one.order_id}"
        if one.told["state"] in ("cancelled", "refunded"):
            cancel_order(hub, str(one.order_id), shop.write(f"demo-cancel-{one.number}", f"{path}/cancel", None))
        if one.told["state"] == "refunded":
            refund_order(hub, str(one.order_id), shop.write(f"demo-refund-{one.number}", f"{path}/refund", None))


def work_on(till: Till, placed: Iterable[Placed]) -> None:
    """What was done today: orders of today are packed, older ones fetched, refused or put back."""
    for one in placed:
        if not one.days_ago:
            _pack(one, till)
        _end(till, one)


def _pack(one: Placed, till: Till) -> None:
    far = _PACKED.get(one.told["state"], 0)
    if not far:
        return
    lines = _order(till, one).lines
    begun = lines[: -1 if one.told["state"] == "short" else None] if far > 1 else lines[:1]
    for line in begun:
        picking.pick(till, one.order_id, line.line, line.qty_milli, PICKER)
    if one.told["state"] == "short":
        picking.short(till, one.order_id, lines[-1].line, PICKER, _MISSING)
    if far > 2:
        picking.stage(till, one.order_id, 1, one.told["bay"], PICKER)
    if far > 3:
        picking.ready(till, one.order_id, PICKER)


def _end(till: Till, one: Placed) -> None:
    match one.told["state"]:
        case "declined":
            picking.decline(till, one.order_id, PICKER, _MISSING)
        case "restocked":
            picking.restock(till, one.order_id, PICKER)
        case "collected" | "partly_collected" | "refused" as state:
            lines = _order(till, one).lines
            taken = {"collected": lines, "partly_collected": lines[:1]}.get(state, ())
            request = HandOver(
                order_id=one.order_id,
                units={line.line: line.units for line in taken},
                refused={line.line: "changed mind" for line in lines} if state == "refused" else {},
                id_checked=True,
                token=one.token,
                bag_scanned=True,
            )
            hand_over(till, request, PICKER)


def _order(till: Till, one: Placed) -> PickupOrder:
    with till.store.read() as tx:
        return require_order(tx, till, one.order_id)


def _skip_to(hub: Hub, number: int) -> None:
    """Orders of other stores took the numbers in between."""
    with hub.write() as connection:
        while take_order_id(connection) < number - 1:
            pass


def _same(moment: datetime) -> datetime:
    """A clock that stands."""
    return moment


def _on(now: datetime, days_ago: int, at: time) -> datetime:
    return datetime.combine((now - timedelta(days=days_ago)).date(), at, now.tzinfo)


def tokens_of(placed: Sequence[Placed]) -> dict[str, str]:
    """What the customers' phones show, by number."""
    return {one.number: one.token for one in placed}
