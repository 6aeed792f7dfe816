"""Online orders: placed by a channel, known to the store's tills at once, followed until they are handed over."""

from collections.abc import Callable
from datetime import timedelta

import msgspec

from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.journal import stamp
from pos.domain.quantity import parse_milli
from sync.entities import Order, Product, stream_of
from sync.hub.calls.idempotency import Write, once
from sync.hub.history.activities import STREAM
from sync.hub.hub import Hub
from sync.hub.people.customer_effects import of_order
from sync.hub.pickup import order_states
from sync.hub.pickup.order_documents import FLAGS, Buyer, PlaceOrder
from sync.hub.pickup.order_lines import HIGHEST_MINOR, order_lines
from sync.hub.pickup.pickup_tokens import prove
from sync.hub.store import orders
from sync.hub.store.engine import Connection
from sync.hub.store.orders import KeptOrder
from sync.hub.store.stores import sheet_of
from sync.hub.store.streams import publish
from sync.hub.store.things import bodies
from sync.texts import require_showable

_MOST_DIGITS = 18


def place_order(hub: Hub, asked: PlaceOrder, write: Write) -> tuple[KeptOrder, bool]:
    """The order, and whether it is new. Asked again under its key or its `ref` it is the same order.

    Refused `order_ref_reused` when `ref` names an order of other goods or another store, `unknown_store`,
    `other_currency`, and what `order_lines` refuses.
    """
    with hub.write() as connection:
        answer, new = once(connection, write, hub.now(), lambda: _placed(hub, connection, asked, write.channel))
        kept = _found(connection, int(answer), write.channel)
    if new:
        hub.metrics.orders.labels("placed").inc()
    return kept, new


def order_for(hub: Hub, order_id: str, channel: str) -> KeptOrder:
    """An order of this channel; Refused `unknown_order` for all others."""
    with hub.read() as connection:
        return found_order(connection, order_id, channel)


def found_order(connection: Connection, order_id: str, channel: str) -> KeptOrder:
    """An order of this channel; Refused `unknown_order` for all others."""
    return _found(connection, _number(order_id), channel)


def cancel_order(hub: Hub, order_id: str, write: Write) -> KeptOrder:
    """No token opens it any more. Refused `order_collected`: what was handed over before stays so."""
    return _changed(hub, order_id, write, "cancelled", lambda order: order_states.cancelled(order, stamp(hub.now())))


def refund_order(hub: Hub, order_id: str, write: Write) -> KeptOrder:
    """The channel has given the money back. Refused `no_refund_due`."""
    return _changed(hub, order_id, write, "refunded", order_states.refunded)


def renew_token(hub: Hub, order_id: str, write: Write) -> KeptOrder:
    """A token and a code of a new generation, where the old ones went to the wrong person. Refused `order_ended`."""
    return _changed(hub, order_id, write, "token", order_states.with_new_token)


def keep_and_publish(hub: Hub, connection: Connection, order: Order, token: str | None = None) -> None:
    """An order after something happened to it; its store's tills are told. Last in a transaction: it publishes."""
    orders.keep_order(connection, order, order_states.wants(order), token)
    _publish(hub, connection, order)


def _publish(hub: Hub, connection: Connection, order: Order) -> None:
    """To the tills of its store, and what its customer sees of it to every till."""
    told = {stream_of("orders", order.store_no): [orders.published(order)], STREAM: of_order(connection, order)}
    publish(connection, told, hub.chance(16))


def _placed(hub: Hub, connection: Connection, asked: PlaceOrder, channel: str) -> str:
    here = orders.order_of_ref(connection, channel, asked.ref)
    if here is None:
        kept = _new_order(hub, connection, asked, channel)
        if orders.add_order(connection, kept, order_states.wants(kept.order)):
            _publish(hub, connection, kept.order)
            return str(kept.order.order_id)
        here = orders.order_of_ref(connection, channel, asked.ref)  # placed by another process meanwhile
        assert here is not None
    _require_same(here, asked)
    return str(here.order.order_id)


