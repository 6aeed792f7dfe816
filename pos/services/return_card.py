"""Money of returned goods that goes back through the terminal that took it, and the return that waits for it."""

from collections.abc import Sequence
from dataclasses import replace

from pos.domain.basket import Basket, Line
from pos.domain.priced import PricedBasket
from pos.domain.refund_tender import back_to_tenders, owed_to_tenders
from pos.domain.sale import Sale
from pos.domain.tender import Tender
from pos.services import card
from pos.services.basket import suspend_basket, suspended_baskets
from pos.services.card_money import CARD, has_card_money
from pos.services.rights import check_rights, held_for
from pos.services.sale import price_basket, return_line
from pos.services.till import Till
from pos.store.drafts import SUSPENDED
from pos.store.store import Tx


def card_back(till: Till, priced: PricedBasket, given: Sequence[Tender] = ()) -> tuple[Tender, ...]:
    """What of a refund this till's terminals have taken and can still give back, as negative tenders with the
    references of the payments; `given` is what the basket gives back already."""
    due = -priced.total_minor + sum(tender.amount_minor for tender in given)
    found = []
    with till.store.read() as tx:
        for planned in back_to_tenders(owed_to_tenders(priced), held_for(tx, priced)):
            paid = tx.cards.payment(planned.reference) if planned.type == CARD and planned.reference else None
            done = sum(
                one.amount_minor
                for one in tx.cards.given_back(priced.basket.basket_id)
                if one.takes_back == planned.reference
            )
            amount = min(due, -planned.amount_minor - done, paid.amount_minor if paid else 0)
            if amount > 0:
                found.append(replace(planned, amount_minor=-amount))
                due -= amount
    return tuple(found)


def put_aside(till: Till, basket: Basket, staff: str, label: str) -> None:
    """Keep a return like a held basket while a terminal gives its money back: whatever happens, it is found again."""
    suspend_basket(till, basket, staff, label)


def forget(till: Till, basket_id: str) -> bool:
    """A return of which no money moved is kept no longer; whether it waits still, because some did or may have."""
    with till.store.write() as tx:
        draft = tx.drafts.get(basket_id)
        if draft is None or draft.state != SUSPENDED:
            return False
        if has_card_money(tx, basket_id):
            return True
        tx.drafts.drop(basket_id)
    return False


def lines_with_card_money(till: Till) -> tuple[Line, ...]:
    """What baskets that were put aside take back already, because a terminal has given money for them or may have."""
    held = suspended_baskets(till)
    with till.store.read() as tx:
        return tuple(line for one in held if has_card_money(tx, one.basket.basket_id) for line in one.basket.lines)


def through_terminal(till: Till, basket: Basket, tenders: tuple[Tender, ...], staff: str) -> tuple[Tender, ...]:
    """Money of cards given back by the terminal that took it; what was approved elsewhere is given back elsewhere."""
    with till.store.read() as tx:
        done = {(one.takes_back, -one.amount_minor): one for one in tx.cards.given_back(basket.basket_id)}
        tenders = tuple(
            replace(one, reference=done[one.reference, one.amount_minor].reference)
            if one.type == CARD and (one.reference, one.amount_minor) in done
            else one
            for one in tenders
        )
        cards = [one for one in tenders if one.type == CARD and one.reference]
        ours = [one for one in cards if tx.cards.payment(one.reference)]
        if not ours:
            return tenders
        if tx.sales.get(basket.basket_id) is None:
            require_still_there(tx, till, basket, tenders, staff)
    terminal = card.terminal_of(till)
    if terminal is None:
        return tenders
    if card.open_attempts(till, basket.basket_id):
        card.resolve(till, terminal, staff)
    return tuple(
        card.refund(till, terminal, basket.basket_id, one.reference, -one.amount_minor, staff) if one in ours else one
        for one in tenders
    )


def require_still_there(tx: Tx, till: Till, basket: Basket, tenders: Sequence[Tender], staff: str) -> None:
    """Before money moves: nobody took the goods back meanwhile, and the person here may do this."""
    taken: dict[tuple[str, int], int] = {}
    for line in basket.lines:
        if line.reversal is not None:
            key = (line.reversal.sale_id, line.reversal.line)
            return_line(tx, known_sale(tx, key[0]), key[1], line, taken.get(key, 0))
            taken[key] = taken.get(key, 0) + line.qty_milli
    check_rights(tx, price_basket(tx, till, basket, till.now()), tenders, staff)


def known_sale(tx: Tx, sale_id: str) -> Sale:
    sale = tx.sales.get(sale_id)
    assert sale is not None
    return sale
