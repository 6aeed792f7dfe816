"""What is true of every basket under every mix of promotions, discounts and taxes."""

import os
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.basket import Basket, Line, ManualDiscount, Reversal, TaxExemption
from pos.domain.catalogue import Catalogue, ListPrice
from pos.domain.loyalty import points_by_line, points_paid_by_line
from pos.domain.priced import PricedBasket, PricedLine
from pos.domain.pricing import price
from pos.domain.programme import Earning
from pos.domain.promotion import BuyGet
from pos.domain.refund import SoldLine, reverse
from pos.domain.tax import Tax, TaxRules
from tests.make import a_basket, a_catalogue, a_context, a_line, a_product

MANY = int(os.environ.get("TANDEM_EXAMPLES", "5000" if os.environ.get("TANDEM_LONG") == "1" else "500"))
PAID_WITH_POINTS = st.sampled_from([0, 0, 5_00, 50_00])
"""Minor units of a points tender."""
SKUS = ("A", "B", "C", "D", "E")
BRANDS = ("", "North", "South")
TAXES = {
    "standard": (Tax("VAT 20 %", percent="20"),),
    "reduced": (Tax("VAT 5 %", percent="5"), Tax("Deposit", amount_minor=2)),
    "mixed": (
        Tax("VAT 20 %", percent="20", included=True),
        Tax("Luxury", percent="12.5", included=True, compound=True),
        Tax("City", percent="3.3", included=False),
        Tax("Fee", amount_minor=7, included=False),
    ),
    "outside": (Tax("Sales tax", percent="8.875", included=False), Tax("On top", "1", None, False, True)),
    "zero": (),
}
ON_TOP = {name: tuple(replace(tax, included=False) for tax in taxes) for name, taxes in TAXES.items()}
"""The same where prices are without tax."""
tenths = st.integers(1, 1000).map(lambda n: f"{n / 10:.1f}")
counts = st.integers(1, 3).map(str)
scopes = st.one_of(
    st.just({}),
    st.lists(st.sampled_from(SKUS), min_size=1, max_size=3).map(lambda skus: {"skus": skus}),
    st.sampled_from(BRANDS[1:]).map(lambda brand: {"brands": [brand]}),
    st.sampled_from(SKUS).map(lambda sku: {"brands": ["North"], "except_skus": [sku]}),
    st.sampled_from(SKUS).map(lambda sku: {"skus": [sku, "A", "B"], "brands": ["North"]}),
)


def amounts(most: int) -> st.SearchStrategy[str]:
    return st.integers(1, most).map(lambda minor: f"{minor // 100}.{minor % 100:02d}")


gives: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "percent": st.fixed_dictionaries({"percent": tenths}),
    "amount": st.fixed_dictionaries({"amount": amounts(30_00), "spread": st.sampled_from(["each", "across"])}),
    "unit_price": st.fixed_dictionaries({"unit_price": amounts(15_00)}),
    "for_qty": st.fixed_dictionaries({"price": amounts(25_00), "for_qty": counts}),
    "buy": st.fixed_dictionaries(
        {"buy": counts, "get": counts, "percent": tenths, "choose": st.sampled_from(["cheapest", "dearest"])},
        optional={"items": scopes},
    ),
    "bundle": st.fixed_dictionaries(
        {
            "bundle": st.lists(st.fixed_dictionaries({"items": scopes, "qty": counts}), min_size=1, max_size=3),
            "price": amounts(40_00),
        }
    ),
    "steps": st.lists(tenths, min_size=1, max_size=3).map(
        lambda rates: {"steps": [{"min_subtotal": f"{10 * n}", "percent": rate} for n, rate in enumerate(rates)]}
    ),
    "points_times": st.fixed_dictionaries({"points_times": st.sampled_from(["2", "1.5", "0.125"])}),
}
phases = {"bundle": st.just("bundle"), "steps": st.just("order")}


