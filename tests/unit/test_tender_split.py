"""Split payments: any tenders in any order, some undone again, settle to the same figures and always add up."""

from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from pos.domain.cash_rounding import round_cash
from pos.domain.failures import Refused
from pos.domain.tax import CashRounding, smallest_coin
from pos.domain.tax.smallest_coin import COUNTRIES, currency_of
from pos.domain.tender import TYPES, Tender, settle

tenders = st.lists(st.builds(Tender, st.sampled_from(TYPES), st.integers(1, 60_00)), max_size=8)
coins = st.sampled_from([smallest_coin(country, currency_of(country)) for country in COUNTRIES])


def outcome(total: int, taken: list[Tender], coin: CashRounding) -> tuple[object, ...]:
    try:
        settled = settle(total, taken, coin)
    except Refused as no:
        return (no.code, *sorted(no.facts.items()))
    return settled.rounding_minor, settled.change_minor


@given(st.integers(1, 200_00), tenders, coins, st.integers())
def test_the_order_of_tenders_changes_nothing(total: int, taken: list[Tender], coin: CashRounding, seed: int) -> None:
    mixed = taken.copy()
    Random(seed).shuffle(mixed)

    assert outcome(total, mixed, coin) == outcome(total, taken, coin)


@given(st.integers(1, 200_00), tenders, coins, st.data())
def test_a_tender_that_is_undone_and_taken_again_changes_nothing(
    total: int, taken: list[Tender], coin: CashRounding, data: st.DataObject
) -> None:
    again = taken.copy()
    for _ in range(data.draw(st.integers(0, 4)) if taken else 0):
        again.append(again.pop(data.draw(st.integers(0, len(again) - 1))))

    assert outcome(total, again, coin) == outcome(total, taken, coin)


@given(st.integers(-200_00, 200_00), tenders, coins)
def test_what_settles_adds_up(total: int, taken: list[Tender], coin: CashRounding) -> None:
    sign = -1 if total < 0 else 1
    others = [tender for tender in taken if tender.type != "cash"]
    rest = abs(total) - sum(tender.amount_minor for tender in others)
    given_ = [Tender(tender.type, sign * tender.amount_minor) for tender in others]
    assume(rest >= 0)
    if rest:
        given_.append(Tender("cash", sign * round_cash(rest, coin)))

    settled = settle(total, given_, coin)

    paid = sum(tender.amount_minor for tender in settled.tenders)
    assert paid == total + settled.rounding_minor + settled.change_minor
    assert settled.change_minor == 0
    assert abs(settled.rounding_minor) * 2 <= coin.step_minor
