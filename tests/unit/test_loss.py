"""What people do beside sales is compared with what the others do, and with nothing where there is too little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.loss import LEAST_SALES, WATCHED, Counted, Watched, compare, median, rate_milli


def of(found: tuple[Watched, ...], staff: str, what: str = "line_voids") -> Watched:
    return next(one for one in found if (one.staff, one.what) == (staff, what))


def test_a_rate_is_on_a_hundred_sales_beside_the_median_of_the_others() -> None:
    sales = {"a": 150, "b": 200, "c": 100, "d": 40}
    counted = {
        ("a", "line_voids"): Counted(12, 340_00),
        ("b", "line_voids"): Counted(4),
        ("c", "line_voids"): Counted(3),
    }

    found = compare(sales, counted)

    one = of(found, "a")
    assert (one.rate_milli, one.others_milli, one.apart_milli) == (8_000, 2_000, 6_000)
    assert one.stands_out and one.counted.amount_minor == 340_00
    assert of(found, "d").apart_milli == -3_000
    assert not any(other.stands_out for other in found if other != one)


@pytest.mark.parametrize(
    ("count", "sales"),
    [(4, 100), (50, LEAST_SALES - 1), (0, 1_000)],
)
def test_a_few_cases_or_a_few_sales_say_nothing_of_anybody(count: int, sales: int) -> None:
    found = compare({"a": sales, "b": 500, "c": 500}, {("a", "no_sales"): Counted(count)})

    assert not of(found, "a", "no_sales").stands_out


def test_one_other_person_is_nobody_to_be_compared_with() -> None:
    one = of(compare({"a": 100, "b": 100}, {("a", "line_voids"): Counted(40)}), "a")

    assert (one.others_milli, one.apart_milli, one.stands_out) == (None, None, False)


def test_who_sold_nothing_has_counts_and_no_rate() -> None:
    one = of(compare({"b": 100, "c": 100}, {("a", "line_voids"): Counted(2)}), "a")

    assert (one.counted.count, one.rate_milli, one.stands_out) == (2, None, False)


def test_everybody_is_watched_in_everything() -> None:
    found = compare({"b": 1, "a": 1}, {})

    assert [(one.staff, one.what) for one in found] == [(staff, what) for staff in "ab" for what in WATCHED]


@pytest.mark.parametrize(("values", "middle"), [((5,), 5), ((9, 1, 3), 3), ((1, 2), 2), ((100, 0, 300, 200), 150)])
def test_the_median_is_the_middle_or_half_way_between_two(values: tuple[int, ...], middle: int) -> None:
    assert median(values) == middle


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_rate_is_right_to_a_tenth(count: int, sales: int) -> None:
    assert abs(rate_milli(count, sales) * sales - count * 100_000) <= 50 * sales


@given(st.lists(st.integers(0, 10**6), min_size=1))
def test_no_median_lies_outside(values: list[int]) -> None:
    assert min(values) <= median(values) <= max(values)
