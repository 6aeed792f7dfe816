"""A till of a country without small coins: cash is rounded, refunds mirror it in any steps, the shift closes even."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pos.domain.cash_rounding import round_cash
from pos.domain.document_result import refusal_document
from pos.domain.failures import Refused
from pos.domain.receipt_rows import text_rows
from pos.domain.sale import Sale
from pos.domain.tax import CashRounding
from pos.domain.tax.smallest_coin import COUNTRIES
from pos.services.backup import prove
from pos.services.document import price_document, sell_document
from pos.services.printing import shift_report
from pos.services.report import figures_document, figures_rows, x_figures
from pos.services.shift import close_shift, report
from pos.services.tenders import due_in_cash
from pos.services.till import Till
from sync.hub.journal.bodies import Sale as SaleBody
from sync.hub.journal.bodies import read_body
from sync.hub.sales.sums import Odd, odd_sums
from tests.store.shop import TAXES, a_document, bought, import_text, paid, returned
from tests.store.small_coins import coin_of, priced, till_of

TOTALS = (1, 2, 3, 24, 25, 50, 75, 98, 100, 2_50)


def pay(till: Till, total: int, by_card: int = 0) -> Sale:
    """Something of this price, the card's part by card and the rest in cash."""
    rest = paid(round_cash(total - by_card, coin_of(till)))
    tenders = [paid(by_card, "card"), rest] if by_card else [rest]
    return sell_document(till, a_document(priced("HEM", "1", f"{total / 100:.2f}"), tenders=tenders))


def give_back(till: Till, sale: Sale, by_card: int = 0) -> Sale:
    rest = paid(-round_cash(sale.total_minor - by_card, coin_of(till)))
    tenders = [paid(-by_card, "card"), rest] if by_card else [rest]
    return sell_document(till, a_document(returned(sale.receipt), tenders=tenders))


def part_back(till: Till, sale: Sale, minor: int) -> Sale:
    """One piece of it, for this much in cash."""
    return sell_document(till, a_document(returned(sale.receipt), tenders=[paid(minor)]))


def refused(till: Till, sale: Sale, minor: int) -> dict[str, Any]:
    """What a script is told that gives this back in cash for one piece."""
    with pytest.raises(Refused) as no:
        part_back(till, sale, minor)
    error: dict[str, Any] = refusal_document(no.value, None)["error"]
    return error


def odd_sums_of(till: Till) -> Iterator[Odd]:
    """What the hub would find in the sales of this till."""
    with till.store.read() as tx:
        sold = [entry for _n, entry in tx.journal.read() if entry.kind == "sale_completed"]
    for entry in sold:
        told = read_body(entry.kind, 1, entry.body)
        assert isinstance(told, SaleBody)
        yield from odd_sums(told)


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


def test_an_x_and_a_z_say_what_rounding_made_of_the_sales_in_cash(shop: Till) -> None:
    till = till_of(shop, "CH")
    for total, by_card in ((1_02, 0), (2_51, 1_00), (7_33, 7_33)):
        pay(till, total, by_card)

    x = figures_document(x_figures(till))
    z = figures_document(close_shift(till, 2_50, "till").figures)

    assert (x["sales"]["amount"], x["rounding"]) == ("10.86", "-0.03")
    assert {one["type"]: one["amount"] for one in x["tenders"]} == {"card": "8.33", "cash": "2.50"}
    assert z["rounding"] == x["rounding"]


def test_a_shop_that_rounds_no_cash_has_nothing_to_say_of_it(shop: Till) -> None:
    sell_document(shop, a_document(bought("FLASK"), tenders=[paid(50_00)]))

    figures = report(shop)

    assert ("rounding", "0.00") in figures_rows(figures)
    assert not any("Rounding" in row for row in text_rows(shift_report(shop, figures)))


