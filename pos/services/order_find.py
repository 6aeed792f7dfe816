"""Finding the online order that goods come back of: by its number, the QR of its customer, or e-mail and postcode."""

from dataclasses import dataclass

from pos.domain.codes import classify
from pos.domain.failures import Refused
from pos.domain.order_return import returnable_units
from pos.domain.pickup_order import OrderLine, PickupOrder
from pos.domain.pickup_token import parse_token
from pos.domain.return_window import days_of_policy, days_since, is_late
from pos.services.pickup_queue import known_order
from pos.services.pickup_verify import judged_token, require_verdict
from pos.services.till import Till
from pos.store.store import Tx

FEWEST_DIGITS = 3
"""Of a number, so that it finds anything."""
_GENUINE = ("OK", "ALREADY_COLLECTED", "EXPIRED", "NOT_YET_VALID", "NOT_READY", "NOT_KNOWN_HERE")
"""What a code has to be worth here: whatever time it was made for, it names its order."""


@dataclass(frozen=True, slots=True)
class OrderLineLeft:
    """A line of an order: the units that may still come back, and how many were handed over."""

    line: OrderLine
    left: tuple[int, ...]

    @property
    def handed_over(self) -> int:
        return len(self.line.collected)


@dataclass(frozen=True, slots=True)
class ReturnableOrder:
    """An order of which something was handed over; `days` ago the last of it, of the `allowed_days` for returns."""

    order: PickupOrder
    lines: tuple[OrderLineLeft, ...]
    days: int
    allowed_days: int | None

    @property
    def is_late(self) -> bool:
        return is_late(self.days, self.allowed_days)

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is left to come back."""
        return not any(line.left for line in self.lines)


def find_orders(till: Till, text: str, limit: int = 8) -> tuple[PickupOrder, ...]:
    """Orders of this store of which something was handed over, the newest first: those whose number ends in these
    digits, or of this e-mail and postcode together."""
    asked = text.strip()
    with till.store.read() as tx:
        if "@" in asked:
            found = _of_contact(tx, asked)
        else:
            digits = asked.rpartition("-")[2]
            is_number = digits.isascii() and digits.isdigit() and len(digits) >= FEWEST_DIGITS
            found = tx.orders.by_number_end(asked.upper(), limit) if is_number else []
        known = (known_order(tx, till, order_id) for order_id in found[:limit])
        return tuple(order for order in known if order is not None and order.collected)


def open_order(till: Till, asked: str) -> ReturnableOrder:
    """The order of a QR's digits or of a number, with what can still come back of it.

    Refused `unknown_order`, `order_not_collected`, and for a code `code_malformed`, `code_key_unknown`,
    `code_not_genuine`, `code_revoked`, `order_of_other_store`.
    """
    with till.store.read() as tx:
        order = _of_token(tx, till, asked) if classify(asked) == "pickup_token" else _of_number(tx, till, asked)
        if order is None:
            raise Refused("unknown_order", order=asked.strip() if len(asked) < 20 else "")
        if not order.collected:
            raise Refused("order_not_collected", number=order.number)
        return _returnable(tx, till, order)


def _of_token(tx: Tx, till: Till, digits: str) -> PickupOrder | None:
    checked = judged_token(tx, till, parse_token(digits))
    if checked.verdict == "WRONG_STORE":
        raise Refused("order_of_other_store", store=checked.store_name)
    if checked.verdict not in _GENUINE:
        require_verdict(checked)
    return checked.order


def _of_number(tx: Tx, till: Till, number: str) -> PickupOrder | None:
    held = tx.orders.by_number(number.strip().upper())
    return known_order(tx, till, held[0].order_id) if held else None


def _of_contact(tx: Tx, text: str) -> list[int]:
    """An e-mail alone proves nothing: the postcode belongs to it, in whatever order and with whatever blanks."""
    words = text.split()
    email = next(word for word in words if "@" in word)
    postcode = "".join(word for word in words if word != email)
    return tx.orders.of_contact(email, postcode) if postcode else []


def _returnable(tx: Tx, till: Till, order: PickupOrder) -> ReturnableOrder:
    came = tx.pickups.returned_units(order.order_id)
    lines = tuple(
        OrderLineLeft(line, returnable_units(line, {unit for number, unit in came if number == line.line}))
        for line in order.lines
        if line.collected
    )
    setup = till.setup
    days = days_since(order.collected[-1].at, till.now(), setup.time_zone)
    return ReturnableOrder(order, lines, days, days_of_policy(setup.return_policy))
