"""How tenders pay a total: change and rounding only in cash, and the same the other way round."""

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.cash_rounding import round_cash
from pos.domain.failures import Refused
from pos.domain.sentences import sentence
from pos.domain.tax import CashRounding
from pos.domain.tender import Settlement, Tender, settle
from tests.make import card, cash

EXACT = CashRounding()
FIVE = CashRounding(5)
NEXT_STEP = ("why", "due_in_cash_minor")


def refusal(total_minor: int, *tenders: Tender, rounding: CashRounding = EXACT) -> tuple[str, dict[str, object]]:
    """The code, and the facts but for what to do."""
    with pytest.raises(Refused) as no:
        settle(total_minor, tenders, rounding)
    return no.value.code, {name: fact for name, fact in no.value.facts.items() if name not in NEXT_STEP}


def next_step(total_minor: int, *tenders: Tender, rounding: CashRounding = FIVE) -> tuple[object, ...]:
    """What to do instead, and the cash that would be right."""
    with pytest.raises(Refused) as no:
        settle(total_minor, tenders, rounding)
    return tuple(no.value.facts.get(name) for name in NEXT_STEP)


def test_change_is_given_in_cash() -> None:
    assert settle(243_29, [cash(250_00)], EXACT) == Settlement((cash(250_00),), 0, 6_71)


def test_a_total_may_be_split_freely() -> None:
    tenders = [card(20_00), Tender("points", 2_00, points=200), Tender("gift_card", 10_00), cash(20_00)]

    assert settle(50_00, tenders, EXACT).change_minor == 2_00


def test_too_little_says_what_is_missing() -> None:
    assert refusal(20_00, cash(5_00), card(10_00)) == ("under_paid", {"missing_minor": 5_00})
    assert refusal(20_00) == ("under_paid", {"missing_minor": 20_00})


def test_only_cash_may_be_more_than_what_is_due() -> None:
    assert refusal(20_00, card(20_01)) == ("over_paid", {"over_minor": 1})
    assert refusal(20_00, card(20_00), cash(5_00)) == ("over_paid", {"over_minor": 5_00})


def test_what_is_too_much_is_said_of_all_tenders_as_cash_may_have_to_go_too() -> None:
    with pytest.raises(Refused) as no:
        settle(12_02, [card(13_00), cash(20_00)], FIVE)
    told = sentence(Refused(no.value.code, **no.value.facts, over="20.98"))

    assert settle(12_02, [card(33_00 - no.value.facts["over_minor"])], FIVE).change_minor == 0
    assert told == "The tenders are more than what is due. Change is given only in cash. Take 20.98 less."


def test_a_tender_points_the_way_of_the_money() -> None:
    assert refusal(20_00, cash(25_00), card(-5_00))[0] == "tender_sign"
    assert refusal(-20_00, cash(20_00))[0] == "tender_sign"
    assert refusal(20_00, cash(20_00), card(0))[0] == "tender_sign"


def test_an_unknown_tender_is_refused_until_it_is_set_up() -> None:
    cheque = Tender("cheque", 20_00)

    assert refusal(20_00, cheque) == ("unknown_tender", {"type": "cheque"})
    assert settle(20_00, [cheque], EXACT, types=("cash", "cheque")).tenders == (cheque,)


def test_a_total_of_nothing_takes_no_tender() -> None:
    assert settle(0, [], EXACT) == Settlement((), 0, 0)
    for tender in (cash(5_00), cash(-5_00), card(5_00), card(0)):
        assert refusal(0, tender)[0] == "over_paid"
        assert next_step(0, tender) == ("nothing_due", 0)


@pytest.mark.parametrize("total_minor", [0, 5_00, -5_00])
def test_no_cash_where_nothing_is_left_for_it_is_taken_and_not_kept(total_minor: int) -> None:
    cards = (card(total_minor),) if total_minor else ()

    assert settle(total_minor, (*cards, cash(0)), FIVE) == Settlement(cards, 0, 0)


@pytest.mark.parametrize(
    ("total_minor", "tenders", "step"),
    [
        (9_98, (cash(9_98),), ("take_in_cash", 10_00)),
        (9_98, (card(5_00), cash(4_00)), ("take_in_cash", 5_00)),
        (9_98, (card(5_00),), ("add_missing", 5_00)),
        (9_98, (card(10_00),), ("change_is_cash", None)),
        (9_98, (card(9_98), cash(5_00)), ("no_cash_due", 0)),
        (-9_98, (cash(-9_98),), ("back_in_cash", -10_00)),
        (-9_98, (cash(-10_05),), ("back_in_cash", -10_00)),
        (-9_98, (card(-5_00),), ("back_more", -5_00)),
        (-9_98, (card(-10_00),), ("back_too_much", None)),
        (-9_98, (card(-9_98), cash(-5)), ("no_cash_due", 0)),
    ],
)
def test_wrong_tenders_are_told_what_would_be_right(
    total_minor: int, tenders: tuple[Tender, ...], step: tuple[str, int | None]
) -> None:
    assert next_step(total_minor, *tenders) == step


def test_a_negative_total_is_paid_out_exactly() -> None:
    assert settle(-18_00, [cash(-10_00), card(-8_00)], EXACT) == Settlement((cash(-10_00), card(-8_00)), 0, 0)
    assert refusal(-18_00, cash(-20_00)) == ("over_paid", {"over_minor": 2_00})
    assert refusal(-18_00, card(-20_00)) == ("over_paid", {"over_minor": 2_00})
    assert refusal(-18_00, cash(-10_00)) == ("under_paid", {"missing_minor": 8_00})


def test_only_the_part_paid_in_cash_is_rounded() -> None:
    assert settle(9_98, [cash(10_00)], FIVE) == Settlement((cash(10_00),), 2, 0)
    assert settle(9_98, [card(5_00), cash(5_00)], FIVE) == Settlement((card(5_00), cash(5_00)), 2, 0)
    assert settle(9_98, [card(9_98)], FIVE).rounding_minor == 0
    assert settle(9_97, [cash(20_00)], FIVE) == Settlement((cash(20_00),), -2, 10_05)


def test_a_refund_mirrors_the_rounding() -> None:
    assert settle(-9_98, [cash(-10_00)], FIVE) == Settlement((cash(-10_00),), -2, 0)
    assert refusal(-9_98, cash(-9_98), rounding=FIVE) == ("under_paid", {"missing_minor": 2})


@pytest.mark.parametrize(
    ("ties", "minor", "paid"),
    [("up", 15, 20), ("up", 14, 10), ("down", 15, 10), ("down", 16, 20), ("even", 15, 20), ("even", 25, 20)],
)
def test_a_tie_of_the_rounding_goes_as_the_file_says(
    ties: Literal["up", "down", "even"], minor: int, paid: int
) -> None:
    rounding = CashRounding(10, ties)

    assert (round_cash(minor, rounding), round_cash(-minor, rounding)) == (paid, -paid)


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from([1, 5, 10, 50, 100]))
@settings(deadline=None)
def test_tenders_are_total_rounding_and_change(total: int, other: int, more: int, step: int) -> None:
    other = min(other, total - 1)
    rounding = CashRounding(step)
    tenders = [card(other)] * (other > 0) + [cash(round_cash(total - other, rounding) + more + 1)]

    done = settle(total, tenders, rounding)

    assert sum(tender.amount_minor for tender in tenders) == total + done.rounding_minor + done.change_minor
    assert done.change_minor == more + 1
    assert abs(done.rounding_minor) * 2 <= step
