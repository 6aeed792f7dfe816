"""Baskets put aside at one till and taken up at another of the store: told in the journal, taken by one till only.

Whoever takes one up asks the hub first. Without a line only the till that put it aside goes on with it: then the hub
finds out if another till had it, and a person looks at both.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from pos.domain.basket import Basket
from pos.domain.failures import Refused
from pos.domain.held_basket import basket_of_held, held_document, held_texts, label_of, may_be_shared
from pos.services.card_money import has_card_money
from pos.services.hub_claim import PATIENT, Waiting, ask_hub
from pos.services.journal import write_down
from pos.services.sale import price_basket
from pos.services.sealing import seal_texts
from pos.services.till import Till
from pos.store.store import Tx

SUSPENDED, RESUMED = "basket_suspended", "basket_resumed"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A basket that another till of the store put aside: which, who and when."""

    basket: Basket
    label: str
    staff: str
    at: str
    till: int


def write_suspended(tx: Tx, till: Till, basket: Basket, staff: str, label: str) -> str:
    """Tell the other tills of the store; the id of the entry, empty for what stays here: a till without a hub, money on
    a card terminal, goods that come back of a sale."""
    if tx.link.peer() is None or not may_be_shared(basket) or has_card_money(tx, basket.basket_id):
        return ""
    body: dict[str, object] = {"subject": basket.basket_id, "held": held_document(basket, till.setup.currency)}
    with suppress(Refused):  # a customer or a rule that is gone since
        body["amount_minor"] = price_basket(tx, till, basket, till.now()).total_minor
    if sealed := seal_texts(tx, till, held_texts(basket, label), basket.customer_id):
        body["sealed"] = sealed
    return write_down(tx, till, SUSPENDED, body, staff).entry_id


def write_resumed(tx: Tx, till: Till, basket_id: str, entry_id: str, staff: str, goes_on_as: str = "") -> None:
    """Tell them that it goes on; under another id where another till than its own takes it up."""
    if entry_id:
        tx.held.mark_taken(basket_id)
        body = {"subject": basket_id, "suspended": entry_id, "basket": goes_on_as}
        write_down(tx, till, RESUMED, body, staff)


def require_own(till: Till, entry_id: str, waiting: Waiting = PATIENT) -> None:
    """Refused `held_elsewhere` when another till has taken up what this one put aside. Without a line nobody can say:
    its own basket stays with the till."""
    if entry_id and _ask(till, entry_id, waiting) == "refused":
        raise Refused("not_suspended")


def taken_elsewhere(tx: Tx, basket_id: str, entry_id: str) -> str:
    """Which till took up what this one put aside by that entry, as far as the hub told; else empty."""
    held = tx.held.get(basket_id) if entry_id else None
    return held.taken_by if held is not None and held.entry_id == entry_id else ""


def baskets_elsewhere(till: Till) -> tuple[Elsewhere, ...]:
    """What the other tills of the store have put aside, and this one before it was set up anew, oldest first."""
    with till.store.read() as tx:
        waiting = [held for held in tx.held.waiting() if not _is_here(tx, held.basket_id)]
    found = []
    for held in waiting:
        with suppress(Refused):
            basket = basket_of_held(held.document, held.texts or {}, till.setup.currency)
            found.append(Elsewhere(basket, label_of(held.texts or {}), held.staff, held.at, held.till))
    return tuple(found)


def _is_here(tx: Tx, basket_id: str) -> bool:
    """Whether this till knows better than the hub what became of a basket."""
    return tx.drafts.get(basket_id) is not None or tx.sales.get(basket_id) is not None


def take_over(
    till: Till, basket_id: str, staff: str, keep: Callable[[Tx, Basket], None], waiting: Waiting = PATIENT
) -> Basket:
    """Go on with a basket of another till, under an id of its own; `keep` makes it the one that is rung up.

    Refused `not_suspended`, `held_elsewhere` with the till that was first, `held_needs_line` when the hub cannot be
    asked.
    """
    with till.store.read() as tx:
        held = tx.held.get(basket_id)
    if held is None:
        raise Refused("not_suspended")
    if held.taken_by:
        raise Refused("held_elsewhere", till=held.taken_by)
    basket = basket_of_held(held.document, held.texts or {}, till.setup.currency)
    match _ask(till, held.entry_id, waiting):
        case "offline":
            raise Refused("held_needs_line", till=held.till)
        case "refused":
            raise Refused("not_suspended")
    basket = replace(basket, basket_id=till.new_id())
    with till.store.write() as tx:
        write_resumed(tx, till, basket_id, held.entry_id, staff, basket.basket_id)
        keep(tx, basket)
    return basket


def _ask(till: Till, entry_id: str, waiting: Waiting) -> str:
    """`granted`, `offline` or `refused`; Refused `held_elsewhere` when another till was first."""
    answer = ask_hub(till, {"kind": "basket", "refs": [entry_id], "mode": "online"}, waiting)
    result = str(answer.get("result"))
    if result == "already":
        first = answer["already"][0]
        raise Refused("held_elsewhere", till=first["by"])
    return result
