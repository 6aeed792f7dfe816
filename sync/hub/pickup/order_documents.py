"""An online order as a channel writes and reads it. Amounts are strings in major units, quantities strings."""

from base64 import b64encode
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from pos.domain.money import format_minor
from pos.domain.quantity import format_milli
from sync.entities import Order
from sync.hub.pickup.qr import qr_png
from sync.hub.pickup.short_codes import short_code
from sync.hub.store.orders import KeptOrder

MOST_LINES = 200
LONGEST_HOLD_DAYS = 30

Ref = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")]
Amount = Annotated[str, Meta(max_length=20, description="Major units, like `12.30`.")]
Quantity = Annotated[str, Meta(max_length=20, description="Like `2`, or `0.345` of weighed goods.")]
Flag = Literal["id_check", "age_check", "pay_here", "somebody_else"]
FLAGS: dict[Flag, int] = {"id_check": 1, "age_check": 2, "pay_here": 4, "somebody_else": 8}
Moment = Annotated[datetime, Meta(tz=True)]


class AskedLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line; what is left out of its price comes from the hub's catalogue. `total` is what the line cost."""

    sku: Annotated[str, Meta(min_length=1, max_length=64)]
    qty: Quantity = "1"
    unit_price: Amount | None = None
    total: Amount | None = None


class Buyer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who comes for it. `id` is the hub's id of the customer. By `email` and `postcode` together a store finds the
    order again when goods come back."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    email: Annotated[str, Meta(max_length=254)] = ""
    phone: Annotated[str, Meta(max_length=40)] = ""
    postcode: Annotated[str, Meta(max_length=16)] = ""
    id: Annotated[str, Meta(max_length=64)] = ""


class PlaceOrder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An online order to be collected in a store. `ref` is the channel's own id of it: twice the same is one order.

    `promised_at` is when it will be ready at the latest; from when it is ready it is held for `hold_days`.
    """

    ref: Ref
    store: Annotated[int, Meta(ge=1, le=2**32 - 1)]
    lines: Annotated[list[AskedLine], Meta(min_length=1, max_length=MOST_LINES)]
    customer: Buyer
    currency: Annotated[str, Meta(max_length=3)] = ""
    promised_at: Moment | None = None
    hold_days: Annotated[int, Meta(ge=1, le=LONGEST_HOLD_DAYS)] = 7
    flags: list[Flag] = []
    paid: bool = True


class ToldLine(msgspec.Struct, frozen=True, kw_only=True):
    """`collected` and `refused` are units (a weighed line is one)."""

    line: int
    sku: str
    name: str
    qty: str
    unit_price: str
    total: str
    picked: str
    short: str
    collected: int
    refused: int


class ToldHandOver(msgspec.Struct, frozen=True, kw_only=True):
    at: str
    store: int
    till: int
    units: int


class OrderDocument(msgspec.Struct, frozen=True, kw_only=True):
    """An order as it stands; `refund_amount` is what goes back, or went. `token` is what its QR says (digits, numeric
    mode), `qr_png` that QR in base64, `short_code` what the customer may say instead; all three are empty once the
    order is over."""

    id: str
    number: str
    ref: str
    store: int
    state: str
    currency: str
    total: str
    paid: bool
    placed_at: str
    promised_at: str
    hold_until: str
    ready_at: str
    ended_at: str
    refund: Literal["", "due", "done"]
    refund_amount: str
    lines: list[ToldLine]
    hand_overs: list[ToldHandOver]
    gen: int
    token: str
    qr_png: str
    short_code: str


def order_document(kept: KeptOrder, secret: bytes) -> OrderDocument:
    """What its channel is told of an order."""
    order, token = kept.order, kept.token
    return OrderDocument(
        id=str(order.order_id),
        number=order.number,
        ref=kept.channel_ref,
        store=order.store_no,
        state=order.state,
        currency=order.currency,
        total=format_minor(order.total_minor, order.currency),
        paid=order.paid,
        placed_at=order.placed_at,
        promised_at=order.promised_at,
        hold_until=order.hold_until,
        ready_at=order.ready_at,
        ended_at=order.ended_at,
        refund=order.refund,  # type: ignore[arg-type]  # the feed's type is wider
        refund_amount=format_minor(_refund_minor(order), order.currency),
        lines=_told_lines(order),
        hand_overs=[
            ToldHandOver(at=told.at, store=told.store, till=told.till, units=told.units) for told in order.collected
        ],
        gen=order.gen,
        token=token,
        qr_png=b64encode(qr_png(token)).decode() if token else "",
        short_code=short_code(secret, order.order_id, order.gen) if token else "",
    )


def _refund_minor(order: Order) -> int:
    """What goes back to the customer, or went: of the whole order, or of what came back to a store."""
    return (order.refund_minor or order.total_minor) if order.refund else 0


def _told_lines(order: Order) -> list[ToldLine]:
    return [
        ToldLine(
            line=line.line,
            sku=line.sku,
            name=line.name,
            qty=format_milli(line.qty_milli),
            unit_price=format_minor(line.unit_price_minor, order.currency),
            total=format_minor(line.total_minor, order.currency),
            picked=format_milli(line.picked_milli),
            short=format_milli(line.short_milli),
            collected=len(line.collected),
            refused=len(line.refused),
        )
        for line in order.lines
    ]
