"""Handing a pickup order over: each unit once, by whoever may have it, with or without a network."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.journal import Entry, moment_of
from pos.domain.pickup_entry import unit_refs, units_told
from pos.domain.pickup_order import AGE_CHECK, ID_CHECK, SOMEBODY_ELSE, OrderLine, PickupOrder, Proof
from pos.domain.pickup_scanned import scanned_line, scanned_order
from pos.domain.pickup_steps import is_staged
from pos.domain.pickup_token import digest_of, parse_token
from pos.domain.pickup_verdict import Verdict
from pos.domain.sealed import NONCE_BYTES, seal
from pos.domain.staff import Right, may
from pos.services.hub_claim import PATIENT, Waiting
from pos.services.journal import write_down
from pos.services.pickup_claim import Claim, claim
from pos.services.pickup_pick import line_of
from pos.services.pickup_queue import known_order, require_order
from pos.services.pickup_verify import Checked, judged_order, judged_token, require_verdict
from pos.services.staff import check_approval, member, named_approver
from pos.services.till import Till
from pos.store.store import Tx

UNDO_WITHIN = timedelta(seconds=60)
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class HandOver:
    """What is handed over: how many units of each line, and of which lines the customer wants no more, with reasons.

    `proof` is how he showed that it is his; `token` the digits of the QR where it was that. `verdict` is what the desk
    saw: it is judged again when the goods go out. `bag_scanned`: the label on the bag was read. For a genuine code of
    an order that is not known here `items` says what was scanned, units by SKU, in the place of `units`.
    """

    order_id: int
    units: Mapping[int, int]
    refused: Mapping[int, str] = field(default_factory=dict)
    proof: Proof = "qr"
    verdict: Verdict = "OK"
    id_checked: bool = False
    age_checked: bool = False
    collected_by: str = ""
    approved_by: str = ""
    bag_scanned: bool = False
    token: str = ""
    items: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """`complete`: nothing of the order is left here."""

    entry_id: str
    at: str
    number: str
    units: int
    claim: Claim
    complete: bool


Taken = list[tuple[OrderLine, tuple[int, ...]]]


def hand_over(till: Till, request: HandOver, staff: str, waiting: Waiting = PATIENT) -> HandedOver:
    """Hand units over, or nothing at all; the hub is asked first where it can be. Call it as a job: it may take 0.8 s.

    Refused `already_collected` (who, when, where), `not_ready`, `pay_first`, `id_check_needed`, `age_check_needed`,
    `somebody_else_not_allowed`, `bag_needed`, `approval_needed`, `too_many_units`, `nothing_to_hand_over`, …
    """
    require_free_text("collected_by", request.collected_by, LONGEST_NAME)
    with till.store.read() as tx:
        order, checked = _allowed(tx, till, request, staff)
        taken, _refused = _chosen(order, request)
        refs = _refs(tx, order, taken)
    asks = refs and checked.verdict != "NOT_KNOWN_HERE"  # whose lines only the hub knows by number
    granted = claim(till, order.number, refs, waiting) if asks else "offline"
    with till.store.write() as tx:
        order, checked = _allowed(tx, till, request, staff)
        taken, refused = _chosen(order, request)
        if refs != _refs(tx, order, taken):
            raise Refused("order_changed", number=order.number)  # somebody was faster at this till
        if granted == "offline" and taken:
            _require_parcel(tx, request, staff)
        body = _body(tx, till, order, request, staff, taken, refused, granted, checked)
        entry = write_down(tx, till, "handed_over", body, staff)
        after = known_order(tx, till, order.order_id)
    units = sum(len(numbers) for _line, numbers in taken)
    complete = after is None or not any(line.open_units for line in after.lines)
    return HandedOver(entry.entry_id, entry.at, order.number, units, granted, complete)


def undo(till: Till, entry_id: str, staff: str) -> Entry:
    """Take a hand-over back: the goods lie again where they lay. What the customer refused stays refused.

    Refused `unknown_hand_over`, `already_undone`, `too_late_to_undo` after a minute, `nothing_to_undo`.
    """
    with till.store.write() as tx:
        check_approval(tx, staff, "hand_over", "")
        record = tx.pickups.hand_over(entry_id)
        if record is None:
            raise Refused("unknown_hand_over", entry=entry_id)
        if record.undone_by:
            raise Refused("already_undone", number=record.number)
        if till.now() - moment_of(record.at) > UNDO_WITHIN:
            raise Refused("too_late_to_undo", number=record.number)
        told = tx.journal.at(record.n).content
        if not told["lines"]:
            raise Refused("nothing_to_undo", number=record.number)
        body = {"order": record.order_id, "number": record.number, "undoes": entry_id}
        body |= {"staged": told["staged"], "lines": told["lines"]}
        return write_down(tx, till, "hand_over_undone", body, staff)


def _allowed(tx: Tx, till: Till, request: HandOver, staff: str) -> tuple[PickupOrder, Checked]:
    """The order and its verdict, when it may be handed over to who stands there."""
    alone = may(member(tx, staff), "hand_over")
    check_approval(tx, staff, "hand_over", "" if alone else request.approved_by)
    checked = _judged(tx, till, request)
    require_verdict(checked)
    order = checked.order or _unknown_order(tx, till, request, checked)
    if checked.verdict != "OK" or checked.warnings:
        _require_right(tx, staff, "override_pickup", request.approved_by, _why(checked), order)
    if request.proof == "manager":
        _require_right(tx, staff, "hand_over_without_proof", request.approved_by, "approval_needed", order)
    _require_checks(tx, order, request, staff)
    named_approver(tx, staff, request.approved_by)
    return order, checked


def _judged(tx: Tx, till: Till, request: HandOver) -> Checked:
    if not request.token:
        return judged_order(tx, till, require_order(tx, till, request.order_id))
    checked = judged_token(tx, till, parse_token(request.token))
    if checked.token is not None and checked.token.order != request.order_id:
        raise Refused("code_of_another_order", order=str(request.order_id))
    return checked


def _unknown_order(tx: Tx, till: Till, request: HandOver, checked: Checked) -> PickupOrder:
    """What a genuine code and the scanned items together prove of an order that has not arrived here yet."""
    assert checked.token is not None
    if digest_of(list(request.items.items())) != checked.token.digest:
        raise Refused("items_do_not_fit", order=str(request.order_id))
    found = [(tx.products.by_sku(sku), sku, count) for sku, count in sorted(request.items.items())]
    lines = tuple(
        scanned_line(number, sku, count, product.name if product else sku, product.kind if product else "each")
        for number, (product, sku, count) in enumerate(found, 1)
    )
    return scanned_order(checked.token, f"{till.setup.code}-{checked.token.order}", till.setup.currency, lines)


def _why(checked: Checked) -> str:
    return {"OK": "clock_not_sure", "NOT_KNOWN_HERE": "order_not_here_yet"}.get(checked.verdict, "not_ready")


def _require_right(tx: Tx, staff: str, right: Right, approved_by: str, code: str, order: PickupOrder) -> None:
    """An approval stands behind it, or it is refused with this code: that says what is wrong, not only who is asked."""
    try:
        check_approval(tx, staff, right, approved_by)
    except Refused as refused:
        if refused.code != "approval_needed":
            raise
        raise Refused(code, number=order.number, right=right) from refused


def _require_checks(tx: Tx, order: PickupOrder, request: HandOver, staff: str) -> None:
    if not order.paid:
        raise Refused("pay_first", number=order.number)
    if not request.id_checked and (order.flags & ID_CHECK or request.proof == "photo_id"):
        raise Refused("id_check_needed", number=order.number)
    if not request.age_checked and order.flags & AGE_CHECK:
        raise Refused("age_check_needed", number=order.number)
    if request.collected_by and not order.flags & SOMEBODY_ELSE:
        _require_right(tx, staff, "override_pickup", request.approved_by, "somebody_else_not_allowed", order)


def _require_parcel(tx: Tx, request: HandOver, staff: str) -> None:
    """Without the hub the parcel is the lock: whoever has it in his hands is the only one."""
    if not request.bag_scanned:
        try:
            check_approval(tx, staff, "override_pickup", request.approved_by)
        except Refused as refused:
            if refused.code != "approval_needed":
                raise
            raise Refused("bag_needed", right="override_pickup") from refused


def _chosen(order: PickupOrder, request: HandOver) -> tuple[Taken, list[tuple[OrderLine, tuple[int, ...], str]]]:
    taken: Taken = []
    refused: list[tuple[OrderLine, tuple[int, ...], str]] = []
    wanted = request.units if not request.items else {line.line: line.units for line in order.lines}
    for number in sorted({*wanted, *request.refused}):
        line = line_of(order, number)
        count, units = wanted.get(number, 0), line.open_units
        if not 0 <= count <= len(units):
            raise Refused("too_many_units", name=line.name, left=len(units))
        if count:
            taken.append((line, units[:count]))
        if number in request.refused and units[count:]:
            require_free_text("reason", request.refused[number])
            refused.append((line, units[count:], request.refused[number]))
    if not taken and not refused:
        raise Refused("nothing_to_hand_over", number=order.number)
    return taken, refused


def _refs(tx: Tx, order: PickupOrder, taken: Taken) -> list[str]:
    turns = tx.pickups.turns(order.order_id)
    return [ref for line, units in taken for ref in unit_refs(order.order_id, line, units, turns)]


def _body(
    tx: Tx,
    till: Till,
    order: PickupOrder,
    request: HandOver,
    staff: str,
    taken: Taken,
    refused: Iterable[tuple[OrderLine, tuple[int, ...], str]],
    granted: Claim,
    checked: Checked,
) -> dict[str, object]:
    turns = tx.pickups.turns(order.order_id)
    body: dict[str, object] = {
        "order": order.order_id,
        "number": order.number,
        "lines": [told for line, units in taken for told in units_told(line, units, turns)],
        "proof": request.proof,
        "verdict": checked.verdict,
        "claim": granted,
        "staged": is_staged(order),
        "approved_by": named_approver(tx, staff, request.approved_by),
    }
    told_refused = [told | {"reason": why} for line, units, why in refused for told in units_told(line, units, turns)]
    if told_refused:
        body["refused"] = told_refused
    if checked.warnings:
        body["warnings"] = list(checked.warnings)
    body |= {name: True for name in ("id_checked", "age_checked") if getattr(request, name)}
    if request.collected_by:
        body["sealed"] = _sealed(tx, till, request.collected_by)
    return body


def _sealed(tx: Tx, till: Till, name: str) -> dict[str, str]:
    """Who came for it, under a key of his own: he may be no customer."""
    person, key = till.new_id(), till.chance(32)
    tx.journal.keep_key(person, key)
    return seal({"collected by": name}, person, key, till.chance(NONCE_BYTES))