limits = st.one_of(
    amounts(5_00).map(lambda most: {"max_discount": most}),
    st.just({"max_units": "2"}),
    st.just({"per_sale": 1}),
)


def rules_of(form: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "give": gives[form],
            "phase": phases.get(form, st.sampled_from(["item", "bundle", "order"])),
            "priority": st.integers(0, 3),
            "combine": st.sampled_from(["stack", "stack", "exclusive", "best_of:"]),
            "items": scopes,
            "auto": st.sampled_from([True, True, True, False]),
        },
        optional={
            "when": st.one_of(
                amounts(40_00).map(lambda least: {"min_subtotal": least}),
                st.just({"min_qty": "2"}),
                st.just({"coupon": "SPRING"}),
            ),
            "limits": st.just({"per_sale": 1}) if form == "points_times" else limits,
        },
    ).map(in_a_group)


def in_a_group(rule: dict[str, Any]) -> dict[str, Any]:
    """One of which only the best counts belongs to the group of its phase."""
    return rule | {"combine": f"best_of:{rule['phase']}"} if rule["combine"] == "best_of:" else rule


rules = st.sampled_from(sorted(gives)).flatmap(rules_of)
manual = st.one_of(
    st.none(),
    tenths.map(lambda rate: ManualDiscount(percent=rate)),
    st.integers(0, 60_00).map(lambda minor: ManualDiscount(amount_minor=minor)),
)


@st.composite
def lines(draw: st.DrawFn, number: int) -> Line:
    kind = draw(st.sampled_from(["each", "each", "each", "weighed", "gift_card"]))
    sku = draw(st.sampled_from(SKUS))
    product = a_product(
        f"{kind}-{sku}" if kind != "each" else sku,
        draw(st.integers(2, 20_00)),
        kind=kind,
        brand=BRANDS[SKUS.index(sku) % 3],
        tax=sorted(TAXES)[SKUS.index(sku)],
    )
    qty = draw(st.integers(1, 3000) if kind == "weighed" else st.integers(1, 4).map(lambda n: n * 1000))
    line = replace(a_line(product), line_id=f"L{number}", qty_milli=qty)
    if kind == "weighed":
        line = replace(line, product=replace(product, price_minor=product.price_minor + 20_00, tax="standard"))
    if draw(st.integers(0, 5)) == 0:
        line = replace(line, unit_price_minor=draw(st.integers(2, 9_00)), source="override")
        line = replace(line, product=replace(line.product, tax="standard"))
    return line if kind == "gift_card" else replace(line, discount=draw(manual))


@st.composite
def baskets(draw: st.DrawFn) -> Basket:
    return Basket(
        "0190c8f2-0000-7000-8000-000000000001",
        tuple(draw(lines(n)) for n in range(draw(st.integers(1, 5)))),
        discount=draw(manual),
        coupons=draw(st.sampled_from([(), (), ("spring",), ("NOPE", "SPRING")])),
        promotions=draw(st.sampled_from([(), ("P-1", "P-2"), ("P-9",)])),
        tax_exempt=draw(st.sampled_from([None, None, None, TaxExemption("diplomat")])),
    )


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    taxes = TaxRules(
        rounding=draw(st.sampled_from(["line", "unit", "document"])),
        mode=draw(st.sampled_from(["half_up", "half_even"])),
        categories=draw(st.sampled_from([TAXES, TAXES, ON_TOP])),
    )
    lists = {"A": (ListPrice("low", 5_00, min_qty_milli=3000), ListPrice("usual", 7_00))}
    return a_catalogue(*draw(st.lists(rules, max_size=4)), taxes=taxes, prices=lists)


def priced(basket: Basket, catalogue: Catalogue) -> PricedBasket:
    return price(basket, catalogue, a_context())


