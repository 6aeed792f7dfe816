"""What happened to a pickup order at this till, laid over what the hub knows of it.

The hub's document counts in this till's entries up to a row number; those behind it are added here, by the same rules
as at the hub, so that the queue is right without a network. Facts are never refused: what does not fit changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from pos.domain.pickup_order import TO_PICK, WAITING, Collected, OrderLine, OrderState, PickupOrder, StepName

Units = Mapping[int, frozenset[int]]
"""Units of an order's lines, by line number."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an order, at row number `n` of the journal; `milli` is thousandths by line."""

    n: int
    order_id: int
    step: StepName
    at: str
    staff: str
    milli: Mapping[int, int] = field(default_factory=dict)
    bag: str = ""
    bay: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """A hand-over at row number `n`, or with `undoes` the taking back of one; units by line."""

    n: int
    order_id: int
    entry_id: str
    at: str
    staff: str
    collected: Units = field(default_factory=dict)
    refused: Units = field(default_factory=dict)
    back: Units = field(default_factory=dict)
    undoes: str = ""


Happened = Step | Handed

_FROM: dict[StepName, tuple[OrderState, ...]] = {
    "accepted": ("placed", "assigned"),
    "declined": ("placed", "assigned", "accepted"),
    "picked": tuple(state for state in TO_PICK if state != "staged"),
    "short": (*TO_PICK, "ready"),
    "staged": TO_PICK,
    "ready": TO_PICK,
    "restocked": ("cancelled", "expired", "declined", "refused", "refunded"),
}
"""In which states a step moves an order on."""


def laid_over(order: PickupOrder, own: Iterable[Happened], till: int) -> PickupOrder:
    """The order after what happened here, oldest first; `till` is this till's number."""
    for happened in sorted(own, key=lambda one: one.n):
        order = _stepped(order, happened) if isinstance(happened, Step) else _handed(order, happened, till)
    return order


def is_staged(order: PickupOrder) -> bool:
    """Whether its goods lie apart, and so leave from there."""
    return bool(order.bags or order.bay or order.ready_at) or order.state in ("staged", "ready")


def left_to_pick_milli(line: OrderLine) -> int:
    """What of a line nobody has picked nor missed yet."""
    return max(0, line.qty_milli - line.picked_milli - line.short_milli)


def unit_milli(line: OrderLine) -> int:
    """How much one unit of a line is: a piece, or all that was weighed."""
    if line.kind != "weighed":
        return 1000
    return line.picked_milli or line.qty_milli - line.short_milli


def _stepped(order: PickupOrder, step: Step) -> PickupOrder:
    if order.state not in _FROM[step.step]:
        return order
    match step.step:
        case "picked" | "short":
            return _counted(order, step)
        case "staged":
            bags = order.bags if not step.bag or step.bag in order.bags else (*order.bags, step.bag)
            return replace(order, state="staged", bags=bags, bay=step.bay or order.bay)
        case "ready":
            return replace(order, state="ready", ready_at=step.at, bay=step.bay or order.bay)
        case "restocked":
            return order if order.state == "refunded" else replace(order, state="restocked")
        case "accepted" | "declined":
            return replace(order, state=step.step)
    assert_never(step.step)


def _counted(order: PickupOrder, step: Step) -> PickupOrder:
    packed = order.state in ("staged", "ready")
    lines = tuple(_counted_line(line, step, packed) for line in order.lines)
    if packed:
        return replace(order, lines=lines)
    if any(left_to_pick_milli(line) for line in lines):
        return replace(order, lines=lines, state="picking")
    return replace(order, lines=lines, state="short" if any(line.short_milli for line in lines) else "picked")


def _counted_line(line: OrderLine, step: Step, packed: bool) -> OrderLine:
    """What was packed and cannot be found now is short although it was picked."""
    asked = step.milli.get(line.line, 0)
    if step.step == "picked":
        return replace(line, picked_milli=line.picked_milli + _within(asked, left_to_pick_milli(line)))
    room = line.qty_milli - line.short_milli if packed else left_to_pick_milli(line)
    return replace(line, short_milli=line.short_milli + _within(asked, room))


def _within(asked: int, room: int) -> int:
    return max(0, min(asked, room))


def _handed(order: PickupOrder, handed: Handed, till: int) -> PickupOrder:
    lines = tuple(
        replace(
            line,
            collected=(line.collected | handed.collected.get(line.line, frozenset()))
            - handed.back.get(line.line, frozenset()),
            refused=(line.refused | handed.refused.get(line.line, frozenset()))
            - handed.back.get(line.line, frozenset()),
        )
        for line in order.lines
    )
    told = tuple(one for one in order.collected if one.entry != handed.undoes)
    if not handed.undoes:
        units = sum(len(units) for units in handed.collected.values())
        told += (Collected(handed.at, till, order.store_no, handed.staff, units, handed.entry_id),)
    after = replace(order, lines=lines, collected=told)
    return replace(after, state=_state_of_goods(after))


def _state_of_goods(order: PickupOrder) -> OrderState:
    """By what was handed over, what was refused, and what is still there."""
    taken = any(line.collected for line in order.lines)
    if not taken and not any(line.refused for line in order.lines):
        return "ready"
    if any(line.open_units for line in order.lines):
        return "partly_collected"
    return "collected" if taken else "refused"


def is_open(order: PickupOrder) -> bool:
    """Whether somebody still has to do something for it at the desk."""
    return order.state in TO_PICK or order.state in WAITING
