"""Points of a sale, line by line: what is paid for goods earns, what comes back takes its own share back."""

from dataclasses import replace
from itertools import accumulate
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.basket import Line
from pos.domain.loyalty import own_points, paid_with_points, points_by_line, points_of_others, points_paid_by_line
from pos.domain.priced import PricedBasket, PricedLine
from pos.domain.programme import Earning, Programme, Tier
from pos.domain.refund import SoldLine, reverse
from pos.domain.tender import Tender
from tests.make import a_basket, a_line, a_product

ONE_EACH = Earning(points_per_minor=1_00)
PROGRAMME = Programme(1_00, 1, tiers=(Tier("Silver", 500_00, 1000), Tier("Platinum", 3000_00, 1500)))


def a_priced_line(total_minor: int, line: Line | None = None, times: str = "1") -> PricedLine:
    line = line or a_line()
    return PricedLine(line, abs(total_minor), total_minor, (), total_minor, (), total_minor, total_minor, times)


def a_priced(*lines: PricedLine, earning: Earning | None = ONE_EACH, customer: str = "C-1") -> PricedBasket:
    basket = a_basket(*(line.line for line in lines), customer_id=customer)
    total = sum(line.gross_minor for line in lines)
    return PricedBasket(basket, "GBP", lines, total, 0, (), earning=earning)


def a_sold(points: int, qty: int = 3, **changed: object) -> SoldLine:
    product = a_product()
    sold = SoldLine("S-1", "N-2-000001", 1, product, qty * 1000, 4_00, qty * 4_00, (), qty * 4_00, (), points=points)
    return replace(sold, customer_id="C-1", **changed)  # type: ignore[arg-type]


def a_return(sold: SoldLine, pieces: int = 1) -> PricedLine:
    back = replace(a_line(qty=pieces), is_return=True, reversal=reverse(sold, pieces * 1000))
    return a_priced_line(-4_00 * pieces, back)


def test_a_point_for_every_whole_pound_of_the_sale_not_of_each_line() -> None:
    lines = [a_priced_line(170_10), a_priced_line(30_00), a_priced_line(24_00), a_priced_line(19_19)]

    points = points_by_line(a_priced(*lines))

    assert sum(points) == 243
    assert points == (170, 30, 24, 19)


@pytest.mark.parametrize(
    ("earning", "times", "points"),
    [
        (Earning(1_00), "1", 99),
        (Earning(10_00), "1", 9),
        (Earning(1_00, times_milli=1500), "1", 149),
        (Earning(1_00), "2", 199),
        (Earning(1_00), "1.125", 112),
        (Earning(1_00, times_milli=1500), "2", 299),
        (Earning(1_00), "0.001", 0),
    ],
)
def test_tier_and_promotion_multiply_before_anything_is_rounded(earning: Earning, times: str, points: int) -> None:
    assert points_by_line(a_priced(a_priced_line(99_99, times=times), earning=earning)) == (points,)


def test_a_promotion_multiplies_its_own_lines_only() -> None:
    points = points_by_line(a_priced(a_priced_line(10_00, times="3"), a_priced_line(10_00)))

    assert points == (30, 10)


def test_gift_cards_and_what_is_paid_with_points_earn_nothing() -> None:
    card = a_priced_line(50_00, a_line(a_product("CARD", 50_00, kind="gift_card")))
    goods = a_priced_line(30_00)

    tenders = [Tender("points", 20_00, points=2000), Tender("cash", 60_00)]

    assert points_by_line(a_priced(card, goods)) == (0, 30)
    assert points_by_line(a_priced(card, goods), paid_with_points(tenders)) == (0, 10)
    assert points_by_line(a_priced(card, goods), 80_00) == (0, 0)
    assert points_by_line(a_priced(card, goods), paid_with_points([Tender("points", -20_00, points=-2000)])) == (0, 30)


def test_what_points_paid_for_is_kept_by_line_and_never_more_than_the_goods_cost() -> None:
    card = a_priced_line(50_00, a_line(a_product("CARD", 50_00, kind="gift_card")))
    basket = a_priced(card, a_priced_line(30_00), a_priced_line(10_00))

    assert points_paid_by_line(basket) == (0, 0, 0)
    assert points_paid_by_line(basket, 20_00) == (0, 15_00, 5_00)
    assert points_paid_by_line(basket, 80_00) == (0, 30_00, 10_00)