@given(baskets(), catalogues())
@settings(deadline=None, max_examples=MANY)
def test_amounts_of_lines_and_document_agree(basket: Basket, catalogue: Catalogue) -> None:
    done = priced(basket, catalogue)

    for line in done.lines:
        assert line.list_minor - sum(given.amount_minor for given in line.discounts) == line.total_minor
        assert line.net_minor + sum(tax.amount_minor for tax in line.taxes) == line.gross_minor
        assert line.total_minor - sum(t.amount_minor for t in line.taxes if t.included) == line.net_minor
    assert done.discounts_minor == sum(given.amount_minor for line in done.lines for given in line.discounts)
    assert done.total_minor == sum(line.gross_minor for line in done.lines)
    for row in done.taxes:
        carrying = [line for line in done.lines if any((t.name, t.rate) == (row.name, row.rate) for t in line.taxes)]
        amounts = [t.amount_minor for x in carrying for t in x.taxes if (t.name, t.rate) == (row.name, row.rate)]
        assert (row.net_minor, row.tax_minor) == (sum(line.net_minor for line in carrying), sum(amounts))


@given(baskets(), catalogues())
@settings(deadline=None, max_examples=MANY)
def test_nothing_sold_is_negative(basket: Basket, catalogue: Catalogue) -> None:
    done = priced(basket, catalogue)

    for line in done.lines:
        assert min(line.total_minor, line.net_minor, line.gross_minor) >= 0
        assert all(given.amount_minor > 0 for given in line.discounts)
        assert all(tax.amount_minor >= 0 for tax in line.taxes)


