"""A Z on the screen says how the shift went beside the one of a week before."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pos.services.shift import close_shift, open_shift, report
from pos.services.shift_week import week_before
from pos.services.till import Till, open_till
from tests.store.shop import Clock, bought, give_back, make_shop, sell
from ui.session import Session
from ui.shift.operations import ShiftDesk
from ui.shift.words import ShiftWords


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def till(tmp_path: Path, clock: Clock) -> Iterator[Till]:
    """Two shifts of a Saturday: the first sold a jacket for 189.00, the second a flask for 24.00 and took one back."""
    make_shop(tmp_path / "till", tmp_path)
    made = open_till(tmp_path / "till", now=clock)
    a_shift(made, "JACKET")
    open_shift(made, 0, "maya")
    give_back(made, sell(made, bought("FLASK")))
    sell(made, bought("FLASK"))
    close_shift(made, 24_00, "maya")
    clock.moment += timedelta(days=7)
    yield made
    made.close()


def a_shift(till: Till, *skus: str) -> str:
    """A shift that sells these, opened and closed."""
    open_shift(till, 0, "maya")
    for sku in skus:
        sell(till, bought(sku))
    return close_shift(till, report(till).cash_expected_minor, "maya").figures.shift_id


def compared(till: Till, shift: str) -> tuple[int | None, str]:
    facts = ShiftDesk(Session(till), ShiftWords()).report("z", shift)
    return (facts.before.gross_minor if facts.before else None), facts.before_day


def test_each_shift_is_compared_with_the_one_of_its_turn_a_week_before(till: Till) -> None:
    first, second, third = a_shift(till, "FLASK"), a_shift(till), a_shift(till, "JACKET")

    found = [compared(till, shift) for shift in (first, second, third)]

    assert found == [(189_00, "last Saturday"), (24_00, "last Saturday"), (None, "")]


def test_the_pieces_of_its_baskets_are_counted_too(till: Till) -> None:
    shift = a_shift(till, "FLASK")

    before = week_before(till, shift)

    assert before is not None
    assert (before.pieces_milli, before.sales) == (1000, 1)


def test_a_shift_that_is_looked_back_at_is_compared_with_a_date(till: Till, clock: Clock) -> None:
    shift = a_shift(till, "FLASK")
    clock.moment += timedelta(days=3)

    assert compared(till, shift) == (189_00, "Sat 21 Nov")


def test_an_open_shift_is_compared_with_nothing(till: Till) -> None:
    opened = open_shift(till, 0, "maya")

    assert compared(till, opened.shift) == (None, "")
