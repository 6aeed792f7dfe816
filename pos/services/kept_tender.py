"""Tenders as a sale keeps them: gift cards by their ref, accounts by their customer, points with their value."""

from collections.abc import Sequence
from dataclasses import replace

from pos.domain.failures import Refused
from pos.domain.programme import Programme
from pos.domain.stored_value import customer_ref, gift_reference, kind_of_ref, ref_of_reference
from pos.domain.tender import TYPES, Tender
from pos.services.tenders import types_taken
from pos.services.till import Till
from pos.store.store import Tx

VOUCHER, POINTS = "voucher", "points"


def kept_tenders(tx: Tx, till: Till, customer_id: str, tenders: Sequence[Tender]) -> tuple[Tender, ...]:
    """These tenders with their references and values; those that have them stay as they are.

    Refused `unknown_tender`, `tender_needs_hub`, `not_a_gift_card`, `customer_needed`, `no_programme`, `points_steps`,
    `voucher_used`.
    """
    types = types_taken(tx, till)
    kept = []
    for tender in tenders:
        if tender.type not in types:
            raise Refused("tender_needs_hub" if tender.type in TYPES else "unknown_tender", type=tender.type)
        kept.append(_kept(tx, customer_id, tender, has_hub=tx.link.peer() is not None))
    _require_unused(tx, kept)
    return tuple(kept)


def _kept(tx: Tx, customer_id: str, tender: Tender, *, has_hub: bool) -> Tender:
    match tender.type:
        case "gift_card":
            is_ref = kind_of_ref(ref_of_reference(tender.reference)) == "gift_card"
            return tender if is_ref else replace(tender, reference=gift_reference(tender.reference))
        case "store_credit":
            return replace(tender, reference=customer_ref("store_credit", customer_id))
        case "account" if has_hub or customer_id:
            return replace(tender, reference=customer_ref("account", customer_id))
        case "points":
            customer_ref("points", customer_id)
            return _valued(tender, tx.prices.rules().programme)
    return tender


def _valued(tender: Tender, programme: Programme | None) -> Tender:
    """Points that are given back keep the value that they had."""
    if programme is None:
        raise Refused("no_programme")
    if tender.points > 0 and (tender.points < programme.redeem_min or tender.points % programme.redeem_step):
        raise Refused("points_steps", step=programme.redeem_step, least=programme.redeem_min)
    if tender.points < 0 and tender.amount_minor:
        return tender
    return replace(tender, amount_minor=tender.points * programme.value_minor)


def _require_unused(tx: Tx, tenders: Sequence[Tender]) -> None:
    """A voucher's number pays once, here as far as this till knows."""
    numbers = [tender.reference for tender in tenders if tender.type == VOUCHER and tender.amount_minor > 0]
    for place, number in enumerate(numbers):
        if number and (number in numbers[:place] or tx.values.voucher_is_used(number)):
            raise Refused("voucher_used", number=number)
