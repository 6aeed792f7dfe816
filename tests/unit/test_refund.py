"""Reversing a sold line: stored amounts only, never more than is left."""

from dataclasses import replace

import pytest

from pos.domain.basket import AppliedDiscount
from pos.domain.failures import Refused
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
    assert (back.list_minor, back.total_minor) == (4_01, 3_33)
    assert back.discounts == (AppliedDiscount("P-10", "3 for 10", 67), AppliedDiscount("manual", "worn", 1))
    assert [tax.amount_minor for tax in back.taxes] == [56, 3]


def test_the_last_unit_takes_what_is_left() -> None:
    back = reverse(replace(THREE, returned_milli=2000), 1000)

    assert (back.list_minor, back.total_minor) == (3_99, 3_33)
    assert back.discounts == (AppliedDiscount("P-10", "3 for 10", 66),)
    assert [tax.amount_minor for tax in back.taxes] == [55, 2]


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
