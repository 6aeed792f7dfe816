"""What cards have paid for a basket: no approval is ever lost, and nothing is sold while one is in doubt."""

from collections.abc import Sequence

from pos.domain.failures import Refused
from pos.domain.tender import Tender
from pos.store.store import Tx

CARD = "card"


def card_tenders(tx: Tx, basket_id: str) -> tuple[Tender, ...]:
    """What terminals have approved for this basket and not taken back, and what they gave back for it."""
    paid = [Tender(CARD, one.amount_minor, one.reference) for one in tx.cards.standing(basket_id)]
    back = [Tender(CARD, -one.amount_minor, one.reference) for one in tx.cards.given_back(basket_id)]
    return (*paid, *back)


def has_card_money(tx: Tx, basket_id: str) -> bool:
    """Whether a card has paid for this basket, or may have."""
    return bool(tx.cards.open(basket_id)) or bool(tx.cards.any_of(basket_id) and card_tenders(tx, basket_id))


def require_no_card_money(tx: Tx, basket_id: str) -> None:
    """Refused `card_money_stands`: what a card has paid for is sold or given back, never just struck."""
    if has_card_money(tx, basket_id):
        raise Refused("card_money_stands")


def require_card_money(tx: Tx, basket_id: str, tenders: Sequence[Tender]) -> None:
    """Refused `card_in_doubt` while a payment is in doubt, `card_payment_missing` unless the card tenders are those
    that terminals approved. A basket that no terminal was asked for may name a payment approved elsewhere."""
    if tx.cards.open(basket_id):
        raise Refused("card_in_doubt")
    if not tx.cards.any_of(basket_id):
        return
    named = [(one.amount_minor, one.reference) for one in tenders if one.type == CARD and one.reference]
    if sorted(named) != sorted((one.amount_minor, one.reference) for one in card_tenders(tx, basket_id)):
        raise Refused("card_payment_missing")
