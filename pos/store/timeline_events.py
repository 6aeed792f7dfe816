"""Rows of the timeline as events: own sales and notes, pickup orders of this store, and what the hub told."""

from collections.abc import Mapping, Sequence
from typing import Any

from pos.domain.customer import Event, Goods
from pos.domain.pickup_order import PickupOrder

STORE = "store"
OPEN, DONE = "open", "done"
_ORDER_STATES = {
    "ready": "ready",
    "partly_collected": "ready",
    "collected": "collected",
    "expired": "expired",
    "declined": "cancelled",
    "cancelled": "cancelled",
    "restocked": "cancelled",
    "refunded": "cancelled",
    "refused": "cancelled",
}
"""How a pickup order stands in the words of an event; one that is still to be packed is `paid`,
or `open`."""


def event_of_activity(body: Mapping[str, Any], done: bool = False) -> Event:
    """An event from its feed document, which was checked when it came in; `done`: a task that was done here since."""
    get = body.get
    return Event(
        event_id=body["activity_id"],
        kind=body["kind"],
        channel=body["channel"],
        at=body["at"],
        device=get("device", ""),
        place=get("place", ""),
        ref=get("ref", ""),
        state=DONE if done else get("state", ""),
        words=get("words", ""),
        currency=get("currency", ""),
        amount_minor=get("amount_minor", 0),
        staff=get("staff", ""),
        code=get("code", ""),
        promotion=get("promotion", ""),
        until=get("until", ""),
        due=get("due", ""),
        goods=tuple(_goods(line) for line in get("lines", ())),
    )


def event_of_note(row: Sequence[Any], place: str) -> Event:
    """A note or task that was written here: entry, kind, time, staff, words, due, and whether it was done."""
    entry_id, kind, at, staff, words, due, done = row
    state = "" if kind == "note" else DONE if done else OPEN
    return Event(
        f"note:{entry_id}", kind, STORE, at, place=place, state=state, words=words, staff=staff, due=due, live=True
    )


def event_of_sale(row: Sequence[Any], goods: Sequence[Goods], place: str) -> Event:
    """A sale of this till: id, time, receipt, currency, total, staff, and whether there is nothing in it but goods that
    came back: then it is a return. `goods` are its lines in their order."""
    sale_id, at, receipt, currency, total_minor, staff, is_return = row
    return Event(
        event_id=f"sale:{sale_id}",
        kind="return" if is_return else "sale",
        channel=STORE,
        at=at,
        place=place,
        ref=receipt,
        currency=currency,
        amount_minor=total_minor,
        staff=staff,
        goods=tuple(goods),
        live=True,
    )


def event_of_order(order: PickupOrder, place: str) -> Event:
    """An order that is collected in this store, as it stands with what was done here."""
    return Event(
        event_id=f"order:{order.order_id}",
        kind="order",
        channel=order.channel,
        at=order.placed_at,
        place=place,
        ref=order.number,
        state=_ORDER_STATES.get(order.state, "paid" if order.paid else OPEN),
        currency=order.currency,
        amount_minor=order.total_minor,
        until=order.hold_until,
        goods=tuple(
            Goods(line.sku, line.name, line.options, line.image, line.qty_milli, line.total_minor)
            for line in order.lines
        ),
        live=True,
    )


def _goods(line: Mapping[str, Any]) -> Goods:
    get = line.get
    return Goods(
        line["sku"], line["name"], get("options", ""), get("image", ""), get("qty_milli", 1000), get("amount_minor", 0)
    )
