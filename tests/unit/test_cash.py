"""Notes and coins: the count list, suggested notes and suggested change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.cash import change_in_coins, denominations, suggested_notes

LISTED = "AUD CAD CHF CNY CZK DKK EUR GBP HKD HUF JPY KRW KWD NOK NZD PLN SEK SGD TWD USD".split()


@pytest.mark.parametrize(
    ("due", "currency", "suggested"),
    [
        (243_29, "GBP", (243_29, 245_00, 250_00, 260_00)),
        (12_30, "EUR", (12_30, 15_00, 20_00, 50_00)),
        (51_00, "USD", (51_00, 55_00, 60_00, 100_00)),
        (20_00, "GBP", (20_00, 50_00)),
        (105_12, "SEK", (105_12, 150_00, 200_00, 500_00)),
        (1662, "JPY", (1662, 2000, 5000)),
    ],
)
def test_suggested_notes(due: int, currency: str, suggested: tuple[int, ...]) -> None:
    assert suggested_notes(due, currency) == suggested


@given(st.integers(1, 10**7), st.sampled_from(LISTED))
@settings(deadline=None)
def test_suggested_notes_cover_what_is_due_each_once(due: int, currency: str) -> None:
    suggested = suggested_notes(due, currency)

    assert suggested[0] == due
    assert sorted(set(suggested)) == list(suggested)
    assert len(suggested) <= 4


def test_change_is_suggested_in_the_fewest_coins() -> None:
    change = change_in_coins(6_71, "GBP")

    assert [(kind.label, pieces) for kind, pieces in change] == [
        ("£5", 1),
        ("£1", 1),
        ("50p", 1),
        ("20p", 1),
        ("1p", 1),
    ]


@given(st.integers(0, 10**7), st.sampled_from(LISTED))
@settings(deadline=None)
def test_suggested_change_makes_up_the_amount(minor: int, currency: str) -> None:
    smallest = denominations(currency)[-1].minor

    change = change_in_coins(minor, currency)

    assert minor - sum(kind.minor * pieces for kind, pieces in change) == minor % smallest


@pytest.mark.parametrize(
    ("currency", "some"),
    [
        ("GBP", {"£50": 50_00, "£2": 2_00, "50p": 50}),
        ("EUR", {"€500": 500_00, "1c": 1}),
        ("PLN", {"200 zł": 200_00, "5 gr": 5}),
        ("JPY", {"¥10000": 10000, "¥1": 1}),
        ("KWD", {"20 KD": 20_000, "250 fils": 250, "5 fils": 5}),
        ("XTS", {"500 XTS": 500_00, "0.05 XTS": 5}),
    ],
)
def test_every_note_and_coin_has_a_label(currency: str, some: dict[str, int]) -> None:
    found = {kind.label: kind.minor for kind in denominations(currency)}

    assert some.items() <= found.items()
    assert len(found) == len(denominations(currency))


@pytest.mark.parametrize("currency", LISTED)
def test_notes_come_before_coins_each_from_the_largest_down(currency: str) -> None:
    kinds = denominations(currency)

    assert sorted(kinds, key=lambda kind: -kind.minor) == list(kinds)
    assert sorted(kinds, key=lambda kind: not kind.is_note) == list(kinds)
