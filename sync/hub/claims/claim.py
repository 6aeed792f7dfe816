"""What must happen once: a till claims it before it does it, or tells afterwards that it did it without a line."""

import re
from collections.abc import Iterable, Sequence

from pos.domain.failures import Unavailable
from pos.domain.journal import stamp
from sync.hub.calls.access import TillAccess
from sync.hub.claims.basket_claims import take_basket
from sync.hub.claims.claimed import Claimed
from sync.hub.claims.order_refund_claims import PREFIX, take_order_refund
from sync.hub.claims.refund_claims import take_refund
from sync.hub.claims.value_claims import take_value
from sync.hub.hub import Hub
from sync.hub.journal.ingest import TRIES
from sync.hub.pickup.order_states import ENDED
from sync.hub.sales.coupons import take_coupon
from sync.hub.store import claims
from sync.hub.store.claims import Claim, Unit
from sync.hub.store.engine import Connection
from sync.hub.store.orders import order_of
from sync.hub.store.overtaken import Overtaken, overtaken
from sync.hub.store.stores import sheet_of
from sync.wire import ClaimRequest, Held

__all__ = ["Claimed", "take_claim"]

_UNIT = re.compile(r"(\d{1,15})/(\d{1,4})/(\d{1,9})/(\d{1,4})", re.ASCII)


def take_claim(hub: Hub, till: TillAccess, asked: ClaimRequest) -> Claimed:
    """All that is claimed is granted, or nothing; the same claim asked again gets the same answer.

    A claim of what was done offline is a fact: what nobody else has is granted even so, and the order is not asked.
    Unavailable `hub_busy` when others are always first.
    """
    for _ in range(TRIES):
        try:
            with overtaken(), hub.write() as connection:
                return _take(connection, hub, till, asked)
        except Overtaken:
            continue
    raise Unavailable("hub_busy")


def _take(connection: Connection, hub: Hub, till: TillAccess, asked: ClaimRequest) -> Claimed:
    if asked.kind == "value":
        return take_value(connection, hub, till, _name(connection, till), asked)
    if asked.kind == "basket":
        return take_basket(connection, hub, till, _name(connection, till), asked)
    if asked.kind == "coupon":
        return take_coupon(connection, hub, till, _name(connection, till), asked)
    if asked.kind == "refund" and asked.refs[0].startswith(PREFIX):
        return take_order_refund(connection, hub, till.store_no, _name(connection, till), asked)
    if asked.kind == "refund":
        return take_refund(connection, hub, till, _name(connection, till), asked)
    return _take_units(connection, hub, till, asked)


def _take_units(connection: Connection, hub: Hub, till: TillAccess, asked: ClaimRequest) -> Claimed:
    refs = sorted(set(asked.refs))
    told = [_UNIT.fullmatch(ref) for ref in refs]
    units = [_unit(match.groups()) for match in told if match]
    if len(units) < len(refs):
        return Claimed("refused", why="bad_ref")
    why = _why_not(connection, till.store_no, sorted({unit[0] for unit in units}))
    if why and asked.mode == "online":
        return Claimed("refused", why=why)
    held = {claim.ref: claim for claim in claims.claims_of(connection, asked.kind, refs)}
    if all(ref in held and held[ref].claim == asked.claim for ref in refs):
        return Claimed("granted")
    gone = claims.handed_over(connection, units)
    others = _others(held.values(), gone, till, asked)
    if others and asked.mode == "online":
        return Claimed("already", _told(others))
    taken = {claim.ref for claim in others}
    claims.take_over(connection, asked.kind, [ref for ref in refs if ref in held and ref not in taken], asked.claim)
    free = [ref for ref in refs if ref not in held and ref not in taken]
    claims.keep_claim(connection, asked.kind, free, asked.claim, till, _name(connection, till), stamp(hub.now()))
    return Claimed("already", _told(others)) if others else Claimed("granted")


def _unit(groups: Sequence[str]) -> Unit:
    order, line, unit, turn = (int(part) for part in groups)
    return order, line, unit, turn


def _why_not(connection: Connection, store_no: int, orders: Iterable[int]) -> str:
    """Why these orders are not handed over in this store; they are held, so that no cancel comes between."""
    for order_id in orders:
        kept = order_of(connection, order_id, hold=True)
        if kept is None:
            return "unknown_order"
        if kept.order.store_no != store_no:
            return "wrong_store"
        if kept.order.state in ENDED or kept.order.state == "declined":
            return kept.order.state
    return ""


def _others(held: Iterable[Claim], gone: Iterable[Claim], till: TillAccess, asked: ClaimRequest) -> list[Claim]:
    """Who was before this till, once for each ref. A till that claimed, stopped and asks anew is not before itself; nor
    is the hand-over that it claims afterwards."""
    found: dict[str, Claim] = {}
    for claim in gone:
        if claim.till_id != till.till_id or asked.mode == "online":
            found.setdefault(claim.ref, claim)
    for claim in held:
        if claim.till_id != till.till_id:
            found.setdefault(claim.ref, claim)
    return [found[ref] for ref in sorted(found)]


def _told(others: Iterable[Claim]) -> tuple[Held, ...]:
    return tuple(Held(ref=claim.ref, by=claim.by, at=claim.at, store=claim.store) for claim in others)


def _name(connection: Connection, till: TillAccess) -> str:
    """A till as its receipts call it: `N-2`."""
    sheet = sheet_of(connection, till.store_no)
    assert sheet is not None
    return f"{sheet.code}-{till.number}"
