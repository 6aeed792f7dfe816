"""Goods that need more than a code: bundles, pieces with serial numbers, goods with an age limit, who advised."""

from pathlib import Path
from typing import Any

import pytest

from pos.domain.document import request_hash
from pos.domain.failures import Refused
from pos.domain.receipt_rows import text_rows
from pos.domain.sale import Sale
from pos.services.balances import goods_here
from pos.services.printing import receipt
from pos.services.report_sales import sales_report
from pos.services.till import Till
from pos.store.rebuild import rebuild
from tests.store.importing import bring
from tests.store.shop import a_document, bought, facts, returned, sell

GOODS = (
    "sku,name,price,kind,components,serial,min_age,tags\n"
    "MUG,Enamel Mug,9.00,,,,,\n"
    "PLATE:L,Enamel Plate,11.00,,,,,\n"
    "WINE,Picnic Wine,12.00,,,,18,\n"
    "HAMPER,Picnic Hamper,40.00,bundle,MUG:2|PLATE:L:1|WINE:1,,,\n"
    "SET,Camp Set,25.00,bundle,MUG:4,,,\n"
    "GPS,Trail GPS,199.00,,,required,,\n"
    "WATCH,Altitude Watch,149.00,,,,,sale|serial\n"
    "KNIFE,Fixed Knife,45.00,,,,21,\n"
)


@pytest.fixture
def till(shop: Till, tmp_path: Path) -> Till:
    assert not bring(shop, tmp_path, "products", GOODS).problems
    assert not bring(shop, tmp_path, "stock", "sku,on_hand\nMUG,10\nPLATE:L,3\nWINE,5\n").problems
    return shop


def shelf(till: Till) -> dict[str, int]:
    with till.store.read() as tx:
        return tx.stock.on_hand_of(["MUG", "PLATE:L", "WINE", "HAMPER", "SET"])


def refusal(till: Till, *lines: dict[str, Any], **more: Any) -> tuple[str, object]:
    with pytest.raises(Refused) as no:
        sell(till, *lines, **more)
    return no.value.code, no.value.facts.get("line")


def warned(sale: Sale) -> list[tuple[str, int]]:
    return [(warning.code, warning.line) for warning in sale.warnings]


def test_what_a_bundle_is_made_of_leaves_the_shelf_with_it(till: Till) -> None:
    sell(till, bought("SET", "2"), bought("HAMPER"), age_checked=True)

    assert shelf(till) == {"MUG": 0, "PLATE:L": 2000, "WINE": 4000}


def test_a_bundle_that_comes_back_puts_its_components_where_it_goes(till: Till, tmp_path: Path) -> None:
    sold = sell(till, bought("HAMPER", "2"), age_checked=True)
    changed = GOODS.replace("MUG:2|PLATE:L:1|WINE:1", "WINE:3")
    assert not bring(till, tmp_path, "products", changed).problems

    sell(till, returned(sold.receipt, 1, "1"))
    sell(till, returned(sold.receipt, 1, "1", disposition="damaged"))

    with till.store.read() as tx:
        apart = {sku: milli for sku, place, milli in tx.stock.all() if place == "damaged"}
    assert shelf(till) == {"MUG": 8000, "PLATE:L": 2000, "WINE": 4000}
    assert apart == {"MUG": 2000, "PLATE:L": 1000, "WINE": 1000}


def test_there_are_as_many_bundles_as_their_components_are_enough_for(till: Till) -> None:
    sell(till, bought("MUG", "3"))

    with till.store.read() as tx:
        found = [tx.products.by_sku(sku) for sku in ("SET", "HAMPER", "MUG")]
        here = {one.sku: goods_here(tx, till, one) for one in found if one}

    assert {sku: figure.amount for sku, figure in here.items() if figure} == {"SET": 1000, "HAMPER": 3000, "MUG": 7000}


def test_a_bundle_that_lacks_a_component_is_sold_with_a_warning(till: Till) -> None:
    sale = sell(till, bought("SET", "2"), bought("SET"))

    assert warned(sale) == [("stock_below_zero", 2)]


def test_the_receipt_says_what_is_in_a_bundle_and_which_piece_was_sold(till: Till) -> None:
    sale = sell(till, bought("HAMPER", "2"), bought("GPS", serial="G-17"), age_checked=True)

    rows = [" ".join(row.split()) for row in text_rows(receipt(till, sale))]
    hamper, gps = rows.index("2 Picnic Hamper 80.00"), rows.index("1 Trail GPS 199.00")

    assert rows[hamper + 1 : hamper + 4] == ["4 Enamel Mug", "2 Enamel Plate", "2 Picnic Wine"]
    assert rows[gps + 1] == "Serial no. G-17"


def test_the_tables_made_anew_from_the_journal_are_the_same(till: Till) -> None:
    sold = sell(till, bought("HAMPER"), bought("GPS", serial="G-1"), age_checked=True, salesperson="ines")
    sell(till, returned(sold.receipt))
    before = facts(till)

    with till.store.write() as tx:
        rebuild(tx.driver)

    assert facts(till) == before


def test_a_piece_with_a_number_is_sold_under_it_once_and_comes_back_under_it(till: Till) -> None:
    first = sell(till, bought("GPS", serial="G-1"))
    again = sell(till, bought("GPS", serial="G-1"))
    back = sell(till, returned(first.receipt) | {"serial": "G-1"})
    back_too = sell(till, returned(again.receipt) | {"serial": "G-1"})
    afresh = sell(till, bought("GPS", serial="G-1"))

    assert {code for sale in (first, back, back_too, afresh) for code, _line in warned(sale)} <= {"stock_below_zero"}
    assert ("serial_sold_before", 1) in warned(again)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([bought("GPS")], "serial_needed"),
        ([bought("WATCH")], "serial_needed"),
        ([bought("GPS", "2", serial="G-1")], "serial_one_piece"),
        ([bought("GPS", serial="4111 1111 1111 1111")], "payment_card"),
    ],
)
def test_a_piece_without_its_number_is_not_sold(till: Till, lines: list[dict[str, Any]], code: str) -> None:
    assert refusal(till, *lines) == (code, 1)


