"""The rules about a customer on plain values: consent, spend and tiers, sizes and tastes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.customer import PURPOSES, Event, Goods, Size
from pos.domain.customer_consent import allows_profiling, consents_of
from pos.domain.customer_figures import a_year_before, figures_of, tier_progress
from pos.domain.customer_taste import brands_of, kept_goods, preferences_of, size_in, sizes_of
from pos.domain.product import Product
from pos.domain.programme import Programme, Tier
from tests.make import a_product


@dataclass(frozen=True)
class Answer:
    purpose: str
    given: bool
    at: str
    n: int


ANSWERS = st.lists(
    st.builds(
        Answer, st.sampled_from(PURPOSES), st.booleans(), st.sampled_from(["09:00", "10:00", "11:00"]), st.integers(1)
    ),
    max_size=8,
    unique_by=lambda answer: answer.n,
)


@given(answers=ANSWERS, order=st.randoms(use_true_random=False))
def test_the_last_answer_given_here_stands_whatever_the_clock_said(answers: list[Answer], order: Any) -> None:
    mixed = list(answers)
    order.shuffle(mixed)

    told = consents_of({}, mixed, own_n=0)

    for consent in told:
        mine = [answer for answer in answers if answer.purpose == consent.purpose]
        assert consent.given == (max(mine, key=lambda answer: answer.n).given if mine else None)


def test_what_the_hub_counts_in_already_is_the_hubs_to_tell() -> None:
    own = [Answer("email", True, "2026-11-21T10:00:00.000Z", 7)]

    pending = consents_of({"email": False}, own, own_n=6)[0]
    counted = consents_of({"email": False}, own, own_n=7)[0]
    same = consents_of({"email": True}, own, own_n=7)[0]

    assert [pending.given, counted.given, same.given] == [True, False, True]
    assert [bool(one.at) for one in (pending, counted, same)] == [True, False, True]


@pytest.mark.parametrize(("answer", "allowed"), [(None, True), (True, True), (False, False)])
def test_only_an_objection_hides_what_never_leaves_the_till(answer: bool | None, allowed: bool) -> None:
    copied = {} if answer is None else {"profiling": answer}

    assert allows_profiling(consents_of(copied, [], 0)) is allowed


def an_event(kind: Any = "sale", minor: int = 10_00, **changed: Any) -> Event:
    return Event(
        **{"event_id": "e", "kind": kind, "channel": "store", "at": "2026-11-21", "amount_minor": minor} | changed
    )


def test_spend_is_of_a_year_and_of_this_currency_and_counts_are_of_all() -> None:
    events = [
        an_event(minor=30_00),
        an_event("return", -5_00),
        an_event("order", 20_00, channel="web", currency="GBP"),
        an_event("order_return", 8_00, channel="web"),
        an_event("order", 99_00, channel="web", state="cancelled"),
        an_event("sale", 77_00, currency="EUR"),
        an_event("sale", 77_00, at="2025-11-20"),
        an_event("message", 50_00),
    ]

    figures = figures_of(events, "2025-11-21", "GBP")

    assert (figures.spent_store_minor, figures.spent_online_minor) == (25_00, 12_00)
    assert (figures.sales, figures.orders, figures.returns) == (3, 1, 2)


@pytest.mark.parametrize(("day", "since"), [((2026, 11, 21), "2025-11-21"), ((2028, 2, 29), "2027-02-28")])
def test_a_year_ago_is_the_same_day_of_last_year(day: tuple[int, int, int], since: str) -> None:
    assert a_year_before(datetime(*day, 12, tzinfo=UTC)) == f"{since}T12:00:00.000Z"


PROGRAMME = Programme(100, 1, tiers=(Tier("Silver", 100_00, 1000), Tier("Gold", 500_00, 2000)))


@pytest.mark.parametrize(
    ("tier", "spent_minor", "following"),
    [
        ("", 0, "Silver"),
        ("", 100_00, "Gold"),
        ("Silver", 0, "Gold"),
        ("Silver", 700_00, ""),
        ("Gold", 0, ""),
        ("Once there was", 50_00, "Silver"),
    ],
)
def test_the_next_tier_is_above_ones_own_and_not_reached_yet(tier: str, spent_minor: int, following: str) -> None:
    progress = tier_progress(PROGRAMME, tier, spent_minor)

    assert (progress.tier, progress.spent_minor, progress.next_name) == (tier, spent_minor, following)
    assert (progress.next_from_minor > spent_minor) is bool(following)


def test_without_a_programme_there_is_no_next_tier() -> None:
    assert tier_progress(None, "Gold", 5_00).next_name == ""


@pytest.mark.parametrize(
    ("options", "size"),
    [
        ("Slate · M", "M"),
        ("Slate · XXL", "XXL"),
        ("3XL", "3XL"),
        ("UK 6.5 · EU 40", "UK 6.5"),
        ("Rust · UK 6–8", "UK 6–8"),
        ("30 / R", "30 / R"),
        ("W32 L34 · Indigo", "W32 L34"),
        ("116 cm", "116 cm"),
        ("42½", "42½"),
        ("Slate", ""),
        ("750 ml", ""),
        ("Mint · Large print", ""),
        ("", ""),
    ],
)
def test_a_size_is_told_from_a_colour(options: str, size: str) -> None:
    assert size_in(options) == size


def bought(*skus: str, kind: Any = "sale", sign: int = 1, **changed: Any) -> Event:
    return an_event(kind, goods=tuple(Goods(sku, sku, qty_milli=sign * 1000) for sku in skus), **changed)


COAT: dict[str, Product] = {
    f"COAT-{size}": a_product(
        f"COAT-{size}", category="Coats", brand="Harrier", tags=("warm",), options=f"Red · {size}"
    )
    for size in "SML"
}


@pytest.mark.parametrize("sign", [1, -1])
def test_what_came_back_was_not_kept_however_it_is_told(sign: int) -> None:
    events = [bought("COAT-L", kind="order_return", sign=sign), bought("COAT-L", "COAT-L"), bought("COAT-M")]

    assert kept_goods(events) == {"COAT-L": 1000, "COAT-M": 1000}


def test_an_exchange_is_told_by_its_signs() -> None:
    swapped = an_event("return", goods=(Goods("COAT-M", "", qty_milli=-1000), Goods("COAT-L", "", qty_milli=1000)))

    assert kept_goods([swapped, bought("COAT-M")]) == {"COAT-L": 1000}


def test_of_two_sizes_as_often_the_newest_is_usual() -> None:
    taken = kept_goods([bought("COAT-L"), bought("COAT-M"), bought("GONE")])

    assert sizes_of(taken, COAT) == (Size("Coats", "L", 1),)


def test_one_purchase_is_no_habit() -> None:
    once, twice = kept_goods([bought("COAT-M")]), kept_goods([bought("COAT-M"), bought("COAT-L")])

    assert (preferences_of(once, COAT), brands_of(once, COAT)) == ((), ())
    assert (preferences_of(twice, COAT), brands_of(twice, COAT)) == (("warm",), ("Harrier",))
