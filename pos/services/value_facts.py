"""What a customer may pay with, as far as this till knows without asking: shown before anything is taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos.domain.basket import Basket
from pos.domain.failures import Refused
from pos.domain.stored_value import ValueType, customer_ref
from pos.domain.tender import Tender
from pos.services.offline_value import business_date, left_here, room_here, value_ref
from pos.services.till import Till
from pos.store.store import Tx

_WHY = {
    "offline_no_proof": "proof",
    "offline_not_allowed": "hub",
    "offline_too_old": "hub",
    "offline_unknown": "hub",
    "value_blocked": "blocked",
}


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """`minor` may be taken now (of points: their value), of `units` in all; `as_of` is since when the figure is known,
    empty while the hub is asked for each. A `why_not` says why nothing is taken: `no_hub`, `customer`, `programme`,
    `nothing`, `hub` (it has to be asked and cannot), `proof` (the card was not scanned) or `blocked`."""

    units: int = 0
    minor: int = 0
    as_of: str = ""
    why_not: str = ""


def value_facts(
    till: Till, kind: ValueType, basket: Basket, taken: Sequence[Tender], *, is_holder: bool, is_offline: bool
) -> ValueFacts:
    """Of one kind of value, beside what is taken of it for this basket already."""
    with till.store.read() as tx:
        is_alone = tx.link.peer() is None
        if is_alone and kind != "points":
            return ValueFacts(why_not="no_hub")
        if kind == "gift_card":
            policy = tx.prices.rules().programme
            allowed = not is_offline or (policy is not None and policy.gift_card_offline is not None)
            return ValueFacts(why_not="" if allowed else "hub")
        if not basket.customer_id:
            return ValueFacts(why_not="customer")
        is_asked = is_alone or not is_offline  # a stand-alone till has nobody to ask: what it knows is the truth
        return _of_customer(tx, till, kind, basket, taken, is_holder=is_holder, is_offline=not is_asked)


def _of_customer(
    tx: Tx, till: Till, kind: ValueType, basket: Basket, taken: Sequence[Tender], *, is_holder: bool, is_offline: bool
) -> ValueFacts:
    programme = tx.prices.rules().programme
    if kind == "points" and programme is None:
        return ValueFacts(why_not="programme")
    ref = customer_ref(kind, basket.customer_id)
    units, as_of = left_here(tx, ref, till.now())
    here = sum(one.points or one.amount_minor for one in taken if value_ref(one, basket.customer_id) == ref)
    units = max(0, (units or 0) - here)
    minor = units * programme.value_minor if kind == "points" and programme else units
    least = programme.redeem_min if kind == "points" and programme else 1
    if units < least:
        return ValueFacts(units, minor, why_not="nothing")
    if not is_offline:
        return ValueFacts(units, minor)
    try:
        used = {ref: sum(one.amount_minor for one in taken if value_ref(one, basket.customer_id) == ref)}
        room = room_here(tx, till, ref, business_date(tx, till), used, is_holder=is_holder)
    except Refused as refused:
        return ValueFacts(units, minor, as_of, _WHY[refused.code])
    return ValueFacts(units, min(minor, room), as_of, "" if room else "nothing")
