"""A kept basket comes back as it was."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.basket import AppliedDiscount, Basket, Line, ManualDiscount, Reversal, TaxExemption
from pos.domain.draft import basket_of_draft, draft_document
from pos.domain.failures import Refused
from pos.domain.product import Product
from pos.domain.tax import LineTax

TEXT = st.text(st.characters(codec="utf-8"), max_size=10)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
AMOUNT = st.integers(-(10**13), 10**13)
KIND = st.sampled_from(["each", "weighed", "open_price", "service", "gift_card", "bundle"])

PRODUCTS = st.builds(
    Product, TEXT, TEXT, AMOUNT, TEXT, KIND, TEXT, TEXT, TEXTS, TEXT, TEXT, TEXT, TEXT, st.integers(0, 10**6)
)
DISCOUNTS = st.builds(ManualDiscount, st.just("12.5"), st.none(), TEXT, TEXT) | st.builds(
    ManualDiscount, st.none(), AMOUNT, TEXT, TEXT
)
REVERSALS = st.builds(
    Reversal,
    TEXT,
    TEXT,
    st.integers(1, 99),
    AMOUNT,
    AMOUNT,
    st.lists(st.builds(AppliedDiscount, TEXT, TEXT, AMOUNT), max_size=2).map(tuple),
    AMOUNT,
    st.lists(st.builds(LineTax, TEXT, TEXT, AMOUNT, st.booleans(), st.booleans()), max_size=2).map(tuple),
)
LINES = st.builds(
    Line,
    line_id=TEXT,
    product=PRODUCTS,
    qty_milli=st.integers(1, 10**9),
    code=TEXT,
    unit_price_minor=st.none() | AMOUNT,
    source=st.sampled_from(["list", "override", "open", "embedded"]),
    reason=TEXT,
    approved_by=TEXT,
    discount=st.none() | DISCOUNTS,
    note=TEXT,
    serial=TEXT,
    salesperson=TEXT,
    is_return=st.booleans(),
    reversal=st.none() | REVERSALS,
    disposition=st.sampled_from(["restock", "damaged", "supplier"]),
)
BASKETS = st.builds(
    Basket,
    basket_id=TEXT,
    lines=st.lists(LINES, max_size=3).map(tuple),
    customer_id=TEXT,
    discount=st.none() | DISCOUNTS,
    coupons=TEXTS,
    promotions=TEXTS,
    tax_exempt=st.none() | st.builds(TaxExemption, TEXT, TEXT),
    note=TEXT,
)


@settings(deadline=None)  # other checks run beside this one
@given(BASKETS)
def test_a_kept_basket_comes_back_as_it_was(basket: Basket) -> None:
    kept = json.dumps(draft_document(basket, "EUR"))

    assert basket_of_draft(json.loads(kept), "EUR") == basket


@settings(deadline=None)  # other checks run beside this one
@given(BASKETS)
def test_a_draft_is_the_same_before_and_after_it_was_written(basket: Basket) -> None:
    draft = draft_document(basket, "EUR")

    assert json.loads(json.dumps(draft)) == draft


@pytest.mark.parametrize("changed", [{"v": 2}, {"currency": "JPY"}])
def test_a_draft_of_another_version_or_currency_is_refused(changed: dict[str, object]) -> None:
    draft = draft_document(Basket("B-1"), "EUR") | changed

    with pytest.raises(Refused) as caught:
        basket_of_draft(draft, "EUR")

    assert caught.value.code == "draft_unreadable"
