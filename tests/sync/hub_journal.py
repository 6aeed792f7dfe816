"""Tills for tests of the hub that write journals as real ones do, without a line between: entries and batches."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.journal import FIRST_PREVIOUS, Entry, Place, make_entry, place_of
from sync.hub.calls.access import TillAccess
from sync.hub.hub import Hub
from sync.hub.journal.ingest import Ingested, ingest
from sync.hub.store.tills import add_till
from sync.wire_entry import wire_entry

AT = "2026-11-21T14:32:00.000Z"
DAY = "2026-11-21"
_NAMES = UUID("0190c8f2-0000-7000-8000-000000000000")


@dataclass
class Pen:
    """A till of a store with its key and one journal, which it has opened: what it writes, in order."""

    number: int = 1
    store_no: int = 1
    journal: int = 1
    own_key: Ed25519PrivateKey | None = None
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        seed = bytes([self.store_no]) * 31 + bytes([self.number])
        self.key = self.own_key or Ed25519PrivateKey.from_private_bytes(seed)
        self.place = Place(bytes([self.store_no, self.number]) + self.journal.to_bytes(14, "big"))
        body = {"till": self.number, "store": self.store_no, "public_key": self.public_key.hex(), "series": "N-1"}
        self.write("journal_opened", body)

    @property
    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    @property
    def access(self) -> TillAccess:
        return TillAccess(
            f"till-{self.store_no}-{self.number}", self.store_no, self.number, "active", AT, self.public_key
        )

    def write(self, kind: str, body: dict[str, Any], **changed: Any) -> Entry:
        """The next entry of the journal."""
        name = f"{self.place.journal_id.hex()}/{self.place.seq + 1}"
        told = {"entry_id": str(uuid5(_NAMES, name)), "at": AT, "business_date": DAY, "shift": "S-1", "staff": "maya"}
        entry = make_entry(self.place, self.key, kind=kind, body=body, **{**told, **changed})
        self.place = place_of(entry)
        self.entries.append(entry)
        return entry

    def sell(self, *lines: tuple[str, int], **changed: Any) -> Entry:
        """A cash sale of (SKU, pieces) at 10.00 each with 20 % included."""
        name = f"{self.store_no}-{self.number}-{self.journal}-{self.place.seq + 1}"
        return self.write("sale_completed", a_sale_body(name, *lines or (("SOCK-R", 1),), **changed))

    def go_back_to(self, seq: int) -> None:
        """As after a restore that nothing noticed: what follows takes the places of what was written."""
        self.entries = self.entries[:seq]
        self.place = place_of(self.entries[-1])

    def item(self, entry: Entry) -> bytes:
        """An entry as it stands in a batch."""
        before = [other.h for other in self.entries if other.seq == entry.seq - 1]
        return msgspec.json.encode(wire_entry(entry, before[0] if before else FIRST_PREVIOUS))

    @property
    def items(self) -> list[bytes]:
        return [self.item(entry) for entry in self.entries]


def a_sale_body(name: str, *lines: tuple[str, int], **changed: Any) -> dict[str, Any]:
    """The body of a cash sale of (SKU, pieces) at 10.00 each with 20 % included; negative pieces come back."""
    told = [_a_line(n, sku, pieces) for n, (sku, pieces) in enumerate(lines, 1)]
    total = sum(line["total_minor"] for line in told)
    net = sum(line["net_minor"] for line in told)
    paid = total + changed.get("rounding_minor", 0) + changed.get("change_minor", 0)
    body = {
        "sale_id": f"sale-{name}",
        "receipt": f"N-{name}",
        "currency": "GBP",
        "lines": told,
        "total_minor": total,
        "discounts_minor": 0,
        "tax": [{"name": "VAT", "rate": "20", "net_minor": net, "tax_minor": total - net}],
        "tenders": [{"type": "cash", "amount_minor": paid}],
        "rounding_minor": 0,
        "change_minor": 0,
        "price_version": "1",
        "request": "r",
    }
    return {**body, **changed}


def _a_line(number: int, sku: str, pieces: int) -> dict[str, Any]:
    amount = 1000 * pieces
    line = {
        "line": number,
        "sku": sku,
        "name": sku.capitalize(),
        "tax_category": "standard",
        "qty_milli": 1000 * pieces,
        "unit_price_minor": 1000,
        "list_minor": amount,
        "total_minor": amount,
        "net_minor": amount - amount // 6,
        "gross_minor": amount,
        "discounts": [],
        "tax": [{"name": "VAT", "rate": "20", "amount_minor": amount // 6, "included": True}],
    }
    return line if pieces > 0 else {**line, "disposition": "restock"}


def a_return(pen: Pen, sale_id: str, line: int, sku: str, pieces: int = 1) -> Entry:
    """Pieces of a sold line come back to a till."""
    body = a_sale_body(f"{pen.store_no}-{pen.number}-{pen.place.seq + 1}", (sku, -pieces))
    body["lines"][0]["return_of"] = {"sale_id": sale_id, "receipt": f"N-{sale_id}", "line": line}
    return pen.write("sale_completed", body)


def enrol(hub: Hub, *pens: Pen) -> None:
    """Make the tills of these pens known to a hub."""
    with hub.write() as connection:
        for access in {pen.access.till_id: pen.access for pen in pens}.values():
            add_till(connection, access, bytes(32))


def send(hub: Hub, pen: Pen, items: Iterable[bytes] | None = None, **changed: Any) -> Ingested:
    """Everything that a pen wrote, or these items, in one batch."""
    access = msgspec.structs.replace(pen.access, **changed) if changed else pen.access  # type: ignore[type-var]
    return ingest(hub, access, list(pen.items if items is None else items))


def statuses(taken: Ingested) -> list[str]:
    return [result.status for result in taken.results]


def garbled(item: bytes, **changed: Any) -> bytes:
    """An item with other fields; None takes one out."""
    told = {**json.loads(item), **changed}
    return json.dumps({name: value for name, value in told.items() if value is not None}).encode()
