"""Proof of an order for its customer: the signed token of its newest generation, and the code to say instead."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from msgspec.structs import replace

from pos.domain.pickup_order import pickup_order_of, units_of
from pos.domain.pickup_token import digest_of, make_token
from sync.entities import Order
from sync.hub.hub import Hub
from sync.hub.pickup.pickup_keys import sign_key
from sync.hub.pickup.short_codes import SALT_BYTES, code_hmac, short_code
from sync.hub.store.engine import Connection


@dataclass(frozen=True, slots=True)
class Proved:
    """An order with the hash of its code, and its token as digits."""

    order: Order
    token: str


def prove(hub: Hub, connection: Connection, order: Order, now: datetime) -> Proved:
    """Token and code of this generation; those of the ones before are void where the order is known."""
    salt = hub.chance(SALT_BYTES)
    hashed = code_hmac(salt, short_code(hub.secret, order.order_id, order.gen))
    kid, signer = sign_key(connection)
    token = make_token(
        signer,
        kid=kid,
        order=order.order_id,
        store=order.store_no,
        iat=int(now.timestamp()),
        exp=int(datetime.fromisoformat(order.hold_until).timestamp()),
        gen=order.gen,
        flags=order.flags,
        digest=digest_of(units_of(pickup_order_of(msgspec.to_builtins(order)).lines)),
    )
    return Proved(replace(order, code_salt=salt.hex(), code_hmac=hashed), token)