def test_one_number_stands_on_one_line(till: Till) -> None:
    lines = [bought("GPS", serial="G-1"), bought("WATCH", serial="G-1"), bought("GPS", serial="G-1")]

    assert refusal(till, *lines) == ("serial_twice", 3)


def test_another_piece_than_the_one_that_was_sold_does_not_come_back(till: Till) -> None:
    sold = sell(till, bought("GPS", serial="G-1"))

    assert refusal(till, returned(sold.receipt) | {"serial": "G-2"}) == ("serial_mismatch", 1)
    assert refusal(till, returned(sold.receipt)) == ("serial_needed", 1)


def test_a_sale_is_found_by_the_number_of_a_piece(till: Till) -> None:
    sold = sell(till, bought("GPS", serial="GX-4471"))

    with till.store.read() as tx:
        assert [sale.receipt for sale in tx.search.sales("gx-4471")] == [sold.receipt]


def test_goods_with_an_age_limit_are_sold_when_somebody_looked(till: Till) -> None:
    sale = sell(till, bought("WINE"), bought("KNIFE"), age_checked=True, staff="maya")

    assert sale.age_check is not None and (sale.age_check.min_age, sale.age_check.by) == (21, "maya")


@pytest.mark.parametrize("sku", ["WINE", "KNIFE", "HAMPER"])
def test_goods_with_an_age_limit_are_not_sold_before(till: Till, sku: str) -> None:
    assert refusal(till, bought(sku))[0] == refusal(till, bought(sku), age_checked=False)[0] == "age_check_needed"


def test_nothing_is_asked_of_who_brings_such_goods_back_or_buys_others(till: Till) -> None:
    sold = sell(till, bought("WINE"), age_checked=True)

    back, other = sell(till, returned(sold.receipt)), sell(till, bought("MUG"), age_checked=True)

    assert back.age_check is other.age_check is None


def test_who_advised_stands_on_each_line(till: Till) -> None:
    sale = sell(till, bought("MUG", salesperson="daniel"), bought("WATCH", serial="W-1"), salesperson="ines")

    assert [line.salesperson for line in sale.lines] == ["daniel", "ines"]


def test_sales_are_reported_by_who_advised_and_else_by_who_sold(till: Till) -> None:
    sell(till, bought("MUG", salesperson="daniel"), bought("PLATE:L"), staff="maya")
    sell(till, bought("MUG", "2"), staff="maya", salesperson="daniel")

    table = sales_report(till, "salesperson")

    at = list(table.columns).index("gross")
    assert [(row[0], row[1], row[at]) for row in table.rows] == [
        ("daniel", "Daniel Price", "27.00"),
        ("maya", "Maya Kowalczyk", "11.00"),
    ]


def test_nobody_advises_who_does_not_work_here(till: Till) -> None:
    assert refusal(till, bought("MUG"), salesperson="nobody")[0] == "unknown_staff"
    assert refusal(till, bought("MUG", salesperson="nobody"))[0] == "unknown_staff"


def test_what_a_document_does_not_say_leaves_its_hash_as_it_was() -> None:
    """A basket that was sold by an older program is still answered with its sale."""
    document = a_document(bought("MUG"), id="0190c8f2-0000-7000-8000-000000000001")

    assert request_hash(document) == "652dd1ada8360d314388a6c45715e988939e97b952295429deee83371e3f8079"


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("B,Box,5.00,bundle,MUG:2|NOTHING:1,,,", "components", "unknown_component"),
        ("B,Box,5.00,bundle,SET:1,,,", "components", "component_kind"),
        ("B,Box,5.00,bundle,HEM:1,,,", "components", "component_kind"),
        ("B,Box,5.00,bundle,MUG:0,,,", "components", "bad_components"),
        ("B,Box,5.00,bundle,MUG,,,", "components", "bad_components"),
        ("B,Box,5.00,bundle,MUG:1|MUG:1,,,", "components", "component_twice"),
        ("B,Box,5.00,each,MUG:1,,,", "components", "components_of_no_bundle"),
        ("B,Box,5.00,,,yes,,", "serial", "bad_serial_rule"),
        ("B,Box,5.00,,,,17,", "min_age", "bad_min_age"),
    ],
)
def test_a_products_file_that_cannot_be_meant_is_refused(
    till: Till, tmp_path: Path, row: str, column: str, code: str
) -> None:
    done = bring(till, tmp_path, "products", f"{GOODS.splitlines()[0]}\n{row}\n")

    assert [(problem.column, problem.code) for problem in done.problems] == [(column, code)]
    with till.store.read() as tx:
        assert tx.products.by_sku("B") is None


def test_a_component_may_stand_behind_its_bundle_in_the_file(shop: Till, tmp_path: Path) -> None:
    done = bring(shop, tmp_path, "products", "sku,name,price,kind,components\nB,Box,5.00,bundle,C:2\nC,Cup,3.00,,\n")

    with shop.store.read() as tx:
        box = tx.products.by_sku("B")
    assert not done.problems and box is not None
    assert [(part.sku, part.qty_milli, part.name) for part in box.components] == [("C", 2000, "Cup")]
