"""How long a line rests."""

from hypothesis import given
from hypothesis import strategies as st

from sync.backoff import LEAST_S, LONGEST_S, asked_rest_s, rest_s

CHANCES = st.floats(0, 1, exclude_max=True)


@given(st.integers(1, 10_000), CHANCES)
def test_a_rest_is_never_nothing_and_never_longer_than_five_minutes(failures: int, chance: float) -> None:
    rest = rest_s(failures, chance)

    assert LEAST_S <= rest <= LONGEST_S
    assert rest <= max(LEAST_S, 2.0 ** min(failures, 20))


def test_after_many_failures_tills_spread_over_five_minutes() -> None:
    rests = [rest_s(12, n / 100) for n in range(100)]

    assert max(rests) - min(rests) > 290


@given(st.floats(0, 1e9), CHANCES)
def test_what_the_hub_asks_for_is_kept_within_an_hour(asked: float, chance: float) -> None:
    rest = asked_rest_s(asked, chance)

    assert min(asked, 3600) <= rest <= 3600 * 1.1