@given(baskets(), catalogues(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=MANY)
def test_the_order_of_scanning_changes_nothing(basket: Basket, catalogue: Catalogue, chance: random.Random) -> None:
    shuffled = list(basket.lines)
    chance.shuffle(shuffled)

    one, other = priced(basket, catalogue), priced(replace(basket, lines=tuple(shuffled)), catalogue)

    assert other.total_minor == one.total_minor
    assert (other.taxes, other.not_applied) == (one.taxes, one.not_applied)
    assert _amounts(other) == _amounts(one)


@given(baskets(), catalogues())
@settings(deadline=None, max_examples=MANY)
def test_a_line_in_nobodys_scope_changes_no_other_line(basket: Basket, catalogue: Catalogue) -> None:
    basket = replace(basket, discount=None)
    if catalogue.taxes.rounding == "document":
        catalogue = replace(catalogue, taxes=replace(catalogue.taxes, rounding="line"))
    stranger = a_line(a_product("STRANGER", 3_33), unit_price_minor=3_33, source="override", line_id="L9")

    done = priced(replace(basket, lines=(*basket.lines, stranger)), catalogue)

    assert done.lines[:-1] == priced(basket, catalogue).lines


@given(baskets(), catalogues())
@settings(deadline=None, max_examples=MANY)
def test_nothing_is_taken_off_outside_of_a_promotion_s_scope(basket: Basket, catalogue: Catalogue) -> None:
    scopes = {
        promotion.promotion_id: promotion.scope
        for promotion in catalogue.promotions
        if not isinstance(promotion.give, BuyGet)  # the rewards of these have a scope of their own
    }

    done = priced(basket, catalogue)

    for line in done.lines:
        product = line.line.product
        for scope in (scopes[off.by] for off in line.discounts if off.by in scopes):
            assert line.line.source != "override" and product.kind != "gift_card"
            assert product.sku not in scope.except_skus
            assert not scope.skus or product.sku in scope.skus
            assert not scope.brands or product.brand in scope.brands


@given(baskets(), catalogues(), st.data())
@settings(deadline=None, max_examples=MANY)
def test_any_partial_refunds_give_back_exactly_what_was_paid(
    basket: Basket, catalogue: Catalogue, data: st.DataObject
) -> None:
    done = earning(priced(basket, catalogue))
    with_points = data.draw(PAID_WITH_POINTS, "paid with points")
    earned, unearned = points_by_line(done, with_points), points_paid_by_line(done, with_points)
    returned: list[PricedLine] = []
    taken_back = 0
    for number, line in enumerate(done.lines, 1):
        sold = as_sold(line, number, earned[number - 1], unearned[number - 1])
        while sold.left_milli:
            pieces = data.draw(st.integers(1, max(1, sold.left_milli // 1000)))
            taken = sold.left_milli if sold.units == 1 else pieces * 1000
            back = priced(a_basket(given_back(sold, line.line, taken)), catalogue)
            returned += back.lines
            taken_back += sum(points_by_line(back))
            sold = replace(sold, returned_milli=sold.returned_milli + taken)

    assert -sum(line.gross_minor for line in returned) == done.total_minor
    assert -taken_back == sum(earned)
    assert sum(_reversal(line).points_paid_minor for line in returned) == sum(unearned)
    assert -sum(line.list_minor for line in returned) == sum(line.list_minor for line in done.lines)
    assert -sum(line.net_minor for line in returned) == sum(line.net_minor for line in done.lines)
    assert _taxes(returned, -1) == _taxes(done.lines, 1)
    assert _discounts(returned, -1) == _discounts(done.lines, 1)
    for line in returned:
        assert line.list_minor - sum(given.amount_minor for given in line.discounts) == line.total_minor


@given(baskets(), catalogues(), PAID_WITH_POINTS)
@settings(deadline=None, max_examples=MANY)
def test_a_basket_exchanged_for_itself_nets_zero(basket: Basket, catalogue: Catalogue, with_points: int) -> None:
    done = priced(basket, catalogue)
    earned, unearned = points_by_line(earning(done), with_points), points_paid_by_line(done, with_points)
    back = [
        replace(given_back(as_sold(line, number, *points), line.line, line.line.qty_milli), line_id=f"B{number}")
        for number, (line, *points) in enumerate(zip(done.lines, earned, unearned, strict=True), 1)
    ]

    exchanged = priced(replace(basket, lines=(*back, *basket.lines)), catalogue)

    assert sum(points_by_line(earning(exchanged))) == 0
    assert points_paid_by_line(exchanged)[len(back) :] == unearned
    assert (exchanged.total_minor, exchanged.discounts_minor) == (0, 0)
    assert {(row.net_minor, row.tax_minor) for row in exchanged.taxes} == {(0, 0)}
    assert exchanged.lines[len(back) :] == done.lines


def earning(done: PricedBasket) -> PricedBasket:
    """For a member who earns one and a half points for every 0.70."""
    return replace(done, basket=replace(done.basket, customer_id="C-1"), earning=Earning(70, 1500))


def as_sold(line: PricedLine, number: int, points: int = 0, points_paid_minor: int = 0) -> SoldLine:
    return SoldLine(
        sale_id="S-1",
        receipt="N-1-000001",
        line=number,
        product=line.line.product,
        qty_milli=line.line.qty_milli,
        unit_price_minor=line.unit_price_minor,
        list_minor=line.list_minor,
        discounts=line.discounts,
        total_minor=line.total_minor,
        taxes=line.taxes,
        points=points,
        customer_id="C-1",
        points_paid_minor=points_paid_minor,
    )


def _reversal(line: PricedLine) -> Reversal:
    assert line.line.reversal is not None
    return line.line.reversal


def given_back(sold: SoldLine, line: Line, qty_milli: int) -> Line:
    return replace(line, qty_milli=qty_milli, is_return=True, reversal=reverse(sold, qty_milli), discount=None)


def _amounts(done: PricedBasket) -> Counter[tuple[object, ...]]:
    return Counter((line.list_minor, line.discounts, line.total_minor, line.taxes) for line in done.lines)


def _taxes(lines: Iterable[PricedLine], sign: int) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for line in lines:
        for tax in line.taxes:
            found[tax.name, tax.rate] += sign * tax.amount_minor
    return +found


def _discounts(lines: Iterable[PricedLine], sign: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in lines:
        for discount in line.discounts:
            found[discount.by] += sign * discount.amount_minor
    return +found