def _new_order(hub: Hub, connection: Connection, asked: PlaceOrder, channel: str) -> KeptOrder:
    sheet = sheet_of(connection, asked.store)
    if sheet is None:
        raise Refused("unknown_store", store=asked.store)
    if asked.currency not in ("", sheet.currency):
        raise Refused("other_currency", currency=asked.currency, wanted=sheet.currency)
    buyer = asked.customer
    for field, text, limit in _texts(buyer):
        require_free_text(f"customer.{field}", text, limit)
    require_showable(buyer)
    lines = order_lines(asked.lines, _products(connection, asked), sheet.currency)
    total = sum(line.total_minor for line in lines)
    if total > HIGHEST_MINOR:
        raise Refused("amount_too_large", value=total)
    now = hub.now()
    promised = max(asked.promised_at or now, now)
    order_id = orders.take_order_id(connection)
    order = Order(
        order_id=order_id,
        number=f"{sheet.code}-{order_id}",
        store_no=asked.store,
        channel=channel,
        state="placed",
        placed_at=stamp(now),
        promised_at=stamp(promised),
        hold_until=stamp(promised + timedelta(days=asked.hold_days)),
        flags=_flags(asked),
        currency=sheet.currency,
        total_minor=total,
        paid=asked.paid,
        customer_id=buyer.id,
        customer_name=buyer.name,
        email=buyer.email,
        phone=buyer.phone,
        postcode=buyer.postcode,
        lines=lines,
        includes={},
    )
    proved = prove(hub, connection, order, now)
    return KeptOrder(proved.order, asked.ref, proved.token)


def _texts(buyer: Buyer) -> tuple[tuple[str, str, int], ...]:
    """What was typed of a buyer, and how long each may be."""
    return (
        ("name", buyer.name, 200),
        ("email", buyer.email, 254),
        ("phone", buyer.phone, 40),
        ("postcode", buyer.postcode, 16),
    )


def _products(connection: Connection, asked: PlaceOrder) -> dict[str, Product]:
    found = bodies(connection, "catalogue", "product", sorted({line.sku for line in asked.lines}))
    return {sku: msgspec.json.decode(body, type=Product) for sku, body in found.items()}


def _flags(asked: PlaceOrder) -> int:
    flags = sum(FLAGS[flag] for flag in set(asked.flags))
    return flags if asked.paid else flags | FLAGS["pay_here"]


def _require_same(here: KeptOrder, asked: PlaceOrder) -> None:
    """The same goods for the same store: whatever else differs, it is this order."""
    goods = sorted((line.sku, line.qty_milli) for line in here.order.lines)
    wanted = sorted((line.sku, parse_milli(line.qty)) for line in asked.lines)
    if here.order.store_no != asked.store or goods != wanted:
        raise Refused("order_ref_reused", number=here.order.number)


def _changed(hub: Hub, order_id: str, write: Write, step: str, change: Callable[[Order], Order]) -> KeptOrder:
    number = _number(order_id)
    with hub.write() as connection:

        def work() -> str:
            before = _found(connection, number, write.channel, hold=True)
            after = change(before.order)
            if after != before.order:
                _keep(hub, connection, before, after)
            return str(number)

        _answer, new = once(connection, write, hub.now(), work)
        kept = _found(connection, number, write.channel)
    if new:
        hub.metrics.orders.labels(step).inc()
    return kept


def _keep(hub: Hub, connection: Connection, before: KeptOrder, after: Order) -> None:
    token: str | None = None
    if after.state in order_states.ENDED:
        token = ""
    elif after.gen != before.order.gen:
        proved = prove(hub, connection, after, hub.now())
        after, token = proved.order, proved.token
    keep_and_publish(hub, connection, after, token)


def _found(connection: Connection, order_id: int, channel: str, *, hold: bool = False) -> KeptOrder:
    kept = orders.order_of(connection, order_id, hold=hold)
    if kept is None or kept.order.channel != channel:
        raise Refused("unknown_order", order=str(order_id))
    return kept


def _number(order_id: str) -> int:
    if not (order_id.isascii() and order_id.isdigit() and len(order_id) <= _MOST_DIGITS):
        raise Refused("unknown_order", order=order_id)
    return int(order_id)
