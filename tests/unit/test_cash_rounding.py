"""Cash where small coins are missing: every total from 0.00 to 1.00 pays, comes back and leaves nothing over."""

from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pos.domain.cash import denominations
from pos.domain.cash_rounding import round_cash
from pos.domain.refund_tender import cash_before, money_held, original_tenders
from pos.domain.sale import Sale
from pos.domain.tax import CashRounding, smallest_coin
from pos.domain.tax.smallest_coin import COUNTRIES, currency_of
from pos.domain.tender import Settlement, settle
from tests.make import a_sale, card, cash

# A total, and what is paid of it in cash, as the authorities named in smallest_coin.py give their examples.
EXAMPLES = {
    "CH": {1: 0, 2: 0, 3: 5, 7: 5, 8: 10, 99: 100},
    "SE": {49: 0, 50: 100, 99: 100, 100: 100},
    "NO": {49: 0, 50: 100, 51: 100},
    "DK": {24: 0, 25: 50, 74: 50, 75: 100},
    "NL": {96: 95, 97: 95, 98: 100, 92: 90, 93: 95},
    "FI": {97: 95, 98: 100},
    "BE": {6: 5, 7: 5, 8: 10, 9: 10},
    "IE": {1: 0, 3: 5},
    "CA": {2: 0, 3: 5, 6: 5, 7: 5, 8: 10},
    "AU": {2: 0, 3: 5, 47: 45, 48: 50},
    "NZ": {4: 0, 5: 0, 6: 10, 14: 10, 15: 10, 16: 20},
    "CZ": {49: 0, 50: 100},
    "HU": {2_49: 0, 2_50: 5_00, 7_49: 5_00, 7_50: 10_00},
}


def coin_of(country: str) -> CashRounding:
    return smallest_coin(country, currency_of(country))


@pytest.mark.parametrize("country", EXAMPLES)
def test_cash_is_rounded_as_the_country_does(country: str) -> None:
    coin = coin_of(country)

    paid = {total: round_cash(total, coin) for total in EXAMPLES[country]}

    assert paid == EXAMPLES[country]


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_step_is_made_of_money_that_the_drawer_holds(country: str) -> None:
    step = coin_of(country).step_minor

    coins = [kind.minor for kind in denominations(currency_of(country)) if kind.minor >= step]

    assert step in coins
    assert all(coin % step == 0 for coin in coins)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("by_card", [0, 1, 33, 50])
def test_every_total_is_paid_and_given_back_without_a_leftover_unit(country: str, by_card: int) -> None:
    coin = coin_of(country)
    for total in range(by_card, 101):
        cards = (card(by_card),) if by_card else ()
        notes = (cash(round_cash(total - by_card, coin)),) if total > by_card else ()

        sold = settle(total, (*cards, *notes), coin)
        sale = a_sale(total_minor=total, tenders=sold.tenders, rounding_minor=sold.rounding_minor)
        back = settle(-total, original_tenders(total, total, [sale], coin) if total else (), coin)

        drawer = sum(tender.amount_minor for tender in (*sold.tenders, *back.tenders) if tender.type == "cash")
        assert sold.change_minor == back.change_minor == drawer == 0
        assert sold.rounding_minor + back.rounding_minor == 0
        assert abs(sold.rounding_minor) * 2 <= coin.step_minor
        assert sum(tender.amount_minor for tender in sold.tenders) == total + sold.rounding_minor


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_larger_note_gets_change_that_the_drawer_can_give(country: str) -> None:
    coin = coin_of(country)
    for total in range(1, 101):
        settled = settle(total, (cash(100 * coin.step_minor),), coin)

        assert settled.change_minor % coin.step_minor == 0
        assert 100 * coin.step_minor == total + settled.rounding_minor + settled.change_minor


def test_what_no_coin_is_small_enough_for_is_paid_with_nothing() -> None:
    coin = coin_of("CH")

    assert settle(2, (cash(0),), coin) == Settlement((cash(0),), -2, 0)
    assert settle(2, (), coin) == Settlement((), -2, 0)
    assert settle(-2, (cash(0),), coin) == Settlement((cash(0),), 2, 0)


COINS = st.sampled_from(
    [
        *(coin_of(country) for country in COUNTRIES),
        CashRounding(),
        CashRounding(10, "even"),
        CashRounding(25, "even"),
        CashRounding(1_00, "down"),
    ]
)
AMOUNTS = st.integers(0, 12_00)


def paid_for(total: int, by_card: int, coin: CashRounding) -> Sale:
    """A sale at this price, so much of it by card and the rest in cash."""
    by_card = min(by_card, total)
    cards = (card(by_card),) if by_card else ()
    notes = (cash(round_cash(total - by_card, coin)),) if total > by_card else ()
    return _sale(total, settle(total, (*cards, *notes), coin))


