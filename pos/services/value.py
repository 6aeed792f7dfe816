"""Value that stands at the hub pays at a till: asked for before it is taken, or taken within the offline rules
where nobody can be asked.

The hub holds what was asked for until the sale arrives, the till lets go of it, or a day is over: a till that stops in
between leaves nothing but that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, get_args

from pos.domain.basket import Basket
from pos.domain.failures import Refused
from pos.domain.gift_card_line import returned_cards
from pos.domain.money import format_minor
from pos.domain.stored_value import ValueType, kind_of_ref
from pos.domain.tender import Tender
from pos.services.hub_claim import PATIENT, Waiting, ask_hub, put_claim
from pos.services.kept_tender import kept_tenders
from pos.services.offline_value import business_date, left_here, require_offline, require_points, value_ref
from pos.services.till import Till

_WHY = {
    "unknown_account": "value_unknown",
    "blocked": "value_blocked",
    "expired": "value_expired",
    "wrong_currency": "value_wrong_currency",
    "not_enough": "value_not_enough",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is left of an account in minor units, or points: as the hub says now, or as it is known here since `as_of`;
    None where nobody knows. Of an account on which one owes it is what may still be owed."""

    mode: Literal["online", "offline"]
    left: int | None
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A tender that may go into the sale, and what is left of its account behind it."""

    tender: Tender
    told: Told


def look(till: Till, ref: str, waiting: Waiting = PATIENT) -> Told:
    """What is left of an account, nothing held. Refused `value_unknown`, `value_blocked`, `value_expired`."""
    told = _told(till, ref, ask_hub(till, _claim(till, ref, "", 0), waiting))
    if told is not None:
        return told
    with till.store.read() as tx:
        return Told("offline", *left_here(tx, ref, till.now()))


def take(
    till: Till,
    basket: Basket,
    tender: Tender,
    beside: Sequence[Tender] = (),
    *,
    at: datetime | None = None,
    is_holder: bool = False,
    waiting: Waiting = PATIENT,
) -> Taken:
    """The tender with its reference, held at the hub, or within the offline rules; `beside` are those of this basket
    already. `at` is the time of the sale, default now. `is_holder`: the customer's card was scanned for it.

    Refused as `kept_tenders` has it; by the hub `value_…`; without it as `require_offline`; by a stand-alone till as
    `require_points`.
    """
    customer_id = basket.customer_id
    with till.store.read() as tx:
        tender = kept_tenders(tx, till, customer_id, (*beside, tender))[-1]
        has_hub = tx.link.peer() is not None
        if tender.points > 0 and not has_hub:
            return Taken(tender, Told("online", require_points(tx, customer_id, (*beside, tender), at or till.now())))
    ref = value_ref(tender, customer_id)
    if not has_hub or not ref or tender.amount_minor <= 0:
        return Taken(tender, Told("online", None))
    wanted = sum(_units(one) for one in (*beside, tender) if value_ref(one, customer_id) == ref)
    told = _told(till, ref, ask_hub(till, _claim(till, ref, basket.basket_id, wanted), waiting))
    if told is not None:
        return Taken(tender if tender.points else replace(tender, left_minor=told.left), told)
    tender = replace(tender, mode="offline")
    with till.store.read() as tx:
        date = business_date(tx, till)
        require_offline(tx, till, customer_id, (*beside, tender), date, is_holder=is_holder)
        left, as_of = left_here(tx, ref, at or till.now())
    return Taken(tender, Told("offline", None if left is None else left - wanted, as_of))


def take_most(
    till: Till,
    basket: Basket,
    tender: Tender,
    beside: Sequence[Tender] = (),
    *,
    is_holder: bool = False,
    waiting: Waiting = PATIENT,
) -> Taken:
    """As `take`, and where less than wanted is there, all of that."""
    try:
        return take(till, basket, tender, beside, is_holder=is_holder, waiting=waiting)
    except Refused as refused:
        most = refused.facts.get("left_units", refused.facts.get("left_minor", 0))
        assert isinstance(most, int)
        if refused.code == "value_not_enough":
            kept = replace(tender, reference=_reference(till, basket, tender))
            most -= sum(one.amount_minor for one in beside if (one.type, one.reference) == (kept.type, kept.reference))
        if most <= 0 or tender.points:
            raise
    return take(till, basket, replace(tender, amount_minor=most), beside, is_holder=is_holder, waiting=waiting)


def take_all(
    till: Till,
    basket: Basket,
    tenders: Sequence[Tender],
    at: datetime,
    *,
    is_holder: bool = False,
    waiting: Waiting = PATIENT,
) -> tuple[Tender, ...]:
    """All tenders of a basket of this time, or none: what was held for those before a refusal is let go."""
    taken: list[Tender] = []
    try:
        for tender in tenders:
            if tender.type in get_args(ValueType):
                tender = take(till, basket, tender, taken, at=at, is_holder=is_holder, waiting=waiting).tender
            taken.append(tender)
    except Refused:
        let_go(till, basket, taken)
        raise
    return tuple(taken)


def hold_returned(till: Till, basket: Basket, waiting: Waiting = PATIENT) -> None:
    """Hold what comes back of gift cards that were sold. Refused `gift_card_spent` when it is not on the card any more,
    and `offline_not_allowed` where nobody can say."""
    with till.store.read() as tx:
        if tx.link.peer() is None:
            return
    for ref, minor in returned_cards(basket):
        try:
            told = _told(till, ref, ask_hub(till, _claim(till, ref, basket.basket_id, minor), waiting))
        except Refused as refused:
            if refused.code == "value_not_enough":
                raise Refused("gift_card_spent", **refused.facts) from None
            raise
        if told is None:
            raise Refused("offline_not_allowed", type="gift_card")


def let_go(till: Till, basket: Basket, tenders: Sequence[Tender], kept: Sequence[Tender] = ()) -> None:
    """What the hub holds for these tenders is free again, but for what `kept` ones take of the same accounts; where
    nobody can be told it lapses by itself."""
    held = [one for one in tenders if one.mode is None and one.amount_minor > 0]
    for ref in dict.fromkeys(value_ref(one, basket.customer_id) for one in held):
        still = sum(_units(one) for one in kept if value_ref(one, basket.customer_id) == ref)
        if ref:
            put_claim(till, _claim(till, ref, basket.basket_id, still) | ({} if still else {"release": True}))


def _reference(till: Till, basket: Basket, tender: Tender) -> str:
    with till.store.read() as tx:
        return kept_tenders(tx, till, basket.customer_id, (tender,))[0].reference


def _units(tender: Tender) -> int:
    return tender.points or tender.amount_minor


def _claim(till: Till, ref: str, basket_id: str, amount: int) -> dict[str, Any]:
    claim = {"kind": "value", "refs": [ref], "mode": "online", "amount": amount, "currency": till.setup.currency}
    return claim | {"sale": basket_id} if basket_id else claim


def _told(till: Till, ref: str, answer: Mapping[str, Any]) -> Told | None:
    """What the hub said; None where it could not be asked. Refused where it said no."""
    match answer.get("result"):
        case "granted":
            return Told("online", answer.get("balance"), answer.get("as_of", ""))
        case "refused":
            raise _refused(till, ref, answer)
    return None


def _refused(till: Till, ref: str, answer: Mapping[str, Any]) -> Refused:
    code, left = _WHY.get(answer.get("why", ""), "value_refused"), answer.get("balance")
    if code == "value_not_enough" and left is not None:
        is_points = kind_of_ref(ref) == "points"
        return Refused(code, left=str(left) if is_points else format_minor(left, till.setup.currency), left_units=left)
    return Refused("value_refused" if code == "value_not_enough" else code, why=answer.get("why", ""))
