"""The orders of the mock-ups in a real till: as the feed would have brought them, and the codes of their customers."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.journal import stamp
from pos.domain.pickup_token import digest_of, make_token
from pos.services.till import Till

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KID = 3
SALT = "00112233445566778899aabbccddeeff"
CODE = "7K3MQ0ZT"
AMELIA, TOMASZ, GRACE, IDRIS, YUTING, PAUL, ROSA = 88231, 88240, 88198, 88252, 88255, 88190, 88246
TEE, SOCK, BAR = "MER-160T-M", "MER-SOCK-RST-M", "OAT-24"
TEE_CODE, SOCK_CODE = "5012345601298", "5012345601144"


def line(number: int, sku: str, name: str, pieces: int = 1, **changed: Any) -> dict[str, Any]:
    return {"line": number, "sku": sku, "name": name, "qty_milli": pieces * 1000} | changed


AMELIAS = (
    line(1, TEE, "Merino 160 Tee", options="Sky · M", barcodes=[TEE_CODE]),
    line(2, SOCK, "Merino Hike Sock, 2-pack", options="Rust · UK 6–8", barcodes=[SOCK_CODE]),
    line(3, BAR, "Oat & Date Trail Bar 55 g, box of 24", barcodes=["5012345300887"]),
)
IDRISES = (
    line(1, "TRL-28", "Trailhead 28 L Daypack", options="Navy", place="Wall B · bay 7", barcodes=["5012345601175"]),
    line(2, "FLK-750", "Stainless Flask 750 ml", 2, options="Pine", place="Aisle 3 · shelf 2"),
    line(3, "FEL-BEA", "Fell Rib Beanie", options="Plum", place="Wall A · hook 12", barcodes=["5012345601199"]),
    line(4, "BAR", "Oat & Date Trail Bar 55 g", place="Till front", barcodes=["5012345300870"]),
)


@dataclass(frozen=True)
class Days:
    """Moments around now, as the orders need them."""

    now: datetime

    def at(self, **ago: float) -> str:
        return stamp(self.now + timedelta(**ago))


def waiting(till: Till, order_id: int, name: str, total_minor: int, bay: str, ready_days: float, **changed: Any) -> Any:
    """An order that lies ready in its bay since so many days."""
    days = Days(till.now())
    lines = changed.pop("lines", (line(1, "FLK-750", "Stainless Flask 750 ml", barcodes=["5012345601182"]),))
    return {
        "order_id": order_id,
        "number": f"N-{order_id}",
        "store_no": till.setup.store_no,
        "channel": "web",
        "state": "ready",
        "placed_at": days.at(days=-ready_days - 1),
        "promised_at": days.at(days=-ready_days),
        "ready_at": days.at(days=-ready_days),
        "hold_until": days.at(days=7 - ready_days),
        "gen": 2,
        "currency": "GBP",
        "total_minor": total_minor,
        "customer_name": name,
        "code_salt": SALT,
        "code_hmac": hmac.digest(bytes.fromhex(SALT), CODE.encode(), sha256).hex(),
        "bay": bay,
        "bags": ["1"],
        "lines": [one | {"picked_milli": one["qty_milli"]} for one in lines],
    } | changed


def to_pick(till: Till, order_id: int, name: str, total_minor: int, hours: float, *lines: dict[str, Any]) -> Any:
    """An order that nobody has picked yet, promised in so many hours."""
    lines = lines or (line(1, "FLK-750", "Stainless Flask 750 ml"),)
    order = waiting(till, order_id, name, total_minor, "", 0, lines=lines)
    promised = {"promised_at": Days(till.now()).at(hours=hours), "ready_at": "", "state": "assigned", "bags": []}
    for one in order["lines"]:
        one["picked_milli"] = 0
    return order | promised


def keep_orders(till: Till, *orders: dict[str, Any]) -> None:
    """What the feed brought, with the stores of the shop and who signs codes."""
    stores = (
        {"store_no": 1, "name": "Northgate", "code": "N"},
        {"store_no": 2, "name": "Harbour Street", "code": "H", "address": ["3 Harbour Street"], "phone": "0100 200"},
    )
    with till.store.write() as tx:
        tx.orders.put([(order, tx.journal.count(), 1) for order in orders])
        tx.stores.put([(store, 1) for store in stores])
        tx.stores.put_pickup_keys(1, [(KID, SIGNER.public_key().public_bytes_raw())], 1)


def keep_queue(till: Till) -> None:
    """The queue of the mock-ups."""
    keep_orders(
        till,
        waiting(till, AMELIA, "Amelia Okafor", 112_50, "A3", 2, lines=AMELIAS),
        waiting(till, TOMASZ, "Tomasz Nowak", 189_00, "A1", 1),
        waiting(till, GRACE, "Grace Lindqvist", 57_95, "B2", 3.1),
        to_pick(till, IDRIS, "Idris Bello", 214_30, 1.4, *IDRISES),
        to_pick(till, YUTING, "Chen Yuting", 73_00, 3),
        waiting(till, PAUL, "Paul Meyer", 24_00, "B1", 6.9),
        waiting(till, ROSA, "Rosa Almeida", 131_45, "C1", 0.1),
    )


def a_code(till: Till, order: int = AMELIA, units: dict[str, int] | None = None, **changed: Any) -> str:
    """The digits of a customer's QR, as the hub signs them."""
    now = till.now().astimezone(UTC)
    told: dict[str, Any] = {
        "kid": KID,
        "order": order,
        "store": 1,
        "iat": int((now - timedelta(days=2)).timestamp()),
        "exp": int((now + timedelta(days=5)).timestamp()),
        "gen": 2,
        "flags": 0,
        "digest": digest_of(list((units or {TEE: 1, SOCK: 1, BAR: 1}).items())),
    }
    return make_token(changed.pop("signer", SIGNER), **told | changed)