def test_three_parts_of_a_basket_give_back_what_was_paid_and_no_more(shop: Till) -> None:
    till = till_of(shop, "CH")
    sale = sell_document(till, a_document(priced("SOCK-R", "3", "3.34"), tenders=[paid(10_00)]))

    parts = [part_back(till, sale, -3_35), part_back(till, sale, -3_35)]
    told = [refused(till, sale, minor) for minor in (-3_35, -3_25)]
    parts.append(part_back(till, sale, -3_30))

    assert [(part.total_minor, part.rounding_minor) for part in parts] == [(-3_34, -1), (-3_34, -1), (-3_34, 4)]
    assert [error["code"] for error in told] == ["over_paid", "under_paid"]
    assert {error["due_in_cash"] for error in told} == {"-3.30"}
    assert all(error["message"].endswith(" Give back 3.30 in cash.") for error in told)
    assert report(till).cash_expected_minor == 0
    assert list(odd_sums_of(till)) == []


def test_pricing_what_comes_back_says_what_is_due_in_cash(shop: Till) -> None:
    till = till_of(shop, "CH")
    sale = sell_document(till, a_document(priced("SOCK-R", "3", "3.34"), tenders=[paid(10_00)]))

    dues = []
    for _part in range(3):
        dues.append(due_in_cash(till, price_document(till, a_document(returned(sale.receipt)))))
        part_back(till, sale, dues[-1])

    assert dues == [-3_35, -3_35, -3_30]


def test_an_exchange_for_the_same_price_takes_no_cash_and_keeps_none(shop: Till) -> None:
    till = till_of(shop, "CH")
    sale = sell_document(till, a_document(priced("SOCK-R", "1", "3.34"), tenders=[paid(3_35)]))

    free = sell_document(till, a_document(priced("HEM", "1", "0.00"), tenders=[paid(0)]))
    even = sell_document(
        till, a_document(returned(sale.receipt), priced("SOCK-R", "1", "3.34"), tenders=[paid(0), paid(0)])
    )

    assert [(one.total_minor, one.tenders, one.rounding_minor) for one in (free, even)] == [(0, (), 0)] * 2
    assert report(till).cash_expected_minor == 3_35
    assert list(odd_sums_of(till)) == []
    assert prove(till).problems == ()


def test_an_exchange_on_the_way_hands_back_what_is_left_for_it(shop: Till) -> None:
    till = till_of(shop, "CH")
    sale = sell_document(till, a_document(priced("SOCK-R", "3", "3.34"), tenders=[paid(10_00)]))
    part_back(till, sale, -3_35)

    cheaper = priced("HEM", "1", "0.02")
    exchange = sell_document(till, a_document(returned(sale.receipt), cheaper, tenders=[paid(-3_30)]))
    last = sell_document(
        till, a_document(returned(sale.receipt), returned(exchange.receipt, line=2), tenders=[paid(-3_35)])
    )

    assert (exchange.total_minor, exchange.rounding_minor) == (-3_32, 2)
    assert last.total_minor == -3_36
    assert report(till).cash_expected_minor == 0


@pytest.mark.parametrize("left_out", [(), (paid(0),)])
def test_a_part_that_no_coin_is_small_enough_for_is_made_good_by_the_next(
    shop: Till, left_out: tuple[dict[str, str], ...]
) -> None:
    till = till_of(shop, "CH")
    sale = sell_document(till, a_document(priced("SOCK-R", "3", "0.02"), tenders=[paid(5)]))

    nothing = sell_document(till, a_document(returned(sale.receipt), tenders=left_out))
    rest = [part_back(till, sale, -5), part_back(till, sale, 0)]

    assert [one.rounding_minor for one in (nothing, *rest)] == [2, -3, 2]
    assert report(till).cash_expected_minor == 0


def test_the_taxes_file_goes_before_the_country(shop: Till, tmp_path: Path) -> None:
    till = till_of(shop, "CH")
    by_country = coin_of(till)

    told = {"step": "0.20", "ties": "down"}
    import_text(till, "taxes", json.dumps(TAXES | {"cash_rounding": told}), tmp_path)

    assert (by_country, coin_of(till)) == (CashRounding(5), CashRounding(20, "down"))
