"""Tiers: by the figure of twelve months, up at once, down only at the review date; and how they are explained."""

from datetime import date
from typing import Any

import pytest

from pos.domain.failures import Refused
from pos.domain.programme import Programme, Tier
from pos.domain.tier import Threshold, standing
from pos.domain.tier_document import explain_tier

TIERS = (Threshold("Bronze", 0), Threshold("Gold", 20_000_00), Threshold("Silver", 10_000_00))
TODAY = date(2026, 11, 21)
LATER = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("figure", "tier", "following"),
    [
        (0, "Bronze", ("Silver", 10_000_00)),
        (9_999_99, "Bronze", ("Silver", 1)),
        (10_000_00, "Silver", ("Gold", 10_000_00)),
        (20_000_00, "Gold", None),
        (-5, "", ("Bronze", 5)),
    ],
)
def test_the_highest_tier_reached_counts(figure: int, tier: str, following: tuple[str, int] | None) -> None:
    found = standing(TIERS, figure, TODAY)

    assert (found.tier, found.why, found.following) == (tier, "reached", following)
    assert found.review == (date(2027, 11, 21) if tier else None)


def test_up_goes_at_once_and_for_a_year() -> None:
    found = standing(TIERS, 10_000_00, TODAY, "Bronze", LATER)

    assert (found.tier, found.why, found.review) == ("Silver", "up", date(2027, 11, 21))


@pytest.mark.parametrize("review", [LATER, None])
def test_nobody_goes_down_before_the_review_date(review: date | None) -> None:
    found = standing(TIERS, 0, TODAY, "Gold", review)

    assert (found.tier, found.reached, found.why, found.review) == ("Gold", "Bronze", "until_review", review)


def test_down_goes_on_the_review_date_to_what_is_reached() -> None:
    found = standing(TIERS, 12_000_00, TODAY, "Gold", TODAY)

    assert (found.tier, found.why, found.review) == ("Silver", "down", date(2027, 11, 21))


def test_a_tier_that_holds_at_its_review_is_looked_at_a_year_later() -> None:
    found = standing(TIERS, 12_000_00, TODAY, "Silver", date(2024, 2, 29))

    assert (found.tier, found.why, found.review) == ("Silver", "kept", date(2027, 2, 28))


def test_a_tier_that_is_none_any_more_holds_nothing() -> None:
    assert standing(TIERS, 0, TODAY, "Platinum", LATER).tier == "Bronze"


def no_programme() -> tuple[Programme | None, str]:
    return None, "EUR"


def explained(**asked: Any) -> dict[str, Any]:
    return explain_tier({"at": "2026-11-21", **asked}, date(2030, 1, 1), no_programme)


@pytest.mark.parametrize(
    "tiers",
    [
        [{"name": "Silver", "from_spend": "10000"}, {"name": "Gold", "from_spend": "20000", "times": "2"}],
        [{"tierName": "Silver", "Min Spent": 10000, "collection_factor": 1}, {"tier": "Gold", "threshold": 20000}],
        {"Silver": "10000.00", "Gold": 20000},
    ],
)
def test_tiers_are_understood_in_several_spellings(tiers: Any) -> None:
    found = explained(tiers=tiers, input={"Spent": 8000.5, "currentPurchase": "3000"}, expected={"tier": "?"})

    assert (found["tier"], found["figure"], found["next"]) == (
        "Silver",
        "11000.50",
        {"tier": "Gold", "missing": "8999.50"},
    )
    assert found["words"] == [
        "8000.50 spent from 2025-11-21 to 2026-11-21",
        "+ 3000.00 with this purchase: 11000.50",
        "Silver from 10000.00: reached",
        "Gold from 20000.00: 8999.50 missing",
        "Silver, at once",
    ]


def test_of_a_history_the_last_twelve_months_count() -> None:
    sales = [("2025-11-20", "5000"), ("2025-11-21T09:00", "6000"), ("2026-05-05", "5000"), ("2026-06-06", "-900.01")]
    history = [{"at": at, "amount": amount} for at, amount in sales]

    found = explained(tiers={"Bronze": 0, "Silver": 10000}, history=history, current="0.01")

    assert (found["figure"], found["tier"]) == ("10100.00", "Silver")


def test_tiers_by_points_count_points() -> None:
    found = explained(tiers=[{"name": "Silver", "from_points": 500}], points=400, current=100)

    assert (found["by"], found["figure"], found["tier"]) == ("points", "500", "Silver")


@pytest.mark.parametrize(
    ("held", "tier", "words"),
    [
        ({"tier": "Silver", "review": "2027-01-01"}, "Silver", "is kept until 2027-01-01"),
        ({"tier": "Silver", "since": "2026-03-01"}, "Silver", "is kept until 2027-03-01"),
        ({"tier": "Silver", "since": "2025-03-01"}, "", "from Silver to no tier: the review date 2026-03-01 has come"),
        ({"tier": "Silver"}, "Silver", "is kept: no review date is given"),
    ],
)
def test_a_tier_that_is_held_says_until_when(held: dict[str, str], tier: str, words: str) -> None:
    found = explained(tiers={"Silver": 10000}, spent=0, **held)

    assert found["tier"] == tier
    assert found["words"][-1].endswith(words)


def test_without_tiers_those_of_the_till_count() -> None:
    programme = Programme(100, 1, tiers=(Tier("Silver", 10_000, 1000),))

    found = explain_tier({"spent": "10000", "at": "2026-11-21"}, TODAY, lambda: (programme, "JPY"))

    assert (found["tier"], found["figure"]) == ("Silver", "10000")


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"spent": "1"}, "missing_field", "tiers"),
        ({"tiers": {"A": 1}}, "missing_field", "spent"),
        ({"tiers": {"A": 1}, "spend": 1, "spent": 1}, "duplicate_key", "spent"),
        ({"tiers": {"A": 1}, "spent": 1, "income": 1}, "unknown_field", "income"),
        ({"tiers": {"A": 1, "B": 1}, "spent": 1}, "tier_twice", "tiers"),
        ({"tiers": [{"name": "A"}], "spent": 1}, "missing_field", "tiers.1.from_spend"),
        ({"tiers": 5, "spent": 1}, "bad_field", "tiers"),
        ({"tiers": {"A": 1}, "spent": "much"}, "bad_amount", "spent"),
        ({"tiers": {"A": 1}, "spent": True}, "bad_field", "spent"),
        ({"tiers": {"A": 1}, "points": "1.5"}, "bad_quantity", "points"),
        ({"tiers": {"A": 1}, "spent": 1, "review": "soon"}, "bad_time", "review"),
        ({"tiers": {"A": 1}, "history": [{"amount": "1"}]}, "missing_field", "history.1.at"),
        ({"tiers": {"A": 1}, "spent": 1, "by": "luck"}, "bad_field", "by"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_field(asked: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Refused) as no:
        explained(**asked)

    assert (no.value.code, no.value.facts["field"]) == (code, field)
