"""Promotions compared, over thousands of small baskets, with a second program that tries every choice of units."""

import os
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.basket import Basket, Line, ManualDiscount
from pos.domain.pricing import price
from pos.domain.promotion import promotions_of
from pos.domain.tax import TaxRules
from tests.make import a_basket, a_catalogue, a_context, a_line, a_product
from tests.unit.reference_pricer import reference_discounts

MANY = 20_000 if os.environ.get("TANDEM_LONG") == "1" else 600
SKUS = ("A", "B", "C")
NO_TAX = TaxRules(categories={"standard": (), "reduced": ()})

small = st.integers(1, 40).map(lambda minor: f"0.{minor:02d}")
percents = st.sampled_from(["5", "10", "12.5", "33.3", "50", "100"])
counts = st.sampled_from(["1", "1", "2", "3"])
scopes: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.lists(st.sampled_from(SKUS), min_size=1, max_size=2, unique=True).map(lambda skus: {"skus": skus}),
    st.sampled_from(["North", "South"]).map(lambda brand: {"brands": [brand]}),
    st.just({"tags": ["warm"], "except_skus": ["B"]}),
)
gives: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "percent": st.fixed_dictionaries({"percent": percents}),
    "amount": st.fixed_dictionaries({"amount": small, "spread": st.sampled_from(["each", "across"])}),
    "unit_price": st.fixed_dictionaries({"unit_price": small}),
    "for_qty": st.fixed_dictionaries({"price": small, "for_qty": counts}),
    "buy": st.fixed_dictionaries(
        {"buy": counts, "get": counts, "percent": percents, "choose": st.sampled_from(["cheapest", "dearest"])},
        optional={"items": scopes},
    ),
    "bundle": st.fixed_dictionaries(
        {
            "bundle": st.lists(st.fixed_dictionaries({"items": scopes, "qty": counts}), min_size=1, max_size=2),
            "price": small,
        }
    ),
    "steps": st.lists(percents, min_size=1, max_size=3, unique=True).map(
        lambda rates: {"steps": [{"min_subtotal": f"0.{20 * n:02d}", "percent": rate} for n, rate in enumerate(rates)]}
    ),
}
phases = {"bundle": st.just("bundle"), "steps": st.just("order")}


def rules_of(form: str) -> st.SearchStrategy[dict[str, Any]]:
    phase = phases.get(form, st.sampled_from(["item", "bundle", "order"]))
    return st.fixed_dictionaries(
        {
            "give": gives[form],
            "phase": phase,
            "priority": st.integers(0, 2),
            "combine": st.sampled_from(["stack", "stack", "exclusive", "best_of"]),
            "items": scopes,
        },
        optional={
            "when": st.one_of(small.map(lambda least: {"min_subtotal": least}), counts.map(lambda n: {"min_qty": n})),
            "limits": st.one_of(
                small.map(lambda most: {"max_discount": most}),
                counts.map(lambda most: {"max_units": most}),
                counts.map(lambda most: {"per_sale": most}),
            ),
        },
    ).map(grouped)


def grouped(rule: dict[str, Any]) -> dict[str, Any]:
    """Members of a group are of one phase."""
    return rule | {"combine": f"best_of:{rule['phase']}"} if rule["combine"] == "best_of" else rule


rules = st.sampled_from(sorted(gives)).flatmap(rules_of)
manual = st.one_of(
    st.none(),
    percents.map(lambda rate: ManualDiscount(percent=rate)),
    st.integers(0, 60).map(lambda minor: ManualDiscount(amount_minor=minor)),
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    sku = draw(st.sampled_from(SKUS))
    product = a_product(
        sku,
        draw(st.integers(0, 30)),
        brand={"A": "North", "B": "South"}.get(sku, ""),
        tags=("warm",) if sku != "C" else (),
        tax="reduced" if sku == "C" else "standard",
        kind=draw(st.sampled_from(["each"] * 6 + ["weighed"])) if sku == "A" else "each",
    )
    if product.kind == "weighed":
        return a_line(product, qty_milli=draw(st.integers(1, 3000)), discount=draw(manual))
    own = draw(st.sampled_from([None] * 6 + [draw(st.integers(0, 30))]))
    source = "list" if own is None else draw(st.sampled_from(["override", "open"]))
    pieces = draw(st.integers(1, 3))
    return a_line(product, pieces, unit_price_minor=own, source=source, discount=draw(manual))


@st.composite
def baskets(draw: st.DrawFn) -> Basket:
    return a_basket(*(draw(lines()) for _ in range(draw(st.integers(1, 3)))), discount=draw(manual))


@given(baskets(), st.lists(rules, min_size=1, max_size=4))
@settings(deadline=None, max_examples=MANY)
def test_every_discount_is_the_one_that_trying_all_choices_gives(basket: Basket, chosen: list[Any]) -> None:
    named = [{"id": f"P-{n}", "name": f"Promotion {n}"} | rule for n, rule in enumerate(chosen)]
    expected = reference_discounts(basket, promotions_of(named, "GBP"))

    done = price(basket, a_catalogue(*named, taxes=NO_TAX), a_context())

    assert [{off.by: off.amount_minor for off in line.discounts} for line in done.lines] == expected
