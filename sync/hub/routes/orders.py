"""Online orders, for the channel that took them."""

from litestar import Response

from pos.domain.failures import Refused
from sync.hub.calls.call import Call, Nothing, call
from sync.hub.calls.idempotency import HEADER, Write, write_of
from sync.hub.pickup.order_documents import OrderDocument, PlaceOrder, order_document
from sync.hub.pickup.orders import cancel_order, order_for, place_order, refund_order, renew_token
from sync.hub.pickup.qr import qr_png
from sync.hub.pickup.qr_slip import printed_slip

_ORDER = "/v1/orders/{order_id:str}"


@call("POST", "/v1/orders", takes=PlaceOrder, gives=OrderDocument, who=("orders",))
def place(asked: Call[PlaceOrder]) -> tuple[int, OrderDocument]:
    """Place an online order to be collected in a store: 201 when it is new, 200 when it was there."""
    kept, new = place_order(asked.hub, asked.asked, _write(asked))
    return 201 if new else 200, order_document(kept, asked.hub.secret)


@call("GET", _ORDER, takes=Nothing, gives=OrderDocument, who=("orders",))
def order(asked: Call[Nothing]) -> OrderDocument:
    """An order of this channel as it stands."""
    kept = order_for(asked.hub, asked.path("order_id"), asked.channel.name)
    return order_document(kept, asked.hub.secret)


@call("GET", f"{_ORDER}/qr.png", takes=Nothing, gives=None, who=("orders",))
def order_qr(asked: Call[Nothing]) -> Response[bytes]:
    """The QR that its customer shows, as a PNG; refused with `order_ended` once the order is over."""
    kept = order_for(asked.hub, asked.path("order_id"), asked.channel.name)
    if not kept.token:
        raise Refused("order_ended", number=kept.order.number, state=kept.order.state)
    return Response(qr_png(kept.token), media_type="image/png", headers={"Cache-Control": "no-store"})


@call("GET", f"{_ORDER}/slip.bin", takes=Nothing, gives=None, who=("orders",))
def order_slip(asked: Call[Nothing]) -> Response[bytes]:
    """The same QR on a slip for a receipt printer (ESC/POS); refused with `order_ended` once the order is over."""
    kept = order_for(asked.hub, asked.path("order_id"), asked.channel.name)
    slip = printed_slip(asked.hub, kept)
    return Response(slip, media_type="application/octet-stream", headers={"Cache-Control": "no-store"})


@call("POST", f"{_ORDER}/cancel", takes=Nothing, gives=OrderDocument, who=("orders",))
def cancel(asked: Call[Nothing]) -> OrderDocument:
    """Cancel an order that was not handed over; what was handed over before stays so."""
    kept = cancel_order(asked.hub, asked.path("order_id"), _write(asked))
    return order_document(kept, asked.hub.secret)


@call("POST", f"{_ORDER}/token", takes=Nothing, gives=OrderDocument, who=("orders",))
def new_token(asked: Call[Nothing]) -> OrderDocument:
    """A new token and a new code; the ones before are void."""
    kept = renew_token(asked.hub, asked.path("order_id"), _write(asked))
    return order_document(kept, asked.hub.secret)


@call("POST", f"{_ORDER}/refunded", takes=Nothing, gives=OrderDocument, who=("orders",))
def refunded(asked: Call[Nothing]) -> OrderDocument:
    """The channel tells that the money of a cancelled, declined or expired order went back."""
    kept = refund_order(asked.hub, asked.path("order_id"), _write(asked))
    return order_document(kept, asked.hub.secret)


def _write(asked: Call[PlaceOrder] | Call[Nothing]) -> Write:
    said = asked.asked if isinstance(asked.asked, PlaceOrder) else None
    key = asked.request.headers.get(HEADER, "")
    return write_of(asked.channel.name, key, asked.request.url.path, said)


HANDLERS = [place, order, order_qr, order_slip, cancel, new_token, refunded]
