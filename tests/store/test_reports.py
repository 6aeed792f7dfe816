"""Reports over days: every grouping of the same sales comes to the same sums, and loss is told without blame."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest

from pos.devices.simulated_printer import SimulatedPrinter
from pos.domain.failures import Refused
from pos.services.basket import keep_draft, void_basket
from pos.services.document import sell_document
from pos.services.printing import ask_for_print, print_job
from pos.services.report import NAMES, day_report
from pos.services.report_sales import BYS
from pos.services.report_table import Table, table_document, write_csv, write_json
from pos.services.shift import open_drawer
from pos.services.till import Till
from tests.store.shop import Clock, a_basket, a_document, bought, give_back, import_text, paid, sell


@pytest.fixture
def week(shop: Till, clock: Clock) -> Till:
    """Sales of two people on two days, with a refund, a discount, change and two means of payment."""
    first = sell(shop, bought("JACKET"), bought("FLASK", "2"), staff="maya", at="2026-11-20T09:59:59+00:00")
    sell(shop, bought("SOCK-R", "2"), bought("APPLE", "0.500"), by="card", staff="daniel")
    sell(shop, bought("FLASK", discount={"percent": "10"}, reason="scratched"), staff="daniel")
    clock.moment += timedelta(hours=1)
    give_back(shop, first, staff="maya")
    return shop


def rows(table: Table) -> dict[Any, dict[str, Any]]:
    return {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}


def test_sales_by_day_category_hour_and_person_have_one_total(week: Till) -> None:
    totals = [table_document(day_report(week, "sales", by=by))["total"] for by in ("day", "category", "hour", "staff")]

    assert totals[0]["gross"] == "101.60"
    assert [total for total in totals if total != totals[0]] == []


def test_each_person_has_his_own_sales_and_a_name(week: Till) -> None:
    found = rows(day_report(week, "sales", by="staff"))

    assert (found["maya"]["name"], found["maya"]["sales"], found["maya"]["gross"]) == ("Maya Kowalczyk", 1, "48.00")
    assert (found["daniel"]["sales"], found["daniel"]["discounts"]) == (2, "8.40")


def test_hours_are_those_on_the_wall_of_the_store(shop: Till) -> None:
    sell(shop, bought("FLASK"), at="2026-07-01T09:10:00+00:00")
    sell(shop, bought("FLASK"), at="2026-07-01T09:55:00+00:00")
    sell(shop, bought("FLASK"), at="2026-12-01T09:10:00+00:00")

    found = rows(day_report(shop, "sales", by="hour"))

    assert {hour: row["sales"] for hour, row in found.items()} == {"09:00": 1, "10:00": 2}


def test_a_category_counts_the_sales_that_it_is_in(week: Till) -> None:
    table = day_report(week, "sales", by="category")

    assert {name: row["sales"] for name, row in rows(table).items()} == {
        "Flasks": 2, "Food": 1, "Jackets": 1, "Socks": 1
    }  # fmt: skip
    assert table_document(table)["total"]["sales"] == 3


def test_cash_took_what_was_given_without_the_change(shop: Till) -> None:
    tenders = [paid(4_00, "card"), paid(50_00)]
    sale = sell_document(shop, a_document(bought("FLASK"), tenders=tenders))
    give_back(shop, sale)

    found = rows(day_report(shop, "sales", by="tender"))

    assert sale.change_minor == 30_00
    assert list(found["cash"].values())[1:] == [1, "20.00", 1, "-24.00", "-4.00", "0.00"]
    assert found["card"]["amount"] == "4.00"


def test_what_means_of_payment_took_is_what_was_sold(week: Till) -> None:
    by_day, by_tender = (table_document(day_report(week, "sales", by=by))["total"] for by in ("day", "tender"))

    assert by_day["gross"] == by_tender["amount"]


def test_taxes_of_the_sales_are_the_tax_of_the_days(week: Till) -> None:
    by_day, by_tax = (table_document(day_report(week, "sales", by=by))["total"] for by in ("day", "tax"))

    assert by_tax == {"tax": by_day["tax"]}


@pytest.mark.parametrize("by", BYS)
def test_both_days_that_are_asked_for_count_and_no_other(week: Till, by: str) -> None:
    first = day_report(week, "sales", "2026-11-20", "2026-11-20", by)  # type: ignore[arg-type]
    none = day_report(week, "sales", "2026-11-22", "", by)  # type: ignore[arg-type]

    assert len(first.rows) >= 1
    assert none.rows == ()


@pytest.mark.parametrize("day", ["2026-11-31", "21.11.2026", "20261121"])
def test_a_day_that_is_none_is_refused(shop: Till, day: str) -> None:
    for name in ("sales", "loss", "stock"):
        with pytest.raises(Refused, match="bad_date"):
            day_report(shop, name, day)


def test_a_table_says_the_same_as_csv_and_as_json(week: Till) -> None:
    table, as_csv, as_json = day_report(week, "sales", by="staff"), io.StringIO(), io.StringIO()

    write_csv(table, as_csv)
    write_json(table, as_json)

    assert as_csv.getvalue().splitlines()[1].split(",") == [str(cell) for cell in table.rows[0]]
    assert json.loads(as_json.getvalue()) == table_document(table)


def test_a_name_is_no_formula_in_a_spreadsheet(shop: Till, tmp_path: Any) -> None:
    import_text(shop, "products", "sku,name,price,tax,category\nX,X,1.00,zero,=1+1\n", tmp_path)
    sell(shop, bought("X"))
    out = io.StringIO()

    write_csv(day_report(shop, "sales", by="category"), out)

    assert "\n=1+1" not in out.getvalue() and "=1+1" in out.getvalue()


def test_loss_counts_everything_that_can_hide_one(shop: Till) -> None:
    sale = sell(shop, bought("JACKET"), staff="maya")
    sell(shop, bought("FLASK", unit_price="20.00", reason="scratched", approved_by="sofia"), staff="maya")
    sell(shop, bought("FLASK", discount={"percent": "10"}, reason="scratched"), staff="maya")
    sell(
        shop,
        bought("FLASK", reason="broken", disposition="damaged", approved_by="sofia") | {"return": True},
        staff="maya",
    )
    void_basket(shop, a_basket(shop, bought("JACKET")), "maya")
    basket = a_basket(shop, bought("FLASK"), bought("JACKET"))
    keep_draft(shop, basket, "maya")
    keep_draft(shop, basket.void_line(basket.lines[0].line_id), "maya")
    open_drawer(shop, "no sale", "maya")
    for _ in range(2):
        print_job(shop, SimulatedPrinter(), ask_for_print(shop, sale, staff="maya"))

    found = {row[2]: (row[3], row[4]) for row in day_report(shop, "loss").rows if row[0] == "maya"}

    assert found == {
        "basket_voids": (1, "189.00"),
        "line_voids": (1, "24.00"),
        "no_sales": (1, "0.00"),
        "price_overrides": (1, "20.00"),
        "manual_discounts": (1, "2.40"),
        "returns_without_receipt": (1, "-24.00"),
        "receipt_copies": (1, "0.00"),
    }


def test_a_line_put_back_is_no_case(shop: Till) -> None:
    basket = a_basket(shop, bought("JACKET"), bought("FLASK"))
    for state in (basket, basket.void_line(basket.lines[0].line_id), basket):
        keep_draft(shop, state, "maya")

    counted = {row[2]: (row[3], row[4]) for row in day_report(shop, "loss").rows}

    assert counted["line_voids"] == (0, "0.00")


def test_a_discount_of_the_basket_is_one_case_however_many_lines_share_it(shop: Till) -> None:
    sell(shop, bought("JACKET"), bought("FLASK"), discount={"percent": "5"}, discount_reason="regular", staff="maya")

    counted = {row[2]: (row[3], row[4]) for row in day_report(shop, "loss").rows}

    assert counted["manual_discounts"] == (1, "10.65")


def test_who_stands_out_is_named_in_a_sentence_that_blames_nobody(shop: Till) -> None:
    for person in ("maya", "daniel", "ines"):
        for _ in range(20):
            sell(shop, bought("FLASK"), staff=person)
    for _ in range(6):
        open_drawer(shop, "no sale", "daniel")

    table = day_report(shop, "loss")

    assert table.notes[0] == (
        "Daniel Price: 6 drawer openings without a sale on 20 sales are 30 on 100; the others' median is 0."
    )
    assert len(table.notes) == 2 and "where to look, not why" in table.notes[1]


@pytest.mark.parametrize("name", NAMES)
def test_days_that_end_before_they_begin_are_refused_with_both(week: Till, name: str) -> None:
    with pytest.raises(Refused, match="days_reversed") as refused:
        day_report(week, name, "2026-11-21", "2026-11-20")

    assert refused.value.facts == {"since": "2026-11-21", "until": "2026-11-20"}
    assert day_report(week, name, "2026-11-21", "2026-11-21").name == name
