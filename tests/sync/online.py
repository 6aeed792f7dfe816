"""An online shop for tests: goods in the hub's catalogue, and orders of them."""

import json
from typing import Any

from sync.hub.hub import Hub
from sync.hub.store.streams import Published, publish
from tests.sync.hub_shop import HubChannel

SOCKS: dict[str, Any] = {
    "sku": "SOCK-R",
    "name": "Wool socks",
    "price_minor": 18_00,
    "barcodes": ["4006381333931"],
    "options": "Red",
}
TENT: dict[str, Any] = {"sku": "TENT-2", "name": "Tent for two", "price_minor": 249_00}
TEA: dict[str, Any] = {"sku": "TEA", "name": "Loose tea", "price_minor": 45_50, "kind": "weighed"}
CARD: dict[str, Any] = {"sku": "CARD", "name": "Gift card", "price_minor": 25_00, "kind": "gift_card"}
REPAIR: dict[str, Any] = {"sku": "PATCH", "name": "A patch", "price_minor": 0, "kind": "open_price"}


def stock_up(hub: Hub, *goods: dict[str, Any]) -> None:
    """Put goods into the catalogue, without any all that are named here."""
    goods = goods or (SOCKS, TENT, TEA, CARD, REPAIR)
    changes = [Published("product", one["sku"], json.dumps(one).encode()) for one in goods]
    with hub.write() as connection:
        publish(connection, {"catalogue": changes}, hub.chance(16))


def an_order(ref: str = "W-1", *lines: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Two pairs of socks for Ana, to be collected at store 1."""
    return {
        "ref": ref,
        "store": 1,
        "lines": list(lines) or [{"sku": "SOCK-R", "qty": "2"}],
        "customer": {"name": "Ana Lind", "email": "ana@example.org"},
        **changed,
    }


def placed(channel: HubChannel, ref: str = "W-1", *lines: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """An order that was placed, as its channel is told of it."""
    answer = channel.post("/v1/orders", an_order(ref, *lines, **changed))
    assert answer.status_code in (200, 201), answer.text
    told: dict[str, Any] = answer.json()
    return told
