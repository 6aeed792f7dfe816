"""What becomes of a pickup order by what happens to it; SEMANTICS.md, "Pickup orders". Pure: documents in and out.

What tills say happened, and it is never refused: where it does not fit the order, the order takes from it what can be
true, and `odd` names what a person must look at. What a channel asks for may be refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from msgspec.structs import replace

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.domain.order_return import share_minor
from sync.entities import Collected, Order, OrderLine, OrderState

HIGHEST_GEN = 255
TO_PICK: frozenset[OrderState] = frozenset(("placed", "assigned", "accepted", "picking", "picked", "short", "staged"))
WAITING: frozenset[OrderState] = frozenset(("ready", "partly_collected"))
ENDED: frozenset[OrderState] = frozenset(("cancelled", "expired", "restocked", "refunded"))
OVER: frozenset[OrderState] = ENDED | {"declined"}
"""Nothing of it waits any more, and what was paid goes back."""

_FROM: dict[str, frozenset[OrderState]] = {
    "accepted": frozenset(("placed", "assigned")),
    "declined": frozenset(("placed", "assigned", "accepted")),
    "picked": TO_PICK - {"staged"},
    "short": TO_PICK | {"ready"},
    "staged": TO_PICK,
    "ready": TO_PICK,
    "restocked": frozenset(("cancelled", "expired", "declined", "refused", "refunded")),
}
"""In which states a step moves an order on. Tills may leave out steps: who stages, has picked."""

Units = Mapping[int, Sequence[int]]
"""Units of an order's lines, by line number."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The order after something happened; `odd` is empty, or the code of what does not fit."""

    order: Order
    odd: str = ""


def stepped(order: Order, step: str, at: str, qty_milli: Mapping[int, int], bag: str = "", bay: str = "") -> Moved:
    """After a step of a till at the moment `at`; `qty_milli` is what was picked or found missing, by line."""
    if step not in _FROM or order.state not in _FROM[step]:
        return Moved(order, "" if _repeats(order, step) else "pickup_step_out_of_order")
    match step:
        case "picked" | "short":
            order = _counted(order, step, qty_milli)
        case "staged":
            bags = order.bags if not bag or bag in order.bags else [*order.bags, bag]
            order = replace(order, state="staged", bags=bags, bay=bay or order.bay)
        case "ready":
            order = replace(order, state="ready", ready_at=at, hold_until=_hold_from(order, at), bay=bay or order.bay)
        case "restocked":
            order = replace(order, state="refunded" if order.state == "refunded" else "restocked")
        case "declined":
            order = replace(order, state="declined", refund=_refund(order), ended_at=at)
        case _:
            order = replace(order, state="accepted")
    return Moved(order)


def handed_over(order: Order, collected: Units, refused: Units, told: Collected) -> Moved:
    """After goods left the shop: that beats a cancel or an expiry, and money that was to go back stays.

    `odd` is `handed_over_after_end` when the order had ended before; `handed_over_not_ready` when it was never ready.
    """
    odd = ""
    if order.state in ENDED and told.at > order.ended_at:
        odd = "handed_over_after_end"
    elif order.state not in WAITING and order.state not in ENDED:
        odd = "handed_over_not_ready"
    lines = [
        replace(
            line,
            collected=sorted({*line.collected, *_units_there(line, collected)}),
            refused=sorted({*line.refused, *_units_there(line, refused)}),
        )
        for line in order.lines
    ]
    refund = order.refund if order.refund == "done" or order.refund_minor else ""
    after = replace(order, lines=lines, collected=[*order.collected, told], refund=refund, ended_at="")
    if order.state in OVER:
        after = replace(after, overruled=order.state, overruled_at=order.ended_at)
    return Moved(replace(after, state=_state_of_goods(after)), odd)


def undone(order: Order, units: Units, entry_id: str) -> Moved:
    """After a hand-over (its entry) was taken back at the desk: these units wait again. Nothing waits of an order that
    had ended before: it has ended again, and its money goes back after all."""
    lines = [
        replace(
            line,
            collected=[unit for unit in line.collected if unit not in units.get(line.line, ())],
            refused=[unit for unit in line.refused if unit not in units.get(line.line, ())],
        )
        for line in order.lines
    ]
    told = [collected for collected in order.collected if collected.entry != entry_id]
    after = replace(order, lines=lines, collected=told)
    state = _state_of_goods(after)
    if state == "ready" and order.overruled:
        return Moved(_ended_again(after))
    return Moved(replace(after, state=state))


def returned(order: Order, units: Units) -> Order:
    """After units came back to a till: their money is due, each unit's once. What was refunded whole stays as it is."""
    lines, amount = [], 0
    for line in order.lines:
        fresh = [unit for unit in _units_there(line, units) if unit not in line.returned]
        amount += share_minor(line.total_minor, units_of_line(line), fresh)
        lines.append(replace(line, returned=sorted({*line.returned, *fresh})))
    order = replace(order, lines=lines)
    if not amount or not order.paid or (order.refund and not order.refund_minor):
        return order
    waiting = order.refund_minor if order.refund == "due" else 0
    return replace(order, refund="due", refund_minor=waiting + amount)


