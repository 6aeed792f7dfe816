"""List prices, prices and discounts given by people, returns, and what cannot be priced."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from pos.domain.basket import AppliedDiscount, Basket, Line, ManualDiscount, Reversal
from pos.domain.catalogue import Context, ListPrice, Shopper
from pos.domain.failures import Refused
from pos.domain.money import MAX_MINOR
from pos.domain.priced import PricedBasket
from pos.domain.pricing import price
from pos.domain.tax import LineTax, Tax, TaxRules
from tests.make import AT, a_basket, a_catalogue, a_context, a_line, a_product, tax_rules

CHEESE = a_product("CHEESE", 19_99, kind="weighed")


def priced(basket: Basket, *, context: Context | None = None, **catalogue: Any) -> PricedBasket:
    return price(basket, a_catalogue(**catalogue), context or a_context())


def with_list(*rows: ListPrice) -> dict[str, Any]:
    return {"prices": {"SOCK-R": rows}}


def totals(done: PricedBasket) -> list[int]:
    return [line.total_minor for line in done.lines]


def test_an_empty_basket_costs_nothing() -> None:
    done = priced(Basket("0190c8f2-0000-7000-8000-000000000001"))

    assert (done.total_minor, done.lines, done.taxes) == (0, (), ())


def test_the_lowest_price_list_wins_even_above_the_products_own_price() -> None:
    done = priced(a_basket(), **with_list(ListPrice("high", 25_00), ListPrice("low", 19_00)))

    assert (done.total_minor, done.lines[0].unit_price_minor, done.discounts_minor) == (19_00, 19_00, 0)


@pytest.mark.parametrize(
    ("row", "applies"),
    [
        (ListPrice("A", 9_00, group="trade", store="1", channel="store"), True),
        (ListPrice("A", 9_00, group="staff"), False),
        (ListPrice("A", 9_00, store="2"), False),
        (ListPrice("A", 9_00, channel="online"), False),
        (ListPrice("A", 9_00, since="2026-11-21T14:32", until="2026-11-21T14:33"), True),
        (ListPrice("A", 9_00, since="2026-11-22"), False),
        (ListPrice("A", 9_00, until="2026-11-21T14:32:00+00:00"), False),
        (ListPrice("A", 9_00, min_qty_milli=2000), False),
    ],
)
def test_a_price_list_applies_when_all_its_conditions_hold(row: ListPrice, applies: bool) -> None:
    context = a_context(shopper=Shopper("C-1001", groups=("trade",)))

    done = priced(a_basket(), context=context, **with_list(row))

    assert done.total_minor == (9_00 if applies else 18_00)


def test_a_price_list_for_a_quantity_counts_all_sold_lines_of_the_sku() -> None:
    sold = a_line(qty=2), a_line(discount=ManualDiscount(percent="0")), a_line(source="override", unit_price_minor=5_00)
    back = a_line(qty=6, is_return=True, unit_price_minor=18_00)

    four = priced(a_basket(*sold, back), **with_list(ListPrice("many", 10_00, min_qty_milli=4000)))
    five = priced(a_basket(*sold, back), **with_list(ListPrice("many", 10_00, min_qty_milli=5000)))

    assert totals(four)[:3] == [20_00, 10_00, 5_00]
    assert totals(five)[:3] == [36_00, 18_00, 5_00]


def test_weighed_goods_are_priced_per_kilogram_and_rounded_once() -> None:
    done = priced(a_basket(a_line(CHEESE, qty_milli=345)))

    assert (done.lines[0].unit_price_minor, done.total_minor) == (19_99, 6_90)


def test_a_printed_price_is_charged_exactly_and_may_be_discounted() -> None:
    label = a_line(CHEESE, unit_price_minor=7_77, source="embedded", discount=ManualDiscount(amount_minor=77))

    done = priced(a_basket(label))

    assert (done.lines[0].list_minor, done.total_minor) == (7_77, 7_00)


def test_an_overridden_price_is_the_list_price_of_its_line() -> None:
    line = a_line(qty=2, unit_price_minor=15_00, source="override", reason="display piece")

    done = priced(a_basket(line))

    assert (done.lines[0].list_minor, done.discounts_minor) == (30_00, 0)


def test_a_percentage_given_on_a_line_is_rounded_once() -> None:
    done = priced(a_basket(a_line(a_product(price_minor=18_90), discount=ManualDiscount(percent="15", reason="worn"))))

    assert done.lines[0].discounts == (AppliedDiscount("manual", "worn", 2_84),)
    assert done.total_minor == 16_06


def test_an_amount_given_on_a_line_is_not_per_unit_and_at_most_what_remains() -> None:
    small = a_line(a_product("A", 10_00), qty=3, discount=ManualDiscount(amount_minor=5_00))
    large = a_line(a_product("B", 2_00), discount=ManualDiscount(amount_minor=5_00))

    assert totals(priced(a_basket(small, large))) == [25_00, 0]


def test_a_discount_on_the_basket_is_shared_over_all_lines_but_gift_cards() -> None:
    basket = a_basket(
        a_line(a_product("A"), unit_price_minor=20_00, source="override"),
        a_line(a_product("B", 10_00)),
        a_line(a_product("C", 30_00, kind="gift_card")),
        discount=ManualDiscount(amount_minor=6_00, reason="goodwill"),
    )

    done = priced(basket)

    assert totals(done) == [16_00, 8_00, 30_00]
    assert done.lines[1].discounts == (AppliedDiscount("basket", "goodwill", 2_00),)


COAT = a_product("COAT", 10_00)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (a_line(replace(COAT, sku="SCARF", tax="reduced")), a_line(COAT)),
        (a_line(COAT), a_line(replace(COAT, sku="SCARF"))),
        (a_line(COAT, 2), a_line(replace(COAT, price_minor=20_00))),
        (a_line(COAT), a_line(COAT, unit_price_minor=10_00, source="override")),
        (a_line(COAT), a_line(COAT, discount=ManualDiscount(percent="0"))),
        (a_line(COAT, reason="faded"), a_line(COAT, reason="worn")),
    ],
    ids=["tax category", "SKU", "unit price", "overridden", "manual discount", "reason"],
)
def test_a_tie_goes_to_the_first_line_in_the_order_of_the_shop(first: Line, second: Line) -> None:
    taxes = TaxRules(categories={"standard": (), "reduced": ()})
    cent = ManualDiscount(amount_minor=1)

    scanned = priced(a_basket(first, second, discount=cent), taxes=taxes)
    the_other_way = priced(a_basket(second, first, discount=cent), taxes=taxes)

    assert [line.list_minor - line.total_minor for line in scanned.lines] == [1, 0]
    assert [line.list_minor - line.total_minor for line in the_other_way.lines] == [0, 1]


def test_a_discount_on_the_basket_comes_after_those_on_lines() -> None:
    line = a_line(a_product(price_minor=10_00), discount=ManualDiscount(percent="50"))

    done = priced(a_basket(line, discount=ManualDiscount(percent="10")))

    assert [given.amount_minor for given in done.lines[0].discounts] == [5_00, 50]


def test_lines_come_back_in_the_order_they_were_given() -> None:
    basket = a_basket(*(a_line(a_product(sku, tax="zero" if sku == "A" else "standard")) for sku in "CAB"))
    taxes = TaxRules(categories={"standard": (Tax("VAT", "20"),), "zero": ()})

    done = priced(basket, taxes=taxes)

    assert [line.line for line in done.lines] == list(basket.lines)


SOLD = Reversal(
    sale_id="S-1",
    receipt="N-2-004117",
    line=3,
    unit_price_minor=18_00,
    list_minor=36_00,
    discounts=(AppliedDiscount("P-SOCKS", "2 for 30", 6_00),),
    total_minor=30_00,
    taxes=(LineTax("VAT 20 %", "20", 5_00, True), LineTax("City", "1", 25, False)),
)


def test_a_return_gives_back_what_was_stored_whatever_things_cost_today() -> None:
    back = a_line(a_product(price_minor=99_00, tax="gone"), 2, is_return=True, reversal=SOLD)

    done = price(a_basket(back), a_catalogue({"give": {"percent": "50"}}), a_context())

    line = done.lines[0]
    assert (line.list_minor, line.total_minor, line.net_minor, line.gross_minor) == (-36_00, -30_00, -25_00, -30_25)
    assert line.discounts == (AppliedDiscount("P-SOCKS", "2 for 30", -6_00),)
    assert [tax.amount_minor for tax in line.taxes] == [-5_00, -25]
    assert (done.total_minor, done.discounts_minor, done.tax_minor) == (-30_25, -6_00, -5_25)


def test_a_return_without_receipt_is_todays_list_price_without_promotion() -> None:
    back = a_line(qty=2, is_return=True)
    tenth = {"give": {"percent": "10"}}

    done = price(a_basket(back), a_catalogue(tenth, **with_list(ListPrice("A", 16_00))), a_context())

    assert (done.total_minor, done.tax_minor, done.lines[0].unit_price_minor) == (-32_00, -5_33, 16_00)


def test_a_return_without_receipt_may_state_its_price() -> None:
    back = a_line(qty=2, is_return=True, unit_price_minor=12_00, source="override")

    done = priced(a_basket(back), taxes=tax_rules("10", included=False))

    assert (done.lines[0].total_minor, done.lines[0].net_minor, done.total_minor) == (-24_00, -24_00, -26_40)


def test_an_exchange_is_one_net_amount_and_discounts_only_what_is_sold() -> None:
    basket = a_basket(
        a_line(a_product("NEW", 40_00)),
        a_line(is_return=True, reversal=SOLD, qty=2),
        discount=ManualDiscount(percent="10"),
    )

    done = priced(basket)

    assert (totals(done), done.total_minor) == ([36_00, -30_00], 5_75)


def test_the_price_follows_the_moment_of_the_basket() -> None:
    row = ListPrice("sale", 9_00, since="2026-11-21T14:32", until="2026-11-21T15:00")
    moments = AT - timedelta(minutes=1), AT, datetime(2026, 11, 21, 15, tzinfo=AT.tzinfo)

    found = [priced(a_basket(), context=a_context(at=at), **with_list(row)).total_minor for at in moments]

    assert found == [18_00, 9_00, 18_00]


def test_the_snapshot_of_the_prices_is_named() -> None:
    assert priced(a_basket(), version="41").version == "41"


def refusal(line: Line, **catalogue: Any) -> tuple[str, object]:
    """The code, and the line it names, when this line stands second in a basket."""
    with pytest.raises(Refused) as no:
        priced(a_basket(a_line(), line), **catalogue)
    return no.value.code, no.value.facts.get("line")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (a_line(a_product(tax="luxury")), "unknown_tax"),
        (a_line(qty_milli=0), "bad_quantity"),
        (a_line(qty_milli=-1000), "bad_quantity"),
        (a_line(qty_milli=500), "whole_pieces_only"),
        (a_line(qty_milli=10**10), "bad_quantity"),
        (a_line(unit_price_minor=-1, source="override"), "negative_amount"),
        (a_line(unit_price_minor=MAX_MINOR, qty=2, source="override"), "amount_too_large"),
        (a_line(a_product(price_minor=0, kind="open_price")), "price_missing"),
        (a_line(a_product(price_minor=0, kind="gift_card")), "price_missing"),
        (a_line(discount=ManualDiscount(percent="100.1")), "percent_too_large"),
        (a_line(discount=ManualDiscount(percent="-1")), "bad_percent"),
        (a_line(discount=ManualDiscount(percent="NaN")), "bad_percent"),
        (a_line(discount=ManualDiscount(amount_minor=-1)), "negative_amount"),
        (a_line(discount=ManualDiscount(amount_minor=10**15)), "amount_too_large"),
        (a_line(discount=ManualDiscount()), "discount_needs_one"),
        (a_line(discount=ManualDiscount(percent="1", amount_minor=1)), "discount_needs_one"),
        (a_line(a_product(kind="gift_card"), discount=ManualDiscount(percent="1")), "discount_not_allowed"),
        (a_line(is_return=True, discount=ManualDiscount(percent="1")), "discount_not_allowed"),
        (a_line(a_product(tax="luxury"), is_return=True), "unknown_tax"),
    ],
)
def test_what_cannot_be_priced_is_refused_with_its_line(line: Line, code: str) -> None:
    assert refusal(line) == (code, 2)


def test_a_basket_that_costs_too_much_is_refused() -> None:
    line = a_line(unit_price_minor=MAX_MINOR, source="override")

    with pytest.raises(Refused, match="amount_too_large"):
        priced(a_basket(line, line))


def test_a_discount_on_the_basket_above_the_whole_is_refused() -> None:
    with pytest.raises(Refused, match="percent_too_large"):
        priced(a_basket(discount=ManualDiscount(percent="101")))


def test_parts_of_an_hour_can_be_sold_but_not_parts_of_a_piece() -> None:
    hour = a_product("REPAIR", 60_00, kind="service")

    assert priced(a_basket(a_line(hour, qty_milli=1500))).total_minor == 90_00
    assert refusal(replace(a_line(), qty_milli=1500)) == ("whole_pieces_only", 2)
