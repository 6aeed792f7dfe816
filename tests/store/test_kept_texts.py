"""What people write at a till is kept for good, so what must not be kept never comes so far."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pos.domain.basket import Basket, ManualDiscount, TaxExemption
from pos.domain.failures import Refused
from pos.domain.free_text import MAX_REASON
from pos.domain.tender import Tender
from pos.services.basket import request_of, suspend_basket, void_basket
from pos.services.sale import complete_sale
from pos.services.shift import close_shift, move_cash, open_drawer, open_shift
from pos.services.till import Till
from tests.make import cash
from tests.store.shop import a_basket, bought, kinds

CARD = "paid with 4111 1111 1111 1111"
ON_A_LINE: list[Callable[[Basket], Basket]] = [
    lambda basket: basket.change_line(replace(basket.lines[0], note=CARD)),
    lambda basket: basket.change_line(replace(basket.lines[0], reason=CARD)),
    lambda basket: basket.change_line(replace(basket.lines[0], discount=ManualDiscount("5", reason=CARD))),
]
ON_THE_BASKET: list[Callable[[Basket], Basket]] = [
    lambda basket: replace(basket, note=CARD),
    lambda basket: replace(basket, discount=ManualDiscount("5", reason=CARD)),
    lambda basket: replace(basket, tax_exempt=TaxExemption(CARD)),
    lambda basket: replace(basket, tax_exempt=TaxExemption("diplomat", CARD)),
]


def pay(till: Till, basket: Basket, tender: Tender) -> None:
    request = request_of(basket, (tender,), "GBP")
    complete_sale(till, basket, (tender,), staff="sofia", request=request, opens_shift=True)


@pytest.mark.parametrize("written", [*ON_A_LINE, *ON_THE_BASKET])
def test_a_basket_with_a_card_number_on_it_is_not_sold(shop: Till, written: Callable[[Basket], Basket]) -> None:
    basket = written(a_basket(shop, bought("JACKET")))

    with pytest.raises(Refused, match="payment_card") as refused:
        pay(shop, basket, cash(189_00))

    assert refused.value.facts.get("line") == (1 if written in ON_A_LINE else None)
    assert "4111" not in str(refused.value) and "sale_completed" not in kinds(shop)


def test_a_tender_with_a_card_number_is_not_taken(shop: Till) -> None:
    basket = a_basket(shop, bought("JACKET"))

    with pytest.raises(Refused, match="payment_card"):
        pay(shop, basket, Tender("card", 189_00, CARD))

    assert "sale_completed" not in kinds(shop)


MOVES: list[Callable[[Till, str], object]] = [
    lambda till, text: move_cash(till, "paid_in", 5_00, text, "sofia"),
    lambda till, text: open_drawer(till, text, "sofia"),
    lambda till, text: close_shift(till, 0, "sofia", reason=text),
    lambda till, text: void_basket(till, a_basket(till, bought("JACKET")), "sofia", text),
    lambda till, text: suspend_basket(till, a_basket(till, bought("JACKET")), "sofia", text),
]


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize(
    ("text", "code"), [(CARD, "payment_card"), ("a" * (MAX_REASON + 1), "too_long"), ("a\nb", "control_characters")]
)
def test_no_reason_is_kept_that_must_not_be(
    shop: Till, move: Callable[[Till, str], object], text: str, code: str
) -> None:
    open_shift(shop, 0, "sofia")
    before = kinds(shop)

    with pytest.raises(Refused, match=code):
        move(shop, text)

    assert kinds(shop) == before
