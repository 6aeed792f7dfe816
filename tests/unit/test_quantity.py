"""Quantities are whole thousandths, read strictly."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.failures import Refused
from pos.domain.quantity import MAX_MILLI, format_milli, parse_milli, units_of


@pytest.mark.parametrize(("text", "milli"), [("2", 2000), ("0.345", 345), ("1.5", 1500), ("1.5000", 1500)])
def test_quantities_are_read(text: str, milli: int) -> None:
    assert parse_milli(text) == milli


@pytest.mark.parametrize("text", ["0", "-1", "0.0001", "1,5", "1e3", "NaN", "", " 1", "1000001", "٣", 1, 0.5, None])
def test_what_is_no_quantity_is_refused(text: Any) -> None:
    with pytest.raises(Refused, match="bad_quantity"):
        parse_milli(text)


@given(st.integers(1, MAX_MILLI))
@settings(deadline=None)
def test_what_is_written_is_read_again(milli: int) -> None:
    assert parse_milli(format_milli(milli)) == milli
    assert format_milli(-milli) == f"-{format_milli(milli)}"


@pytest.mark.parametrize(
    ("milli", "weighed", "units"), [(3000, False, 3), (3000, True, 1), (345, True, 1), (1500, False, 1)]
)
def test_weighed_goods_and_parts_of_a_piece_are_one_unit(milli: int, weighed: bool, units: int) -> None:
    assert units_of(milli, weighed=weighed) == units
