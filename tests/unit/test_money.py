"""Amounts and rates: read from text, written as text, rounded once, shared to the cent."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pos.domain.failures import Refused
from pos.domain.money import (
    MAX_MINOR,
    WHOLE,
    Rounding,
    divide,
    exponent,
    format_minor,
    parse_minor,
    parse_rate,
    split,
    unit_share,
)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.30", "GBP", 12_30),
        ("12.3", "GBP", 12_30),
        ("12", "GBP", 12_00),
        ("-0.01", "EUR", -1),
        ("1500", "JPY", 1500),
        ("1500.00", "JPY", 1500),
        ("1.005", "KWD", 1005),
    ],
)
def test_amounts_are_read_in_major_units(text: str, currency: str, minor: int) -> None:
    assert parse_minor(text, currency) == minor


@pytest.mark.parametrize(
    "text", ["", "1,50", "1.", ".5", "+1", "1e3", "NaN", "Infinity", " 1", "1.005", "٣", "--1", "0x10", 1, 1.5, None]
)
def test_what_is_no_amount_is_refused(text: Any) -> None:
    with pytest.raises(Refused, match="bad_amount"):
        parse_minor(text, "GBP")


def test_an_absurd_amount_is_refused() -> None:
    with pytest.raises(Refused, match="amount_too_large"):
        parse_minor("99999999999999", "GBP")


@given(st.integers(-MAX_MINOR, MAX_MINOR), st.sampled_from(["GBP", "JPY", "KWD", "CLF"]))
@settings(deadline=None)
def test_what_is_written_is_read_again(minor: int, currency: str) -> None:
    assert parse_minor(format_minor(minor, currency), currency) == minor


@pytest.mark.parametrize(("currency", "digits"), [("GBP", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4)])
def test_digits_behind_the_point_are_those_of_the_currency(currency: str, digits: int) -> None:
    assert exponent(currency) == digits


@pytest.mark.parametrize(("text", "parts"), [("19", 190_000_000), ("8.875", 88_750_000), ("100", WHOLE), ("0", 0)])
def test_rates_are_exact(text: str, parts: int) -> None:
    assert parse_rate(text) == parts


@pytest.mark.parametrize("text", ["-1", "ten", "", "1.12345678", "NaN"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="bad_percent"):
        parse_rate(text)


@pytest.mark.parametrize(
    ("numerator", "up", "even"), [(5, 1, 0), (15, 2, 2), (25, 3, 2), (-5, -1, 0), (-25, -3, -2), (24, 2, 2), (26, 3, 3)]
)
def test_a_half_goes_away_from_zero_or_to_even(numerator: int, up: int, even: int) -> None:
    assert (divide(numerator, 10), divide(numerator, 10, "half_even")) == (up, even)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.sampled_from(["half_up", "half_even"]))
@settings(deadline=None)
def test_a_quotient_is_never_further_than_a_half(numerator: int, denominator: int, mode: Rounding) -> None:
    assert abs(2 * (divide(numerator, denominator, mode) * denominator - numerator)) <= denominator


weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=9).filter(any)


@given(st.integers(-(10**9), 10**9), weights)
@settings(deadline=None)
def test_shares_add_up_and_differ_from_exact_ones_by_less_than_one(minor: int, by: list[int]) -> None:
    parts = split(minor, by)

    assert sum(parts) == minor
    assert all(abs(part * sum(by) - minor * weight) < sum(by) for part, weight in zip(parts, by, strict=True))


@given(weights, st.data())
@settings(deadline=None)
def test_a_share_never_exceeds_its_weight(by: list[int], data: st.DataObject) -> None:
    minor = data.draw(st.integers(0, sum(by)))

    assert all(part <= weight for part, weight in zip(split(minor, by), by, strict=True))


def test_ties_go_to_the_larger_weight_then_to_the_earlier() -> None:
    assert split(2, [1, 3]) == [0, 2]
    assert split(1, [2, 2]) == [1, 0]


@given(st.integers(-(10**6), 10**6), st.lists(st.integers(1, 20), min_size=1, max_size=6))
@settings(deadline=None)
def test_units_taken_in_any_steps_carry_the_whole_amount(minor: int, steps: list[int]) -> None:
    units = sum(steps)

    parts = [unit_share(minor, units, sum(steps[:n]), taken) for n, taken in enumerate(steps)]

    assert sum(parts) == minor


@given(st.integers(0, 10**6), st.integers(1, 50))
@settings(deadline=None)
def test_units_carry_what_sharing_among_equals_gives_them(minor: int, units: int) -> None:
    assume(units > 1)

    assert [unit_share(minor, units, n, 1) for n in range(units)] == split(minor, [1] * units)
