"""The basket that is not paid yet: kept through a crash, suspended and resumed, voided."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from pos.domain.basket import Basket
from pos.domain.draft import basket_of_draft, draft_document
from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.journal import canonical, stamp
from pos.domain.tender import Tender
from pos.services.card_money import has_card_money, require_no_card_money
from pos.services.held_basket import require_own, take_over, taken_elsewhere, write_resumed, write_suspended
from pos.services.hub_claim import PATIENT, Waiting
from pos.services.journal import write_down
from pos.services.line_void import write_changed_lines
from pos.services.sale import price_basket
from pos.services.staff import check_approval
from pos.services.till import Till
from pos.store.drafts import CURRENT, SUSPENDED, Draft
from pos.store.store import Tx


@dataclass(frozen=True, slots=True)
class Suspended:
    """A basket put aside: who did it, when (as the journal writes times), and what it came to."""

    basket: Basket
    label: str
    staff: str
    at: str


def keep_draft(till: Till, basket: Basket, staff: str) -> None:
    """Keep the basket that is being rung up, so that a crash loses nothing; an empty one is forgotten.

    One that was put aside meanwhile stays aside: this is written a little later than it was asked for. A line that was
    kept before and is struck now is journalled.
    """
    with till.store.write() as tx:
        held = tx.drafts.get(basket.basket_id)
        if held is not None and held.state == SUSPENDED:
            return
        for draft in tx.drafts.current():
            if draft.draft_id != basket.basket_id:
                tx.drafts.drop(draft.draft_id)
        if tx.sales.get(basket.basket_id) is not None:
            return  # paid meanwhile: a paid basket outranks any draft
        for _draft_before, before in _readable(till, [held] if held is not None else []):
            write_changed_lines(tx, till, before, basket, staff)
        if basket.lines or has_card_money(tx, basket.basket_id):
            tx.drafts.keep(_draft(till, basket, CURRENT, staff, ""))
        else:
            tx.drafts.drop(basket.basket_id)


def kept_basket(till: Till) -> Basket | None:
    """The basket that was being rung up when the till stopped; one that this program cannot read stays where it is."""
    with till.store.read() as tx:
        drafts = tx.drafts.current()
        paid = [draft for draft in drafts if tx.sales.get(draft.draft_id) is not None]
    kept = _readable(till, [draft for draft in drafts if draft not in paid])
    return kept[-1][1] if kept else None


def suspend_basket(till: Till, basket: Basket, staff: str, label: str = "") -> None:
    """Put a basket aside under its own id; Refused `basket_empty`, and for a label that must not be kept."""
    if not basket.lines:
        raise Refused("basket_empty")
    require_free_text("label", label)
    with till.store.write() as tx:
        entry_id = write_suspended(tx, till, basket, staff, label)
        tx.drafts.keep(_draft(till, basket, SUSPENDED, staff, label, entry_id))


def suspended_baskets(till: Till) -> tuple[Suspended, ...]:
    """Everything put aside here that no other till took up, oldest first."""
    with till.store.read() as tx:
        drafts = [one for one in tx.drafts.suspended() if not taken_elsewhere(tx, one.draft_id, one.entry)]
    return tuple(Suspended(basket, draft.label, draft.staff, draft.at) for draft, basket in _readable(till, drafts))


def resume_basket(till: Till, basket_id: str, staff: str, waiting: Waiting = PATIENT) -> Basket:
    """Take a suspended basket up again; Refused `not_suspended` when somebody else did, `held_elsewhere` when that was
    at another till. One that another till put aside comes here under another id (held_basket.py)."""
    entry_id = _entry_of(till, basket_id)
    if entry_id is None:
        return take_over(till, basket_id, staff, partial(_keep_current, till, staff), waiting)
    require_own(till, entry_id, waiting)
    with till.store.write() as tx:
        draft = _suspended(tx, basket_id)
        basket = _basket(till, draft)
        write_resumed(tx, till, basket_id, draft.entry, staff)
        tx.drafts.keep(_draft(till, basket, CURRENT, staff, draft.label))
    return basket


def _keep_current(till: Till, staff: str, tx: Tx, basket: Basket) -> None:
    tx.drafts.keep(_draft(till, basket, CURRENT, staff, ""))


def _entry_of(till: Till, basket_id: str) -> str | None:
    """The entry that told of a basket put aside here (empty: none did), None for one of another till."""
    with till.store.read() as tx:
        draft = tx.drafts.get(basket_id)
    return None if draft is None or draft.state != SUSPENDED else draft.entry


def _suspended(tx: Tx, basket_id: str) -> Draft:
    """The draft of a basket that is put aside here; Refused `not_suspended`, `held_elsewhere` when another till has it
    by now."""
    draft = tx.drafts.get(basket_id)
    if draft is None or draft.state != SUSPENDED:
        raise Refused("not_suspended")
    if taken_by := taken_elsewhere(tx, basket_id, draft.entry):
        raise Refused("held_elsewhere", till=taken_by)
    return draft


def discard_suspended(
    till: Till, basket_id: str, staff: str, waiting: Waiting = PATIENT, approved_by: str = ""
) -> Suspended:
    """Strike a suspended basket and give what it was; Refused `not_suspended` when somebody took it up meanwhile,
    `approval_needed` as `void_basket`.

    The journal keeps it as voided, so whoever wants it again has it under another id.
    """
    entry_id = _entry_of(till, basket_id)
    if entry_id is None:
        raise Refused("not_suspended")
    require_own(till, entry_id, waiting)
    with till.store.write() as tx:
        draft = _suspended(tx, basket_id)
        require_no_card_money(tx, basket_id)
        check_approval(tx, staff, "void_basket", approved_by)
        basket = _basket(till, draft)
        tx.drafts.drop(basket_id)
        body = _void_body(tx, till, basket, "", approved_by)
        write_down(tx, till, "basket_voided", body, staff)
    return Suspended(basket, draft.label, draft.staff, draft.at)


def void_basket(till: Till, basket: Basket, staff: str, reason: str = "", approved_by: str = "") -> None:
    """Strike a basket before payment; the journal keeps what it would have come to, where it still has a price.

    Refused `approval_needed` for whoever may not do it alone.
    """
    require_free_text("reason", reason)
    with till.store.write() as tx:
        require_no_card_money(tx, basket.basket_id)
        check_approval(tx, staff, "void_basket", approved_by)
        tx.drafts.drop(basket.basket_id)
        if basket.lines:
            body = _void_body(tx, till, basket, reason, approved_by)
            write_down(tx, till, "basket_voided", body, staff)


def refuse_age(till: Till, basket_id: str, years: int, staff: str) -> None:
    """Write down that somebody looked and the buyer was not so old; nothing about the buyer himself."""
    with till.store.write() as tx:
        write_down(tx, till, "age_refused", {"subject": basket_id, "reason": str(years)}, staff)


def request_of(basket: Basket, tenders: tuple[Tender, ...], currency: str) -> str:
    """The hash of what the window asks for, as `request_hash` is of a document: Pay pressed twice asks the same."""
    paid = [[tender.type, tender.amount_minor, tender.reference, tender.points] for tender in tenders]
    return sha256(canonical({"basket": draft_document(basket, currency), "tenders": paid})).hexdigest()


def _void_body(tx: Tx, till: Till, basket: Basket, reason: str, approved_by: str) -> dict[str, object]:
    body: dict[str, object] = {
        "subject": basket.basket_id,
        "lines": [{"sku": line.product.sku, "qty_milli": line.qty_milli} for line in basket.lines],
        "reason": reason,
        "approved_by": approved_by,
    }
    with suppress(Refused):  # a customer or a rule that is gone since
        body["amount_minor"] = price_basket(tx, till, basket, till.now()).total_minor
    return body


def _draft(till: Till, basket: Basket, state: str, staff: str, label: str, entry_id: str = "") -> Draft:
    text = json.dumps(draft_document(basket, till.setup.currency), ensure_ascii=False)
    return Draft(basket.basket_id, state, stamp(till.now()), staff, label, text, entry_id)


def _basket(till: Till, draft: Draft) -> Basket:
    return basket_of_draft(json.loads(draft.basket), till.setup.currency)


def _readable(till: Till, drafts: Iterable[Draft]) -> list[tuple[Draft, Basket]]:
    """Drafts with their baskets, without those of an earlier form (domain/draft.py)."""
    found = []
    for draft in drafts:
        with suppress(Refused):
            found.append((draft, _basket(till, draft)))
    return found