def test_without_a_customer_or_a_programme_nothing_is_earned() -> None:
    assert points_by_line(a_priced(a_priced_line(30_00), earning=None)) == (0,)


def test_the_tier_of_the_customer_says_how_often_a_point_counts() -> None:
    assert PROGRAMME.earning("Platinum") == Earning(1_00, 1500)
    assert PROGRAMME.earning("") == PROGRAMME.earning("Bronze of old") == Earning(1_00, 1000)


def test_goods_without_receipt_take_nothing_back_and_pay_for_nothing_that_earns() -> None:
    back = a_priced_line(-50_00, a_line(is_return=True))

    assert points_by_line(a_priced(back)) == (0,)
    assert points_by_line(a_priced(back, a_priced_line(80_00))) == (0, 30)
    assert points_by_line(a_priced(back, a_priced_line(20_00))) == (0, 0)


def test_points_are_taken_from_whoever_earned_them() -> None:
    priced = a_priced(a_return(a_sold(12)), a_priced_line(10_00), customer="C-2")

    points = points_by_line(priced)

    assert points == (-4, 10)
    assert own_points(priced, points) == 10
    assert points_of_others(priced) == {"C-1": -4}


def test_a_return_without_a_customer_still_takes_its_points_back() -> None:
    priced = a_priced(a_return(a_sold(12)), a_return(a_sold(5, line=2)), earning=None, customer="")

    assert own_points(priced, points_by_line(priced)) == 0
    assert points_of_others(priced) == {"C-1": -4 - 2}


def test_an_exchange_nets_what_comes_back_with_what_is_bought() -> None:
    priced = a_priced(a_return(a_sold(120)), a_priced_line(10_00))

    assert own_points(priced, points_by_line(priced)) == 10 - 40
    assert points_of_others(priced) == {}


LINES = st.lists(
    st.tuples(
        st.integers(0, 10**9),
        st.sampled_from(["1", "2", "1.5", "1.125", "0.333", "999.999"]),
        st.sampled_from(["SOCK-R", "TENT", "CAP"]),
        st.sampled_from(["each", "weighed", "service", "gift_card"]),
    ),
    min_size=1,
    max_size=8,
)
EARNINGS = st.builds(Earning, st.integers(1, 10**6), st.integers(1, 10**6))


def _lines(told: list[tuple[int, str, str, str]]) -> list[PricedLine]:
    return [a_priced_line(minor, a_line(a_product(sku, minor, kind=kind)), times) for minor, times, sku, kind in told]


@given(LINES, EARNINGS, st.integers(0, 10**10))
def test_a_sale_never_takes_points_and_its_lines_add_up_to_them(
    told: list[tuple[int, str, str, str]], earning: Earning, with_points: int
) -> None:
    points = points_by_line(a_priced(*_lines(told), earning=earning), with_points)

    eligible = [(minor, times) for minor, times, _sku, kind in told if kind != "gift_card"]
    weighed = sum(minor * round(float(times) * 1000) for minor, times in eligible) * earning.times_milli
    assert min(points) >= 0
    assert sum(points) <= weighed // (1000 * 1000 * earning.points_per_minor)
    if not with_points:
        assert sum(points) == weighed // (1000 * 1000 * earning.points_per_minor)


@given(LINES, EARNINGS, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(
    told: list[tuple[int, str, str, str]], earning: Earning, chance: Random
) -> None:
    mixed = chance.sample(told, len(told))

    first = points_by_line(a_priced(*_lines(told), earning=earning))
    second = points_by_line(a_priced(*_lines(mixed), earning=earning))

    assert sorted(zip(told, first, strict=True)) == sorted(zip(mixed, second, strict=True))


@given(st.integers(0, 10**9), st.lists(st.integers(1, 5), min_size=1, max_size=6))
def test_a_line_that_comes_back_in_any_steps_takes_back_exactly_its_points(points: int, parts: list[int]) -> None:
    sold = a_sold(points, qty=sum(parts))

    taken = [
        points_by_line(a_priced(a_return(replace(sold, returned_milli=before * 1000), part)))[0]
        for before, part in zip(accumulate([0, *parts]), parts, strict=False)
    ]

    assert max(taken) <= 0
    assert sum(taken) == -points
