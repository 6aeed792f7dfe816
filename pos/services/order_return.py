"""An online order brought back to the store: the goods stay here, and the money goes back through the hub, once: by the
order's channel, as it was paid, or as store credit of its customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pos.domain.basket import Disposition
from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.order_return import order_refs, returnable_units, share_minor
from pos.domain.pickup_order import OrderLine, PickupOrder
from pos.domain.pickup_steps import unit_milli
from pos.domain.return_window import days_of_policy, days_since, is_late
from pos.domain.staff import BUILT_IN, Right, may
from pos.domain.stored_value import customer_ref
from pos.services.hub_claim import PATIENT, Waiting, ask_hub
from pos.services.journal import write_down
from pos.services.order_find import ReturnableOrder
from pos.services.pickup_queue import require_order
from pos.services.rights import require_right
from pos.services.staff import member, named_approver
from pos.services.till import Till
from pos.store.store import Tx

RefundTo = Literal["channel", "store_credit"]
"""Who gives the money back: the channel that took it, or the hub as store credit of the order's customer."""


@dataclass(frozen=True, slots=True)
class LineBack:
    """So many units of a line come back, why, and where they go."""

    units: int
    reason: str
    disposition: Disposition = "restock"


@dataclass(frozen=True, slots=True)
class OrderBack:
    """What came back. With `claim` `granted` the hub holds it for this till, and has `amount_minor` given back once it
    has read the entry; `offline`: that is when the line is back, and nobody may promise money before."""

    entry_id: str
    number: str
    amount_minor: int
    claim: Literal["granted", "offline"]
    to: RefundTo = "channel"


def amount_of(order: ReturnableOrder, units: Mapping[int, int]) -> dict[int, int]:
    """What was paid for so many of the units that are left, by line."""
    return {
        one.line.line: share_minor(one.line.total_minor, one.line.units, one.left[: units[one.line.line]])
        for one in order.lines
        if units.get(one.line.line)
    }


def order_rights(till: Till, order: ReturnableOrder, to: RefundTo, staff: str) -> tuple[Right, ...]:
    """What of this the person at the till may not do alone."""
    with till.store.read() as tx:
        person = member(tx, staff)
    needed: tuple[tuple[Right, bool], ...] = (("return_late", order.is_late), ("refund_tender", to != "channel"))
    return tuple(right for right, is_needed in needed if is_needed and not may(person, right))


def return_order(
    till: Till,
    order_id: int,
    lines: Mapping[int, LineBack],
    staff: str,
    approved_by: str = "",
    waiting: Waiting = PATIENT,
    to: RefundTo = "channel",
) -> OrderBack:
    """Take units of an order back that were handed over. It may take 0.8 s.

    Refused `unknown_order`, `order_not_returnable` for more than was handed over and did not come back,
    `returned_elsewhere_order`, `customer_needed` for store credit of nobody, `approval_needed` after the days on the
    receipt and for money that does not go back the way it came. `unknown_staff` for an approval by nobody of here.
    """
    for told in lines.values():
        require_free_text("reason", told.reason)
    return_id = till.new_id()
    with till.store.read() as tx:
        order = _allowed(tx, till, order_id, staff, approved_by, to)
        chosen = _chosen(tx, order, lines)
    refs = [ref for line, units in chosen for ref in order_refs(order_id, line.line, units)]
    claim = _claim(till, order, {"kind": "refund", "refs": refs, "sale": return_id}, waiting)
    with till.store.write() as tx:
        order = _allowed(tx, till, order_id, staff, approved_by, to)
        if chosen != _chosen(tx, order, lines):
            raise Refused("order_changed", number=order.number)  # somebody was faster at this till
        told_lines = [_line_body(line, units, lines[line.line]) for line, units in chosen]
        amount = sum(share_minor(line.total_minor, line.units, units) for line, units in chosen)
        body: dict[str, object] = {"return_id": return_id, "order": order_id, "number": order.number}
        body |= {"lines": told_lines, "amount_minor": amount, "currency": order.currency, "claim": claim}
        if to != "channel":
            body["to"] = to
        if approved_by := named_approver(tx, staff, approved_by):
            body["approved_by"] = approved_by
        entry = write_down(tx, till, "order_returned", body, staff)
    return OrderBack(entry.entry_id, order.number, amount, claim, to)


def _allowed(tx: Tx, till: Till, order_id: int, staff: str, approved_by: str, to: RefundTo) -> PickupOrder:
    """The order, when whoever stands there may take it back now."""
    order, setup = require_order(tx, till, order_id), till.setup
    if not order.collected:
        raise Refused("order_not_returnable", number=order.number, left=0)
    if to == "store_credit":
        customer_ref(to, order.customer_id)
        if staff != BUILT_IN.staff_id and not may(person := member(tx, staff), "refund_tender"):
            require_right(tx, person, approved_by, "refund_tender", 0)
    days = days_since(order.collected[-1].at, till.now(), setup.time_zone)
    if staff != BUILT_IN.staff_id and is_late(days, days_of_policy(setup.return_policy)):
        person = member(tx, staff)
        if not may(person, "return_late"):
            require_right(tx, person, approved_by, "return_late", 0)
    named_approver(tx, staff, approved_by)
    return order


def _chosen(tx: Tx, order: PickupOrder, lines: Mapping[int, LineBack]) -> list[tuple[OrderLine, tuple[int, ...]]]:
    came = tx.pickups.returned_units(order.order_id)
    chosen = []
    for line in order.lines:
        wanted = lines[line.line].units if line.line in lines else 0
        left = returnable_units(line, {unit for number, unit in came if number == line.line})
        if wanted > len(left):
            raise Refused("order_not_returnable", number=order.number, left=len(left))
        if wanted > 0:
            chosen.append((line, left[:wanted]))
    if not chosen:
        raise Refused("order_not_returnable", number=order.number, left=0)
    return chosen


def _claim(till: Till, order: PickupOrder, asked: Mapping[str, Any], waiting: Waiting) -> Literal["granted", "offline"]:
    answer = ask_hub(till, asked, waiting)
    if answer.get("why") == "not_enough":
        first: dict[str, Any] = next(iter(answer["already"]), {})
        raise Refused("returned_elsewhere_order", number=order.number, by=first.get("by", ""), at=first.get("at", ""))
    return "granted" if answer.get("result") == "granted" else "offline"


def _line_body(line: OrderLine, units: tuple[int, ...], told: LineBack) -> dict[str, object]:
    body: dict[str, object] = {"line": line.line, "sku": line.sku, "units": list(units)}
    body |= {"qty_milli": unit_milli(line) * len(units), "reason": told.reason, "disposition": told.disposition}
    return body