def brought_back(total: int, before: list[Sale], coin: CashRounding) -> Sale:
    """A refund of so much of what was paid before."""
    back = original_tenders(total, total, before, coin) if total else ()
    return _sale(-total, settle(-total, back, coin, before=cash_before(before)))


def _sale(total: int, settled: Settlement) -> Sale:
    return a_sale(total_minor=total, tenders=settled.tenders, rounding_minor=settled.rounding_minor)


def in_cash(sales: Iterable[Sale]) -> int:
    return sum(tender.amount_minor for sale in sales for tender in sale.tenders if tender.type == "cash")


def held(sales: list[Sale]) -> int:
    return sum(tender.amount_minor for tender in money_held(sales))


@given(COINS, st.integers(1, 60_00), st.integers(0, 30_00), st.lists(AMOUNTS, max_size=8))
@example(CashRounding(5), 10_02, 0, [3_34, 3_34])
def test_what_is_handed_back_so_far_is_the_rounding_of_what_came_back_and_in_the_end_what_was_paid(
    coin: CashRounding, total: int, by_card: int, steps: list[int]
) -> None:
    sales = [paid_for(total, by_card, coin)]
    paid_in_cash = in_cash(sales)
    due = total - min(by_card, total)

    came = 0
    for step in steps:
        if came + step >= total:
            break
        sales.append(brought_back(step, sales, coin))
        came += step
        assert -in_cash(sales[1:]) == (paid_in_cash if came >= due else round_cash(came, coin))  # cash came last
    sales.append(brought_back(total - came, sales, coin))

    assert -in_cash(sales[1:]) == paid_in_cash
    assert sum(sale.rounding_minor for sale in sales) == held(sales) == 0
    assert all(in_cash([sale]) <= 0 and in_cash([sale]) % coin.step_minor == 0 for sale in sales[1:])


@given(COINS, st.lists(st.tuples(st.booleans(), AMOUNTS, AMOUNTS), min_size=1, max_size=10))
def test_exchanges_that_cost_more_in_between_leave_nothing_over_either(
    coin: CashRounding, steps: list[tuple[bool, int, int]]
) -> None:
    sales: list[Sale] = []
    for pays, minor, by_card in steps:
        if pays:
            sales.append(paid_for(minor, by_card, coin))
        else:
            sales.append(brought_back(min(minor, held(sales)), sales, coin))
            assert in_cash(sales[-1:]) <= 0
    sales.append(brought_back(held(sales), sales, coin))

    assert in_cash(sales) == 0
    assert sum(sale.total_minor for sale in sales) == sum(sale.rounding_minor for sale in sales) == 0


def test_what_went_back_by_card_is_not_handed_over_once_more() -> None:
    coin = coin_of("CH")
    sold = paid_for(10_02, 0, coin)

    by_card = _sale(-3_34, settle(-3_34, (card(-3_34),), coin))
    rest = brought_back(6_68, [sold, by_card], coin)

    assert in_cash([rest]) == -6_65  # of 6.66 that are there


def test_what_was_paid_by_card_is_rounded_as_any_amount_when_it_goes_back_in_cash() -> None:
    coin = coin_of("CH")
    sold = [paid_for(7_53, 2_51, coin)]

    at_once = settle(-7_53, (cash(-7_55),), coin, before=cash_before(sold))
    steps: list[Sale] = []
    for minor in (2_50, 2_50, 2_55):
        done = settle(-2_51, (cash(-minor),), coin, before=cash_before([*sold, *steps]))
        steps.append(_sale(-2_51, done))

    assert at_once.rounding_minor == -2
    assert in_cash(steps) == -7_55


def test_a_till_that_knows_nothing_of_another_one_s_refund_rounds_what_it_knows() -> None:
    coin = coin_of("CH")
    sold = paid_for(10_02, 0, coin)

    elsewhere = brought_back(3_34, [sold], coin)
    here = brought_back(6_68, [sold], coin)

    assert (in_cash([elsewhere]), in_cash([here])) == (-3_35, -6_70)


def test_whoever_was_given_too_much_before_pays_nothing_for_bringing_goods_back() -> None:
    coin = coin_of("CH")
    sold = paid_for(10_02, 0, coin)
    before = [sold, *(_sale(-3_33, settle(-3_33, (cash(-3_35),), coin)) for _ in range(3))]

    last = brought_back(3, before, coin)

    assert (in_cash([last]), last.rounding_minor) == (0, 3)


def test_another_currency_than_the_countrys_own_is_not_rounded() -> None:
    assert smallest_coin("CH", "EUR") == CashRounding()
    assert smallest_coin("DE", "EUR") == CashRounding()
    assert smallest_coin("GB", "GBP") == CashRounding()


def test_a_card_that_pays_all_is_not_rounded() -> None:
    coin = coin_of("NL")

    settled = settle(9_98, (card(9_98),), coin)

    assert settled.rounding_minor == 0
