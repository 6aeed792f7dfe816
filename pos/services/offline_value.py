"""The offline rules (domain/offline_value.py) with what this till knows of an account and took of it already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pos.domain.basket import Basket
from pos.domain.failures import Refused
from pos.domain.gift_card_line import require_cards
from pos.domain.journal import stamp
from pos.domain.money import format_minor
from pos.domain.offline_value import Known, Spent, room_offline
from pos.domain.stored_value import ValueType, customer_of_ref, customer_ref, kind_of_ref, ref_of_reference
from pos.domain.tender import Tender
from pos.services.balances import age_s
from pos.services.points_alone import points_alone
from pos.services.till import Till
from pos.store.shifts import OpenShift
from pos.store.store import Tx

OVERSPENT = "overspent"
"""The kind of the hub's exceptions about accounts of which more was taken than there was; their ref is the account's,
a slash and the entry that took it."""


def value_ref(tender: Tender, customer_id: str) -> str:
    """The account behind a kept tender; empty for cash, cards, vouchers and accounts that no hub knows."""
    if tender.type == "points":
        return customer_ref("points", customer_id)
    ref = ref_of_reference(tender.reference)
    return ref if kind_of_ref(ref) == tender.type else ""


def require_offline(
    tx: Tx, till: Till, customer_id: str, tenders: Sequence[Tender], business_date: str, *, is_holder: bool
) -> None:
    """That everything taken without the hub is within the rules, together; `is_holder`: the customer's card was scanned
    for this basket.

    Refused as `room_offline` has it, `value_blocked`, and `offline_limit` with what is `left`.
    """
    taken: dict[str, int] = {}
    for tender in tenders:
        if tender.mode == "offline" and tender.amount_minor > 0:
            ref = value_ref(tender, customer_id)
            room = room_here(tx, till, ref, business_date, taken, is_holder=is_holder)
            if tender.amount_minor > room:
                raise Refused("offline_limit", left=format_minor(room, till.setup.currency), left_minor=room)
            taken[ref] = taken.get(ref, 0) + tender.amount_minor


def require_value(
    tx: Tx, till: Till, basket: Basket, tenders: Sequence[Tender], shift: OpenShift, at: datetime, *, is_holder: bool
) -> None:
    """What has to be true of value before a sale is made in this shift at this time: the cards that are sold are named,
    and what was taken without the hub is within the rules; at a stand-alone till, that the points are there. Refused
    `gift_card_needed`, as `require_offline`, and as `require_points`."""
    if tx.link.peer() is None:
        require_points(tx, basket.customer_id, tenders, at)
    else:
        require_cards(basket)
        require_offline(tx, till, basket.customer_id, tenders, shift.business_date, is_holder=is_holder)


def require_points(tx: Tx, customer_id: str, tenders: Sequence[Tender], at: datetime) -> int:
    """What a stand-alone till's customer can spend behind these tenders; Refused `points_not_enough` with what there
    is at this time.

    No proof of holder, no cap and no age are asked for, as they are while a hub cannot be asked: no other till and no
    web shop can have spent the points meanwhile, so that the balance here is the truth.
    """
    left, _as_of = left_here(tx, customer_ref("points", customer_id), at) if customer_id else (None, "")
    wanted = sum(tender.points for tender in tenders if tender.type == "points" and tender.points > 0)
    if wanted > max(0, left or 0):
        raise Refused("points_not_enough", left=max(0, left or 0))
    return (left or 0) - wanted


def room_here(tx: Tx, till: Till, ref: str, business_date: str, taken: Mapping[str, int], *, is_holder: bool) -> int:
    """Minor units that may still be taken of an account without the hub; `taken` is what this basket takes already,
    by account."""
    kind = kind_of_ref(ref)
    assert kind is not None
    if any(one.kind == OVERSPENT and one.ref.rpartition("/")[0] == ref for one in tx.exceptions.all_open()):
        raise Refused("offline_not_allowed", type=kind)
    here = taken.get(ref, 0)
    alike = sum(minor for one, minor in taken.items() if kind_of_ref(one) == kind)
    known, since = _known(tx, till, kind, ref)
    if kind == "gift_card":
        since = tx.values.offline_today(kind, business_date, ref)
    elif known is not None:
        known = replace(known, left_minor=known.left_minor - here)
    spent = Spent(here, tx.values.offline_today(kind, business_date) + alike, since + here)
    return room_offline(kind, tx.prices.rules().programme, known, spent, is_holder=is_holder)


def left_here(tx: Tx, ref: str, at: datetime) -> tuple[int | None, str]:
    """What can be taken of an account at this time as far as this till knows, in minor units or points, and since when
    it is known; None for an account that it does not know. The points of a stand-alone till are what its own entries
    come to."""
    kind = kind_of_ref(ref)
    if kind == "points" and tx.link.peer() is None:
        own = points_alone(tx, customer_of_ref(ref), stamp(at))
        return None if own is None else own.balance - own.pending, ""
    if kind == "points":
        told, now = tx.values.points(customer_of_ref(ref)), tx.balances.points(customer_of_ref(ref))
        return (None, "") if told is None or now is None else (now.amount - told.pending, told.as_of)
    credit = tx.values.credit(ref)
    return (None, "") if credit is None else (credit.left_minor(owes=kind == "account"), credit.as_of)


def business_date(tx: Tx, till: Till) -> str:
    """That of the open shift, else of now."""
    shift = tx.shifts.open()
    return till.business_day(till.now()) if shift is None else shift.business_date


def _known(tx: Tx, till: Till, kind: ValueType, ref: str) -> tuple[Known | None, int]:
    """What this till knows of an account, and what it took of it since without asking; Refused `value_blocked`."""
    if kind == "points":
        return _known_points(tx, till, ref)
    credit = tx.values.credit(ref)
    if credit is None:
        return None, 0
    if credit.is_blocked:
        raise Refused("value_blocked")
    left = credit.left_minor(owes=kind == "account")
    known = Known(credit.counted_minor, left, age_s(tx, till, credit.as_of, "customers"))
    return known, tx.values.offline_since(ref, credit.own_n)


def _known_points(tx: Tx, till: Till, ref: str) -> tuple[Known | None, int]:
    customer_id = customer_of_ref(ref)
    programme, told = tx.prices.rules().programme, tx.values.points(customer_id)
    now = tx.balances.points(customer_id)
    if programme is None or told is None or now is None:
        return None, 0
    worth = programme.value_minor
    counted, left = (told.balance - told.pending) * worth, (now.amount - told.pending) * worth
    known = Known(counted, left, age_s(tx, till, told.as_of, "customers"))
    return known, tx.values.offline_since(ref, told.own_n)
