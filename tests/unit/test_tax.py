"""Taxes on lines and documents, and the file that says what is taxed how."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.basket import AppliedDiscount, ManualDiscount, TaxExemption
from pos.domain.failures import Refused
from pos.domain.priced import PricedBasket
from pos.domain.pricing import price
from pos.domain.tax import EXEMPT, CashRounding, Tax, TaxRules, TaxTotal, tax_rules_of
from tests.make import a_basket, a_catalogue, a_context, a_line, a_product, tax_rules


def rules(*taxes: Tax, **changed: Any) -> TaxRules:
    return TaxRules(categories={"standard": taxes}, **changed)


def taxed(minor: int, taxes: TaxRules, qty: int = 1, **basket: Any) -> PricedBasket:
    return price(a_basket(a_line(a_product(price_minor=minor), qty), **basket), a_catalogue(taxes=taxes), a_context())


def amounts(done: PricedBasket) -> list[int]:
    return [tax.amount_minor for tax in done.lines[0].taxes]


def test_an_included_tax_is_part_of_the_price() -> None:
    done = taxed(24_00, tax_rules("20"))

    assert (done.total_minor, done.lines[0].net_minor, amounts(done)) == (24_00, 20_00, [4_00])


def test_a_tax_that_is_not_included_is_added_to_the_document() -> None:
    done = taxed(24_00, tax_rules("8.875", included=False))

    assert (done.lines[0].total_minor, done.total_minor, amounts(done)) == (24_00, 26_13, [2_13])


def test_an_included_and_an_excluded_tax_share_one_net() -> None:
    done = taxed(100_00, rules(Tax("A", "35", included=True), Tax("B", "50", included=False)))

    assert (done.lines[0].net_minor, amounts(done), done.total_minor) == (74_07, [25_93, 37_04], 137_04)


def test_a_compound_tax_taxes_the_taxes_before_it() -> None:
    federal, state = Tax("Federal", "5", included=False), Tax("State", "10", included=False, compound=True)

    assert amounts(taxed(100_00, rules(federal, state))) == [5_00, 10_50]
    assert amounts(taxed(100_00, rules(state, federal))) == [10_00, 5_00]


def test_included_compound_taxes_are_solved_out_of_the_price() -> None:
    done = taxed(115_50, rules(Tax("Federal", "5"), Tax("State", "10", compound=True)))

    assert (done.lines[0].net_minor, amounts(done)) == (100_00, [5_00, 10_50])


def test_an_included_compound_tax_taxes_a_fixed_amount_too() -> None:
    done = taxed(126_50, rules(Tax("Eco fee", amount_minor=10_00), Tax("VAT", "15", compound=True)))

    assert (done.lines[0].net_minor, amounts(done)) == (100_00, [10_00, 16_50])


def test_no_discount_touches_a_fixed_amount() -> None:
    eco = rules(Tax("VAT", "15"), Tax("Eco fee", amount_minor=10_00))

    done = taxed(240_00, eco, qty=2, discount=ManualDiscount(percent="50"))

    assert (done.total_minor, amounts(done)) == (250_00, [30_00, 20_00])
    assert [(tax.rate, tax.fixed) for tax in done.lines[0].taxes] == [("15", False), ("", True)]


def test_a_fixed_amount_on_top_is_per_unit() -> None:
    done = taxed(5_00, rules(Tax("Deposit", amount_minor=25, included=False)), qty=6)

    assert (done.total_minor, amounts(done)) == (31_50, [1_50])


def test_a_price_below_its_fixed_amounts_is_refused() -> None:
    with pytest.raises(Refused) as no:
        taxed(9_99, rules(Tax("Eco fee", amount_minor=10_00)), qty=2)

    assert (no.value.code, no.value.facts["line"]) == ("price_below_fixed_tax", 1)


@pytest.mark.parametrize(("mode", "tax"), [("half_up", 3), ("half_even", 2)])
def test_half_a_minor_unit_is_rounded_as_the_file_says(mode: Any, tax: int) -> None:
    assert amounts(taxed(25, tax_rules("10", included=False, mode=mode))) == [tax]


def test_per_unit_the_discounted_line_is_shared_into_units_first() -> None:
    done = taxed(100, tax_rules("10", included=False, rounding="unit"), qty=3, discount=ManualDiscount(amount_minor=16))

    assert (done.lines[0].total_minor, amounts(done)) == (2_84, [29])


def test_per_document_the_sum_of_a_rate_is_rounded_and_shared() -> None:
    lines = [a_line(a_product(sku, minor)) for sku, minor in (("A", 513), ("B", 414), ("C", 294))]
    taxes = tax_rules("10", included=False, rounding="document")

    done = price(a_basket(*lines), a_catalogue(taxes=taxes), a_context())

    assert [line.taxes[0].amount_minor for line in done.lines] == [51, 42, 29]


@given(st.lists(st.integers(0, 50_00), min_size=1, max_size=8), st.booleans())
@settings(deadline=None)
def test_per_document_the_sum_is_right_to_half_a_minor_unit(prices: list[int], included: bool) -> None:
    taxes = tax_rules("19", included=included, rounding="document")
    lines = [a_line(a_product(f"S{n}", minor)) for n, minor in enumerate(prices)]

    done = price(a_basket(*lines), a_catalogue(taxes=taxes), a_context())

    whole = 119 if included else 100
    assert abs(2 * (whole * done.tax_minor - 19 * sum(prices))) <= whole


def test_a_tax_is_in_force_from_its_first_moment_until_before_its_last() -> None:
    changing = rules(Tax("VAT", "19", until="2026-11-21T14:32"), Tax("VAT", "16", since="2026-11-21T14:32"))

    assert amounts(taxed(116_00, changing)) == [16_00]


def test_a_category_without_taxes_is_exempt() -> None:
    done = taxed(10_00, rules())

    assert done.lines[0].taxes == EXEMPT
    assert done.taxes == (TaxTotal("exempt", "0", 10_00, 0),)


def test_an_exempt_basket_does_not_pay_included_taxes() -> None:
    eco = rules(Tax("VAT", "20"), Tax("Eco fee", amount_minor=1_00))

    done = taxed(25_00, eco, tax_exempt=TaxExemption("diplomat"))

    assert (done.total_minor, done.lines[0].list_minor, done.lines[0].total_minor) == (20_00, 25_00, 20_00)
    assert done.lines[0].discounts == (AppliedDiscount("tax_exempt", "diplomat", 5_00),)
    assert (done.lines[0].taxes, done.tax_minor) == (EXEMPT, 0)


def test_an_exempt_basket_adds_no_tax() -> None:
    done = taxed(25_00, tax_rules("8.875", included=False), tax_exempt=TaxExemption("resale"))

    assert (done.total_minor, done.lines[0].discounts) == (25_00, ())


def test_taxes_are_added_up_per_name_and_rate() -> None:
    taxes = TaxRules(categories={"zero": (Tax("VAT 0 %", "0"),), "standard": (Tax("VAT 20 %", "20"),)})
    lines = a_line(a_product("MAP", 9_99, tax="zero")), a_line(a_product("A", 12_00)), a_line(a_product("B", 24_00))

    done = price(a_basket(*lines), a_catalogue(taxes=taxes), a_context())

    assert done.taxes == (TaxTotal("VAT 20 %", "20", 30_00, 6_00), TaxTotal("VAT 0 %", "0", 9_99, 0))
    assert done.taxes[0].gross_minor == 36_00


FILE: dict[str, Any] = {
    "prices_include_tax": True,
    "rounding": "unit",
    "mode": "half_even",
    "cash_rounding": {"step": "0.05", "ties": "down"},
    "categories": {
        "standard": [{"name": "VAT 19 %", "percent": "19", "from": "2026-01-01"}],
        "mixed": [{"name": "A", "percent": "35"}, {"name": "B", "percent": "50", "included": False, "compound": True}],
        "eco": [{"name": "Eco fee", "amount": "10.00"}],
        "zero": [],
    },
}


def test_a_taxes_file_is_read() -> None:
    assert tax_rules_of(FILE, "EUR") == TaxRules(
        prices_include_tax=True,
        rounding="unit",
        mode="half_even",
        cash=CashRounding(5, "down"),
        categories={
            "standard": (Tax("VAT 19 %", "19", since="2026-01-01"),),
            "mixed": (Tax("A", "35"), Tax("B", "50", included=False, compound=True)),
            "eco": (Tax("Eco fee", amount_minor=10_00),),
            "zero": (),
        },
    )


def test_what_a_taxes_file_does_not_say_is_usual() -> None:
    found = tax_rules_of(
        {"prices_include_tax": False, "categories": {"standard": [{"name": "A", "percent": "5"}]}}, "USD"
    )

    assert found == TaxRules(prices_include_tax=False, categories={"standard": (Tax("A", "5", included=False),)})


def categories(**tax: Any) -> dict[str, Any]:
    return {"categories": {"standard": [{"name": "VAT"} | tax]}}


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ([], "document"),
        ({}, "categories"),
        ({"categories": {}}, "categories"),
        ({"categories": []}, "categories"),
        ({"categories": {" ": []}}, "categories"),
        ({"categories": {"standard": {}}}, "categories.standard"),
        (FILE | {"rate": "19"}, "rate"),
        (FILE | {"prices_include_tax": "yes"}, "prices_include_tax"),
        (FILE | {"rounding": "total"}, "rounding"),
        (FILE | {"mode": "down"}, "mode"),
        (FILE | {"cash_rounding": {"step": "0"}}, "cash_rounding.step"),
        (FILE | {"cash_rounding": {"step": "0.001"}}, "cash_rounding.step"),
        (FILE | {"cash_rounding": {"step": "0.05", "ties": "odd"}}, "cash_rounding.ties"),
        (categories(), "categories.standard.0"),
        (categories(percent="19", amount="1.00"), "categories.standard.0"),
        (categories(percent=19), "categories.standard.0.percent"),
        (categories(percent="-1"), "categories.standard.0.percent"),
        (categories(percent="1001"), "categories.standard.0.percent"),
        (categories(amount="-1.00"), "categories.standard.0.amount"),
        (categories(amount="1.00", compound=True), "categories.standard.0.compound"),
        (categories(percent="19", included="no"), "categories.standard.0.included"),
        (categories(percent="19", until="soon"), "categories.standard.0.until"),
        (categories(percent="19", rate="19"), "categories.standard.0.rate"),
    ],
)
def test_a_taxes_file_that_is_not_understood_is_refused(document: Any, field: str) -> None:
    with pytest.raises(Refused) as no:
        tax_rules_of(document, "EUR")

    assert (no.value.code, no.value.facts["field"]) == ("bad_taxes", field)
