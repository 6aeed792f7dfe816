"""Cash where small coins are missing: every total from 0.00 to 1.00 pays, comes back and leaves nothing over."""

import pytest

from pos.domain.cash import denominations
from pos.domain.refund_tender import money_held, original_tenders
from pos.domain.tax import CashRounding, smallest_coin
from pos.domain.tax.smallest_coin import COUNTRIES, currency_of
from pos.domain.tender import Settlement, round_cash, settle
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
        back = settle(-total, original_tenders(total, total, money_held([sale]), coin) if total else (), coin)

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


def test_another_currency_than_the_countrys_own_is_not_rounded() -> None:
    assert smallest_coin("CH", "EUR") == CashRounding()
    assert smallest_coin("DE", "EUR") == CashRounding()
    assert smallest_coin("GB", "GBP") == CashRounding()


def test_a_card_that_pays_all_is_not_rounded() -> None:
    coin = coin_of("NL")

    settled = settle(9_98, (card(9_98),), coin)

    assert settled.rounding_minor == 0
