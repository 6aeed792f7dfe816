"""What may be spent without the hub: the caps of SEMANTICS.md, whatever was spent where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.failures import Refused
from pos.domain.offline_value import Known, Spent, room_offline
from pos.domain.programme import GiftCardPolicy, OfflinePolicy, Programme

PROGRAMME = Programme(100, 1, offline=OfflinePolicy(20_00, 200_00, 24), gift_card_offline=GiftCardPolicy(15_00, 50_00))
minor = st.integers(0, 500_00)


@given(minor, st.lists(st.tuples(st.integers(0, 3), minor), max_size=60))
def test_four_tills_that_are_cut_off_lose_at_most_four_times_the_members_cap(
    balance: int, wishes: list[tuple[int, int]]
) -> None:
    spent = [0, 0, 0, 0]
    cap = min(2 * 20_00, balance // 2)

    for till, wish in wishes:
        known = Known(balance, balance - spent[till])
        room = room_offline("points", PROGRAMME, known, Spent(0, spent[till], spent[till]), is_holder=True)
        spent[till] += min(wish, room, 20_00)

    assert all(one <= cap for one in spent)
    assert sum(spent) <= 4 * cap


@given(minor, st.lists(minor, max_size=40))
def test_one_till_gives_no_more_on_a_day_than_its_cap(balance: int, wishes: list[int]) -> None:
    today = 0

    for wish in wishes:  # each by another member
        room = room_offline("store_credit", PROGRAMME, Known(balance, balance), Spent(0, today, 0), is_holder=True)
        assert room <= 20_00
        today += min(wish, room)

    assert today <= 200_00


@given(minor, minor, minor)
def test_on_account_nothing_is_owed_beyond_the_limit(limit: int, owed: int, wish: int) -> None:
    room = room_offline("account", PROGRAMME, Known(owed, limit - owed), Spent(), is_holder=False)

    assert room >= 0
    assert owed + min(wish, room) <= max(limit, owed)


@given(minor, minor)
def test_a_gift_card_has_a_cap_of_its_own_within_that_of_the_day(on_card: int, today: int) -> None:
    room = room_offline("gift_card", PROGRAMME, None, Spent(0, today, on_card), is_holder=False)

    assert room == max(0, min(15_00 - on_card, 50_00 - today))


@pytest.mark.parametrize(
    ("kind", "programme", "known", "holder", "code"),
    [
        ("points", None, Known(10_00, 10_00), True, "offline_not_allowed"),
        ("points", Programme(100, 1), Known(10_00, 10_00), True, "offline_not_allowed"),
        ("points", PROGRAMME, None, True, "offline_unknown"),
        ("points", PROGRAMME, Known(10_00, 10_00, 24 * 3600 + 1), True, "offline_too_old"),
        ("points", PROGRAMME, Known(10_00, 10_00), False, "offline_no_proof"),
        ("store_credit", PROGRAMME, Known(10_00, 10_00), False, "offline_no_proof"),
        ("account", PROGRAMME, None, True, "offline_unknown"),
        ("gift_card", Programme(100, 1), None, True, "offline_not_allowed"),
    ],
)
def test_what_may_not_be_spent_says_why(
    kind: str, programme: Programme | None, known: Known | None, holder: bool, code: str
) -> None:
    with pytest.raises(Refused) as no:
        room_offline(kind, programme, known, Spent(), is_holder=holder)  # type: ignore[arg-type]

    assert no.value.code == code


def test_a_negative_balance_leaves_no_room() -> None:
    known = Known(-5_00, -5_00)

    assert room_offline("points", PROGRAMME, known, Spent(), is_holder=True) == 0
