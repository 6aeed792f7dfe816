"""The basket that is not paid yet: kept through a crash, suspended and resumed, voided."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from pos.domain.basket import Basket
from pos.domain.draft import basket_of_draft, draft_document
from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.journal import canonical, stamp
from pos.domain.tender import Tender
from pos.services.card_money import has_card_money, require_no_card_money
from pos.services.journal import write_down
from pos.services.line_void import write_changed_lines
from pos.services.sale import price_basket
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
        tx.drafts.keep(_draft(till, basket, SUSPENDED, staff, label))


def suspended_baskets(till: Till) -> tuple[Suspended, ...]:
    """Everything put aside here, oldest first."""
    with till.store.read() as tx:
        drafts = tx.drafts.suspended()
    return tuple(Suspended(basket, draft.label, draft.staff, draft.at) for draft, basket in _readable(till, drafts))


def resume_basket(till: Till, basket_id: str, staff: str) -> Basket:
    """Take a suspended basket up again; Refused `not_suspended` when somebody else did."""
    with till.store.write() as tx:
        draft = tx.drafts.get(basket_id)
        if draft is None or draft.state != SUSPENDED:
            raise Refused("not_suspended")
        basket = _basket(till, draft)
        tx.drafts.keep(_draft(till, basket, CURRENT, staff, draft.label))
    return basket


def discard_suspended(till: Till, basket_id: str, staff: str) -> Suspended:
    """Strike a suspended basket and give what it was; Refused `not_suspended` when somebody took it up meanwhile.

    The journal keeps it as voided, so whoever wants it again has it under another id.
    """
    with till.store.write() as tx:
        draft = tx.drafts.get(basket_id)
        if draft is None or draft.state != SUSPENDED:
            raise Refused("not_suspended")
        require_no_card_money(tx, basket_id)
        basket = _basket(till, draft)
        tx.drafts.drop(basket_id)
        write_down(tx, till, "basket_voided", _void_body(tx, till, basket, ""), staff)
    return Suspended(basket, draft.label, draft.staff, draft.at)


def void_basket(till: Till, basket: Basket, staff: str, reason: str = "") -> None:
    """Strike a basket before payment; the journal keeps what it would have come to, where it still has a price."""
    require_free_text("reason", reason)
    with till.store.write() as tx:
        require_no_card_money(tx, basket.basket_id)
        tx.drafts.drop(basket.basket_id)
        if basket.lines:
            write_down(tx, till, "basket_voided", _void_body(tx, till, basket, reason), staff)


def refuse_age(till: Till, basket_id: str, years: int, staff: str) -> None:
    """Write down that somebody looked and the buyer was not so old; nothing about the buyer himself."""
    with till.store.write() as tx:
        write_down(tx, till, "age_refused", {"subject": basket_id, "reason": str(years)}, staff)


def request_of(basket: Basket, tenders: tuple[Tender, ...], currency: str) -> str:
    """The hash of what the window asks for, as `request_hash` is of a document: Pay pressed twice asks the same."""
    paid = [[tender.type, tender.amount_minor, tender.reference, tender.points] for tender in tenders]
    return sha256(canonical({"basket": draft_document(basket, currency), "tenders": paid})).hexdigest()


def _void_body(tx: Tx, till: Till, basket: Basket, reason: str) -> dict[str, object]:
    body: dict[str, object] = {
        "subject": basket.basket_id,
        "lines": [{"sku": line.product.sku, "qty_milli": line.qty_milli} for line in basket.lines],
        "reason": reason,
    }
    with suppress(Refused):  # a customer or a rule that is gone since
        body["amount_minor"] = price_basket(tx, till, basket, till.now()).total_minor
    return body


def _draft(till: Till, basket: Basket, state: str, staff: str, label: str) -> Draft:
    text = json.dumps(draft_document(basket, till.setup.currency), ensure_ascii=False)
    return Draft(basket.basket_id, state, stamp(till.now()), staff, label, text)


def _basket(till: Till, draft: Draft) -> Basket:
    return basket_of_draft(json.loads(draft.basket), till.setup.currency)


def _readable(till: Till, drafts: Iterable[Draft]) -> list[tuple[Draft, Basket]]:
    """Drafts with their baskets, without those of an earlier form (domain/draft.py)."""
    found = []
    for draft in drafts:
        with suppress(Refused):
            found.append((draft, _basket(till, draft)))
    return found
