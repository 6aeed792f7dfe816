"""The customer's slip of an online order, as a receipt printer takes it: for web shops that print at a counter."""

import msgspec

from pos.devices.escpos_receipt import escpos_document
from pos.domain.failures import Refused
from pos.domain.pickup_order import pickup_order_of
from pos.domain.pickup_slip import qr_slip
from pos.domain.receipt import Shop
from sync.hub.hub import Hub
from sync.hub.store.orders import KeptOrder
from sync.hub.store.stores import sheet_of


def printed_slip(hub: Hub, kept: KeptOrder) -> bytes:
    """ESC/POS bytes with the QR of the order's newest token; Refused `order_ended` once there is none."""
    if not kept.token:
        raise Refused("order_ended", number=kept.order.number, state=kept.order.state)
    with hub.read() as connection:
        sheet = sheet_of(connection, kept.order.store_no)
    assert sheet is not None
    shop = Shop(sheet.name, "", sheet.zone, tuple(sheet.setup.get("address", ())))
    order = pickup_order_of(msgspec.to_builtins(kept.order))
    return escpos_document(qr_slip(order, kept.token, shop))