def cancelled(order: Order, at: str) -> Order:
    """What a channel asks for. Its tokens are void from now on. Refused `order_collected`, `order_ended`."""
    if order.state == "cancelled":
        return order
    if any(line.collected for line in order.lines):
        raise Refused("order_collected", number=order.number)
    if order.state in ENDED:
        raise Refused("order_ended", number=order.number, state=order.state)
    return replace(order, state="cancelled", gen=_next_gen(order), refund=_refund(order), ended_at=at)


def expired(order: Order, at: str) -> Order:
    """Nobody came for it in time."""
    assert order.state in WAITING
    return replace(order, state="expired", refund=_refund(order), ended_at=at)


def refunded(order: Order) -> Order:
    """The channel gave the money back. Refused `no_refund_due`."""
    if order.refund == "done":
        return order
    if order.refund != "due":
        raise Refused("no_refund_due", number=order.number)
    return replace(order, refund="done", state=order.state if order.refund_minor else "refunded")


def with_new_token(order: Order) -> Order:
    """A new generation of its token: the ones before are void. Refused `order_ended`, `too_many_tokens`."""
    if order.state not in TO_PICK | WAITING:
        raise Refused("order_ended", number=order.number, state=order.state)
    if order.gen >= HIGHEST_GEN - 1:  # a cancel can always make the last void
        raise Refused("too_many_tokens", number=order.number, limit=HIGHEST_GEN - 1)
    return replace(order, gen=_next_gen(order))


def units_of_line(line: OrderLine) -> int:
    """How many units a line has: pieces, or one where it is weighed."""
    return 1 if line.kind == "weighed" else line.qty_milli // 1000


def open_milli(order: Order, line: OrderLine) -> int:
    """What of a line still waits to be handed over, in thousandths; nothing once the order is over."""
    if order.state not in TO_PICK | WAITING:
        return 0
    gone = len({*line.collected, *line.refused})
    if line.kind == "weighed":
        return 0 if gone else max(0, line.qty_milli - line.short_milli)
    return max(0, line.qty_milli - line.short_milli - 1000 * gone)


def wants(order: Order) -> dict[int, int]:
    """What of an order still waits, in thousandths by line."""
    return {line.line: open_milli(order, line) for line in order.lines}


def _repeats(order: Order, step: str) -> bool:
    """Two tills may do the same step of an order while they do not hear of each other."""
    return step == order.state or (step in ("picked", "staged") and order.state in ("staged", "ready"))


def _counted(order: Order, step: str, qty_milli: Mapping[int, int]) -> Order:
    name = "picked_milli" if step == "picked" else "short_milli"
    lines = []
    for line in order.lines:
        room = line.qty_milli - line.picked_milli - line.short_milli
        if name == "short_milli" and order.state in ("staged", "ready"):
            room = line.qty_milli - line.short_milli  # it was picked, and cannot be found now
        more: dict[str, Any] = {name: getattr(line, name) + max(0, min(room, qty_milli.get(line.line, 0)))}
        lines.append(replace(line, **more))
    if order.state in ("staged", "ready"):
        return replace(order, lines=lines)
    if any(line.picked_milli + line.short_milli < line.qty_milli for line in lines):
        return replace(order, lines=lines, state="picking")
    return replace(order, lines=lines, state="short" if any(line.short_milli for line in lines) else "picked")


def _state_of_goods(order: Order) -> OrderState:
    """By what was handed over, refused, and is still there."""
    taken = any(line.collected for line in order.lines)
    touched = taken or any(line.refused for line in order.lines)
    if not touched:
        return "ready"
    left = replace(order, state="ready")
    if any(open_milli(left, line) for line in order.lines):
        return "partly_collected"
    return "collected" if taken else "refused"


def _ended_again(order: Order) -> Order:
    return replace(
        order,
        state=cast(OrderState, order.overruled),
        refund=order.refund or _refund(order),
        ended_at=order.overruled_at,
        overruled="",
        overruled_at="",
    )


def _units_there(line: OrderLine, units: Units) -> list[int]:
    """Of these units those that the line has."""
    return [unit for unit in units.get(line.line, ()) if 1 <= unit <= units_of_line(line)]


def _hold_from(order: Order, at: str) -> str:
    """It is held as long as was promised, counted from when it could be collected."""
    days = _moment(order.hold_until) - _moment(order.promised_at)
    return max(order.hold_until, stamp(_moment(at) + max(days, timedelta(0))))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _refund(order: Order) -> str:
    return "due" if order.paid else ""


def _next_gen(order: Order) -> int:
    return min(order.gen + 1, HIGHEST_GEN)
