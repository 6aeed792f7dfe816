"""A pickup order: bought elsewhere, picked and handed over here; SEMANTICS.md, "Pickup orders".

The hub's document is what was known there; steps of this till which it does not count in yet are laid over it
(`laid_over`), so that the queue is right without a network. Quantities are thousandths; units of a line are numbered
from 1, and a weighed line is one unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

OrderState = Literal[
    "placed", "assigned", "accepted", "declined", "picking", "picked", "short", "staged", "ready",
    "partly_collected", "collected", "cancelled", "expired", "restocked", "refunded", "refused",
]  # fmt: skip
StepName = Literal["accepted", "declined", "picked", "short", "staged", "ready", "restocked"]
Proof = Literal["qr", "code", "photo_id", "manager"]

ID_CHECK, AGE_CHECK, PAY_HERE, SOMEBODY_ELSE = 1, 2, 4, 8
"""The flags of an order and its token."""
TO_PICK: tuple[OrderState, ...] = ("placed", "assigned", "accepted", "picking", "picked", "short", "staged")
WAITING: tuple[OrderState, ...] = ("ready", "partly_collected")


@dataclass(frozen=True, slots=True)
class OrderLine:
    line: int
    sku: str
    name: str
    options: str
    kind: str
    barcodes: tuple[str, ...]
    image: str
    qty_milli: int
    unit_price_minor: int
    total_minor: int
    place: str
    picked_milli: int = 0
    short_milli: int = 0
    collected: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    returned: frozenset[int] = frozenset()

    @property
    def units(self) -> int:
        """How many units it has: pieces, or one for a weighed line."""
        return 1 if self.kind == "weighed" else self.qty_milli // 1000

    @property
    def open_units(self) -> tuple[int, ...]:
        """Units that are neither handed over nor refused, nor were found to be missing."""
        missing = self.short_milli // 1000
        if self.kind == "weighed":
            missing = 1 if self.short_milli >= self.qty_milli else 0
        there = [unit for unit in range(1, self.units + 1) if unit not in self.collected | self.refused]
        return tuple(there[: len(there) - missing] if missing else there)


@dataclass(frozen=True, slots=True)
class Collected:
    """One hand-over, as the desk may tell of it."""

    at: str
    till: int
    store: int
    staff: str
    units: int
    entry: str


@dataclass(frozen=True, slots=True)
class PickupOrder:
    order_id: int
    number: str
    store_no: int
    channel: str
    state: OrderState
    placed_at: str
    promised_at: str
    hold_until: str
    ready_at: str
    gen: int
    flags: int
    currency: str
    total_minor: int
    paid: bool
    customer_id: str
    customer_name: str
    email: str
    phone: str
    postcode: str
    code_salt: str
    code_hmac: str
    bay: str
    bags: tuple[str, ...]
    lines: tuple[OrderLine, ...]
    collected: tuple[Collected, ...]
    refund: str
    rev: int = 0


def pickup_order_of(body: Mapping[str, Any], rev: int = 0) -> PickupOrder:
    """Read an order from its feed document, which was checked when it came in."""
    get = body.get
    return PickupOrder(
        order_id=body["order_id"],
        number=body["number"],
        store_no=body["store_no"],
        channel=body["channel"],
        state=cast(OrderState, body["state"]),
        placed_at=body["placed_at"],
        promised_at=body["promised_at"],
        hold_until=body["hold_until"],
        ready_at=get("ready_at", ""),
        gen=get("gen", 1),
        flags=get("flags", 0),
        currency=body["currency"],
        total_minor=body["total_minor"],
        paid=get("paid", True),
        customer_id=get("customer_id", ""),
        customer_name=get("customer_name", ""),
        email=get("email", ""),
        phone=get("phone", ""),
        postcode=get("postcode", ""),
        code_salt=get("code_salt", ""),
        code_hmac=get("code_hmac", ""),
        bay=get("bay", ""),
        bags=tuple(get("bags", ())),
        lines=tuple(_line_of(line) for line in body["lines"]),
        collected=tuple(_collected_of(told) for told in get("collected", ())),
        refund=get("refund", ""),
        rev=rev,
    )


def _line_of(body: Mapping[str, Any]) -> OrderLine:
    get = body.get
    return OrderLine(
        line=body["line"],
        sku=body["sku"],
        name=body["name"],
        options=get("options", ""),
        kind=get("kind", "each"),
        barcodes=tuple(get("barcodes", ())),
        image=get("image", ""),
        qty_milli=body["qty_milli"],
        unit_price_minor=get("unit_price_minor", 0),
        total_minor=get("total_minor", 0),
        place=get("place", ""),
        picked_milli=get("picked_milli", 0),
        short_milli=get("short_milli", 0),
        collected=frozenset(get("collected", ())),
        refused=frozenset(get("refused", ())),
        returned=frozenset(get("returned", ())),
    )


def _collected_of(body: Mapping[str, Any]) -> Collected:
    return Collected(body["at"], body["till"], body["store"], body["staff"], body["units"], body["entry"])


def units_of(lines: Sequence[OrderLine]) -> list[list[str | int]]:
    """`[sku, units]` pairs, one for each SKU, as the digest of a token counts them."""
    counted: dict[str, int] = {}
    for line in lines:
        counted[line.sku] = counted.get(line.sku, 0) + line.units
    return [[sku, counted[sku]] for sku in sorted(counted)]
