"""The sale that goods come back from: found by code, number, last digits or customer, and what of it is left."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pos.domain.basket import Basket
from pos.domain.codes import receipt_code
from pos.domain.failures import Refused
from pos.domain.quantity import ONE
from pos.domain.return_window import days_of_policy
from pos.domain.sale import Sale
from pos.services.return_find import find_sales, open_return
from pos.services.return_ways import refund_tenders
from pos.services.returns import (
    ReturnAsked,
    price_return,
    refund,
    return_basket,
    return_lines,
    rights_needed,
    taken_back,
)
from pos.services.shift import open_shift
from pos.services.till import Till
from tests.store.shop import Clock, bought, give_back, new_id, sell


def test_a_receipt_is_found_by_its_code_its_number_and_its_last_digits(shop: Till) -> None:
    sale = sell(shop, bought("FLASK"))
    code = receipt_code(sale.receipt, shop.secrets.store_key)

    by_code, by_number = open_return(shop, code), open_return(shop, sale.receipt.lower())

    assert by_code.sale == by_number.sale == sale
    assert find_sales(shop, "000001") == find_sales(shop, "1") == (sale,)


def test_the_purchases_of_a_customer_are_found_newest_first(shop: Till) -> None:
    first = sell(shop, bought("FLASK"), customer="C-1")
    sell(shop, bought("FLASK"), customer="C-2")
    last = sell(shop, bought("JACKET"), customer="C-1")

    assert find_sales(shop, "amelia") == (last, first)


def test_a_refund_is_nothing_to_bring_back(shop: Till) -> None:
    sale = sell(shop, bought("FLASK"), customer="C-1")
    back = give_back(shop, sale, customer="C-1")

    with pytest.raises(Refused, match="nothing_sold"):
        open_return(shop, back.receipt)
    assert find_sales(shop, "amelia") == (sale,)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("N-2-000777", "unknown_receipt"),
        ("N-3-000001", "receipt_of_other_till"),
        ("H-2-000001", "receipt_of_other_till"),
        ("NONSENSE", "unknown_receipt"),
        ("TRN-2-000001-AAAAAA", "receipt_forged"),
    ],
)
def test_what_is_no_receipt_of_this_till_is_told_apart(shop: Till, number: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        open_return(shop, number)


def test_what_came_back_and_what_the_basket_takes_back_is_not_left(shop: Till) -> None:
    sale = sell(shop, bought("SOCK-R", "3"), bought("FLASK"))
    give_back(shop, sale)
    held = return_lines(shop, [ReturnAsked(sale.sale_id, 1, "", ONE)])

    found = open_return(shop, sale.receipt, taken_back(held))

    assert [line.left_milli for line in found.lines] == [ONE, ONE]
    with pytest.raises(Refused, match="already_returned"):
        return_lines(shop, [ReturnAsked(sale.sale_id, 1, "", 2 * ONE)], held)


def test_a_sale_of_which_everything_came_back_says_so(shop: Till) -> None:
    sale = sell(shop, bought("FLASK"))
    before = open_return(shop, sale.receipt).is_over
    give_back(shop, sale)

    assert (before, open_return(shop, sale.receipt).is_over) == (False, True)


def test_goods_without_receipt_come_at_todays_list_price_with_a_yes(shop: Till) -> None:
    open_shift(shop, 100_00, "sofia")
    basket = return_basket(shop, new_id(), return_lines(shop, [ReturnAsked(code="SOCK-R", qty_milli=2 * ONE)]))
    priced = price_return(shop, basket)
    tenders = refund_tenders(shop, priced, "cash")

    needed = rights_needed(shop, priced, tenders, "maya")
    with pytest.raises(Refused, match="approval_needed"):
        refund(shop, basket, tenders, "maya")

    assert (priced.total_minor, needed) == (-36_00, ("return_without_receipt",))


@pytest.fixture
def strict(shop: Till) -> Till:
    """The shop with words about 30 days on its receipts, and a shift open."""
    open_shift(shop, 100_00, "sofia")
    return replace(shop, setup=replace(shop.setup, return_policy="Returns within 30 days"))


def asked_back(till: Till, sale: Sale, approved_by: str = "") -> Basket:
    return return_basket(till, new_id(), return_lines(till, [ReturnAsked(sale.sale_id, 1, approved_by=approved_by)]))


def test_on_the_last_of_the_days_on_the_receipt_a_cashier_takes_goods_back(strict: Till, clock: Clock) -> None:
    sale = sell(strict, bought("FLASK"))
    clock.moment += timedelta(days=30)
    basket = asked_back(strict, sale)
    tenders = refund_tenders(strict, price_return(strict, basket))

    assert rights_needed(strict, price_return(strict, basket), tenders, "maya") == ()
    assert not open_return(strict, sale.receipt).is_late
    assert refund(strict, basket, tenders, "maya").total_minor == -24_00


def test_after_the_days_on_the_receipt_a_manager_decides(strict: Till, clock: Clock) -> None:
    sale = sell(strict, bought("FLASK"))
    clock.moment += timedelta(days=31)
    basket = asked_back(strict, sale)
    tenders = refund_tenders(strict, price_return(strict, basket))

    with pytest.raises(Refused, match="approval_needed") as alone:
        refund(strict, basket, tenders, "maya")

    assert rights_needed(strict, price_return(strict, basket), tenders, "maya") == ("return_late",)
    assert (alone.value.facts["right"], open_return(strict, sale.receipt).is_late) == ("return_late", True)
    assert refund(strict, asked_back(strict, sale, "sofia"), tenders, "maya").total_minor == -24_00


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Returns within 30 days with this receipt", 30),
        ("14-day returns", 14),
        ("Umtausch innerhalb von 14 Tagen", 14),
        ("Zwroty do 30 dni", 30),
        ("30天内可退货", 30),
        ("Returns with this receipt", None),
        ("Call 0800 123 for returns", None),
        ("", None),
    ],
)
def test_the_days_for_returns_are_those_the_receipt_names(words: str, days: int | None) -> None:
    assert days_of_policy(words) == days
