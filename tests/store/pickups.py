"""Pickup orders for tests: as the hub's feed would have brought them, and what its customers show at the desk."""

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.journal import stamp
from pos.domain.pickup_token import digest_of, make_token
from pos.services.till import Till
from tests.store.shop import SATURDAY

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KID = 7
SALT = "00112233445566778899aabbccddeeff"
CODE = "7K3MQ0ZT"
ORDER = 88231


def an_order(order_id: int = ORDER, *lines: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The feed document of an order of two pairs of red socks and a flask, ready in bay A3 unless told otherwise."""
    lines = lines or (order_line(1, "SOCK-R", 2), order_line(2, "FLASK", 1))
    order = {
        "order_id": order_id,
        "number": f"N-{order_id}",
        "store_no": 1,
        "channel": "web",
        "state": "ready",
        "placed_at": stamp(SATURDAY - timedelta(days=2)),
        "promised_at": stamp(SATURDAY - timedelta(days=1)),
        "hold_until": stamp(SATURDAY + timedelta(days=5)),
        "ready_at": stamp(SATURDAY - timedelta(days=1)),
        "gen": 2,
        "currency": "GBP",
        "total_minor": 60_00,
        "customer_id": "C-1",
        "customer_name": "Amelia Okafor",
        "code_salt": SALT,
        "code_hmac": hmac.digest(bytes.fromhex(SALT), CODE.encode(), sha256).hex(),
        "bay": "A3",
        "bags": ["1"],
        "lines": [line | {"picked_milli": line["qty_milli"]} for line in lines],
    }
    return order | changed


def to_pick(order_id: int = ORDER, *lines: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The same before anybody has picked it, promised in an hour."""
    order = an_order(order_id, *lines) | {"state": "assigned", "ready_at": "", "bay": "", "bags": []}
    for line in order["lines"]:
        line["picked_milli"] = 0
    return order | {"promised_at": stamp(SATURDAY + timedelta(hours=1))} | changed


def order_line(number: int, sku: str, pieces: int, **changed: Any) -> dict[str, Any]:
    line = {"line": number, "sku": sku, "name": sku.capitalize(), "qty_milli": pieces * 1000, "place": "Aisle 3"}
    return line | changed


def keep_orders(till: Till, *orders: dict[str, Any], own_n: int | None = None) -> None:
    """What the feed brought: by default it counts in all that happened here so far."""
    with till.store.write() as tx:
        counted = tx.journal.count() if own_n is None else own_n
        tx.orders.put([(order, counted, 1) for order in orders])
        tx.stores.put([({"store_no": 1, "name": "Northgate", "code": "N"}, 1)])
        tx.stores.put([({"store_no": 2, "name": "Riverside", "code": "R"}, 1)])
        tx.stores.put_pickup_keys(1, [(KID, SIGNER.public_key().public_bytes_raw())], 1)


def a_token(
    order: int = ORDER, units: tuple[tuple[str, int], ...] = (("FLASK", 1), ("SOCK-R", 2)), **changed: Any
) -> str:
    """The digits of the QR of that order, as the hub signs them."""
    told: dict[str, Any] = {
        "kid": KID,
        "order": order,
        "store": 1,
        "iat": seconds(SATURDAY - timedelta(days=1)),
        "exp": seconds(SATURDAY + timedelta(days=5)),
        "gen": 2,
        "flags": 0,
        "digest": digest_of(units),
    }
    return make_token(changed.pop("signer", SIGNER), **told | changed)


def seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())
