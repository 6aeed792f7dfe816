"""An order that has not arrived at this till, as its genuine code and the goods in its bag tell of it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from pos.domain.journal import stamp
from pos.domain.pickup_order import PAY_HERE, OrderLine, PickupOrder
from pos.domain.pickup_token import Token


def scanned_line(number: int, sku: str, units: int, name: str, kind: str) -> OrderLine:
    """A line of so many scanned units; the weight of a weighed one is not known here and counts as one kilogram."""
    milli = units * 1000
    return OrderLine(number, sku, name, "", kind, (), "", milli, 0, 0, "", picked_milli=milli)


def scanned_order(token: Token, number: str, currency: str, lines: Sequence[OrderLine]) -> PickupOrder:
    """The order of a token that was proved; somebody packed it, so it is taken as ready. Its amounts are not known."""
    issued, held = (stamp(datetime.fromtimestamp(seconds, UTC)) for seconds in (token.iat, token.exp))
    return PickupOrder(
        order_id=token.order,
        number=number,
        store_no=token.store,
        channel="",
        state="ready",
        placed_at=issued,
        promised_at=issued,
        hold_until=held,
        ready_at=issued,
        gen=token.gen,
        flags=token.flags,
        currency=currency,
        total_minor=0,
        paid=not token.flags & PAY_HERE,
        customer_id="",
        customer_name="",
        email="",
        phone="",
        postcode="",
        code_salt="",
        code_hmac="",
        bay="",
        bags=(),
        lines=tuple(lines),
        collected=(),
        refund="",
    )
