"""A day that was added up by hand: X and Z and every report over days come to its sums, to the cent."""

from pathlib import Path
from typing import Any

import pytest

from pos.services.document import sell_document
from pos.services.report import day_report, figures_document, x_figures
from pos.services.report_sales import By
from pos.services.report_table import table_document
from pos.services.shift import close_shift
from pos.services.till import Till
from tests.store.little_day import make_little_day
from tests.store.shop import a_document
from tests.store.small_coins import priced, till_of

BY_HAND = {
    "sales": 8,
    "sold": "524.52",
    "returns": 3,
    "returned": "-60.60",
    "discounts": "11.81",
    "net": "387.49",
    "tax": "76.43",
    "gross": "463.92",
}
LINES: tuple[By, ...] = ("day", "category", "hour", "staff", "salesperson")


@pytest.fixture
def little_day(shop: Till, tmp_path: Path) -> Till:
    make_little_day(shop, tmp_path)
    return shop


def told(till: Till, name: str = "sales", by: By = "day") -> dict[str, Any]:
    return table_document(day_report(till, name, by=by))


@pytest.mark.parametrize("by", LINES)
def test_every_grouping_adds_up_to_what_was_added_up_by_hand(little_day: Till, by: By) -> None:
    document = told(little_day, by=by)

    assert document["total"] == BY_HAND
    for column in ("sold", "returned", "discounts", "net", "tax", "gross"):
        assert sum(cents(row[column]) for row in document["rows"]) == cents(str(BY_HAND[column]))


def test_an_x_says_of_the_day_what_was_added_up_by_hand(little_day: Till) -> None:
    x = figures_document(x_figures(little_day))

    assert (x["sales"], x["returns"]) == ({"count": 8, "amount": "524.52"}, {"count": 3, "amount": "-60.60"})
    assert (x["net"], x["gross"], x["rounding"]) == ("387.49", "463.92", "0.03")
    assert x["discounts"] == {"count": 3, "amount": "11.81"}
    assert x["voids"] == {"count": 1, "amount": "24.00"}
    assert x["tenders"] == [
        {"type": "cash", "count": 6, "amount": "284.35"},
        {"type": "card", "count": 5, "amount": "179.60"},
    ]


@pytest.mark.parametrize("prices_include_tax", [True, False])
def test_x_z_sales_tax_and_tenders_say_the_same_of_a_day(shop: Till, tmp_path: Path, prices_include_tax: bool) -> None:
    make_little_day(shop, tmp_path, prices_include_tax=prices_include_tax)
    x = figures_document(x_figures(shop))
    z = figures_document(close_shift(shop, x_figures(shop).cash_expected_minor, "maya").figures)

    sales, tax, tenders = told(shop)["total"], told(shop, "tax"), told(shop, by="tender")

    same = ("sales", "returns", "net", "gross", "tax", "rounding", "tenders", "discounts", "voids")
    assert {name: x[name] for name in same} == {name: z[name] for name in same}
    assert (z["sales"]["amount"], z["returns"]["amount"]) == (sales["sold"], sales["returned"])
    assert (z["sales"]["count"], z["returns"]["count"]) == (sales["sales"], sales["returns"])
    assert (z["discounts"]["amount"], z["net"], z["gross"]) == (sales["discounts"], sales["net"], sales["gross"])
    assert [(row["name"], row["net"], row["tax"]) for row in tax["rows"]] == [
        (row["name"], row["net"], row["tax"]) for row in z["tax"]
    ]
    assert tax["total"]["tax"] == sales["tax"]
    assert {row["tender"]: row["amount"] for row in tenders["rows"]} == {
        row["type"]: row["amount"] for row in z["tenders"]
    }
    assert z["rounding"] == tenders["total"]["rounding"]
    assert cents(z["gross"]) + cents(z["rounding"]) == cents(tenders["total"]["amount"])
    assert cents(z["net"]) + cents(sales["tax"]) == cents(z["gross"])


def test_discounts_are_what_sold_goods_were_reduced_by_whatever_came_back(little_day: Till) -> None:
    by_person = {row["staff"]: row["discounts"] for row in told(little_day, by="staff")["rows"]}

    assert by_person == {"daniel": "4.80", "ines": "1.01", "maya": "6.00", "sofia": "0.00"}


def test_what_was_rounded_away_whole_is_among_what_cash_took(shop: Till) -> None:
    till = till_of(shop, "CH")
    sell_document(till, a_document(priced("HEM", "1", "0.02"), tenders=[]))

    (cash,) = told(till, by="tender")["rows"]

    assert (cash["payments"], cash["amount"], cash["rounding"]) == (0, "0.00", "-0.02")


def cents(amount: str) -> int:
    return int(amount.replace(".", ""))
