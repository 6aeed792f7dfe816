"""Reversing a sold line: stored amounts only, never more than is left."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pos.domain.basket import AppliedDiscount
from pos.domain.failures import Refused
from pos.domain.money import unit_share
from pos.domain.refund import SoldLine, reverse
from pos.domain.tax import LineTax
from tests.make import a_product

THREE = SoldLine(
    sale_id="S-1",
    receipt="N-2-004117",
    line=3,
    product=a_product(),
    qty_milli=3000,
    unit_price_minor=4_00,
    list_minor=12_00,
    discounts=(AppliedDiscount("P-10", "3 for 10", 2_00), AppliedDiscount("manual", "worn", 1)),
    total_minor=9_99,
    taxes=(LineTax("VAT 20 %", "20", 1_67, included=True), LineTax("City", "1", 8, included=False)),
)
CHEESE = replace(THREE, product=a_product(kind="weighed"), qty_milli=1345)


def test_a_unit_carries_its_share_of_everything() -> None:
    back = reverse(THREE, 1000)

    assert (back.sale_id, back.receipt, back.line, back.unit_price_minor) == ("S-1", "N-2-004117", 3, 4_00)
    assert (back.list_minor, back.total_minor) == (4_00, 3_33)
    assert back.discounts == (AppliedDiscount("P-10", "3 for 10", 66), AppliedDiscount("manual", "worn", 1))
    assert [tax.amount_minor for tax in back.taxes] == [56, 3]


def test_the_last_unit_takes_what_is_left() -> None:
    back = reverse(replace(THREE, returned_milli=2000), 1000)

    assert (back.list_minor, back.total_minor) == (4_00, 3_33)
    assert back.discounts == (AppliedDiscount("P-10", "3 for 10", 67),)
    assert [tax.amount_minor for tax in back.taxes] == [55, 2]


@st.composite
def lines_and_steps(draw: st.DrawFn) -> tuple[SoldLine, list[int]]:
    """A sold line with any discounts, and one way of bringing all of it back."""
    steps = draw(st.lists(st.integers(1, 4), min_size=1, max_size=6))
    units, price = sum(steps), draw(st.integers(0, 20_00))
    remains, discounts = units * price, []
    for n, part in enumerate(draw(st.lists(st.integers(0, 20_00), max_size=4))):
        discounts.append(AppliedDiscount(f"P-{n}", "", min(part, remains)))
        remains -= discounts[-1].amount_minor
    return sold_line(units, price, tuple(discounts)), steps


def sold_line(units: int, price: int, discounts: tuple[AppliedDiscount, ...]) -> SoldLine:
    whole = units * price
    total = whole - sum(given.amount_minor for given in discounts)
    return replace(
        THREE, qty_milli=units * 1000, unit_price_minor=price, list_minor=whole, discounts=discounts, total_minor=total
    )


ACROSS = (AppliedDiscount("P-1", "1.00 off", 1_00),)
FREE_ONE = (AppliedDiscount("P-1", "buy 2 get 1", 10_00), AppliedDiscount("basket", "goodwill", 1))


@given(lines_and_steps())
@example((sold_line(3, 3_33, ACROSS), [1, 2]))
@example((sold_line(3, 10_00, FREE_ONE), [1, 1, 1]))
def test_units_keep_their_price_and_every_discount_adds_up_in_any_steps(case: tuple[SoldLine, list[int]]) -> None:
    sold, steps = case

    backs = [reverse(replace(sold, returned_milli=sum(steps[:n]) * 1000), k * 1000) for n, k in enumerate(steps)]

    for n, (back, step) in enumerate(zip(backs, steps, strict=True)):
        assert back.list_minor == sold.unit_price_minor * step
        assert back.list_minor - sum(given.amount_minor for given in back.discounts) == back.total_minor
        assert back.total_minor == unit_share(sold.total_minor, sold.units, sum(steps[:n]), step)
    for off in sold.discounts:
        shares = [sum(part.amount_minor for part in back.discounts if part.by == off.by) for back in backs]
        least, most = off.amount_minor // sold.units, -(-off.amount_minor // sold.units)
        assert sum(shares) == off.amount_minor
        assert all(least * step <= share <= most * step for share, step in zip(shares, steps, strict=True))


def test_a_weighed_line_comes_back_whole() -> None:
    assert reverse(CHEESE, 1345).total_minor == 9_99
    for part in (345, 1000):
        with pytest.raises(Refused, match="bad_return_quantity"):
            reverse(CHEESE, part)


@pytest.mark.parametrize(("sold", "qty_milli"), [(THREE, 4000), (CHEESE, 2000)])
def test_no_more_comes_back_than_was_sold(sold: SoldLine, qty_milli: int) -> None:
    with pytest.raises(Refused, match="already_returned"):
        reverse(sold, qty_milli)


@pytest.mark.parametrize(
    ("sold", "qty_milli", "left"),
    [
        (replace(THREE, returned_milli=2000), 2000, "1"),
        (replace(THREE, returned_milli=3000), 1000, "0"),
        (replace(CHEESE, returned_milli=1345), 1345, "0"),
    ],
)
def test_what_came_back_before_counts(sold: SoldLine, qty_milli: int, left: str) -> None:
    with pytest.raises(Refused) as no:
        reverse(sold, qty_milli)

    assert (no.value.code, no.value.facts["left"]) == ("already_returned", left)


@pytest.mark.parametrize("qty_milli", [0, -1000, 500, 1500])
def test_only_whole_pieces_come_back(qty_milli: int) -> None:
    with pytest.raises(Refused, match="bad_return_quantity"):
        reverse(THREE, qty_milli)
