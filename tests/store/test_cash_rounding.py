"""A till of a country without small coins: sales and refunds in cash round by themselves and the shift closes even."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pos.domain.sale import Sale
from pos.domain.tax import CashRounding
from pos.domain.tax.smallest_coin import COUNTRIES, currency_of
from pos.domain.tender import round_cash
from pos.services.document import sell_document
from pos.services.shift import close_shift, report
from pos.services.tenders import cash_rounding
from pos.services.till import Till
from tests.store.shop import TAXES, a_document, bought, import_text, paid, returned

TOTALS = (1, 2, 3, 24, 25, 50, 75, 98, 100, 2_50)


def till_of(shop: Till, country: str) -> Till:
    return replace(shop, setup=replace(shop.setup, country=country, currency=currency_of(country)))


def coin_of(till: Till) -> CashRounding:
    with till.store.read() as tx:
        return cash_rounding(tx, till)


def pay(till: Till, total: int, by_card: int = 0) -> Sale:
    """Something of this price, the card's part by card and the rest in cash."""
    rest = paid(round_cash(total - by_card, coin_of(till)))
    tenders = [paid(by_card, "card"), rest] if by_card else [rest]
    line = bought("HEM", unit_price=f"{total / 100:.2f}", reason="a table of prices")
    return sell_document(till, a_document(line, tenders=tenders))


def give_back(till: Till, sale: Sale, by_card: int = 0) -> Sale:
    rest = paid(-round_cash(sale.total_minor - by_card, coin_of(till)))
    tenders = [paid(-by_card, "card"), rest] if by_card else [rest]
    return sell_document(till, a_document(returned(sale.receipt), tenders=tenders))


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_day_of_small_sales_and_refunds_leaves_the_drawer_as_it_was(shop: Till, country: str) -> None:
    till = till_of(shop, country)

    sales = [pay(till, total) for total in TOTALS]
    split = [pay(till, total, total // 2) for total in TOTALS[1:]]
    taken = report(till).cash_expected_minor
    back = [give_back(till, sale) for sale in sales]
    back += [give_back(till, sale, sale.total_minor // 2) for sale in split]
    closed = close_shift(till, 0, "till")

    assert taken > 0 and taken % coin_of(till).step_minor == 0
    assert sum(sale.rounding_minor for sale in (*sales, *split, *back)) == 0
    assert (closed.expected_minor, closed.figures.cash_difference_minor) == (0, 0)


def test_the_taxes_file_goes_before_the_country(shop: Till, tmp_path: Path) -> None:
    till = till_of(shop, "CH")
    by_country = coin_of(till)

    told = {"step": "0.20", "ties": "down"}
    import_text(till, "taxes", json.dumps(TAXES | {"cash_rounding": told}), tmp_path)

    assert (by_country, coin_of(till)) == (CashRounding(5), CashRounding(20, "down"))
