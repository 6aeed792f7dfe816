"""Basket documents at the till: the shift they belong to, the codes they name, and pricing without a trace."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pos.domain.barcode_gtin import check_digit
from pos.domain.failures import Refused
from pos.services.document import price_document
from pos.services.shift import open_shift
from pos.services.till import Till
from tests.store.importing import bring
from tests.store.shop import SATURDAY, a_document, bought, kinds, sell

HAM = "sku,name,price,kind\n12345,Ham,20.00,weighed\n54321,Cheese board,1.00,each\n"
PATTERNS = ("28IIIIIWWWWWC", "29IIIIIPPPPPC")


def shifts(till: Till) -> list[tuple[str, int]]:
    """Business day of each shift, and whether a sale opened it."""
    with till.store.read() as tx:
        opened = [tx.shifts.get(shift) for shift in tx.shifts.ids()]
    return [(shift.business_date, shift.opened_by_itself) for shift in opened if shift]


def test_a_sale_without_a_shift_opens_one_and_the_next_day_another(shop: Till) -> None:
    for days in (0, 0, 1, 2):
        sell(shop, at=(SATURDAY + timedelta(days=days)).isoformat())

    assert shifts(shop) == [("2026-11-21", True), ("2026-11-22", True), ("2026-11-23", True)]
    with shop.store.read() as tx:
        first = tx.shifts.closed(tx.shifts.ids()[0])
        assert first and first.expected_minor == first.counted_minor == 2 * 189_00
        assert tx.shifts.open() is not None


def test_a_shift_that_somebody_opened_is_closed_by_nobody_else(shop: Till) -> None:
    open_shift(shop, 100_00, "maya")

    sell(shop, at=(SATURDAY + timedelta(days=3)).isoformat())

    assert shifts(shop) == [("2026-11-21", False)]
    with shop.store.read() as tx:
        assert tx.sales.newest()[0].business_date == "2026-11-21"


def test_the_day_of_a_sale_is_the_store_s_not_the_world_s(shop: Till) -> None:
    till = replace(shop, setup=replace(shop.setup, zone="Pacific/Auckland"))

    sale = sell(till, at="2026-11-21T23:30:00+00:00")

    assert (sale.at, sale.business_date) == ("2026-11-21T23:30:00.000Z", "2026-11-22")


@pytest.mark.parametrize("code", ["JACKET", "4006381333931", "04006381333931", " 4006381333931 "])
def test_goods_are_named_by_sku_or_by_any_spelling_of_a_barcode(shop: Till, code: str) -> None:
    assert sell(shop, bought(code)).lines[0].sku == "JACKET"


@pytest.mark.parametrize(
    ("code", "sku", "qty_milli", "total_minor"),
    [("2812345012345", "12345", 1234, 24_68), ("2954321012996", "54321", 1000, 12_99)],
    ids=["weight", "price"],
)
def test_what_a_label_says_is_charged_as_printed(
    shop: Till, tmp_path: Path, code: str, sku: str, qty_milli: int, total_minor: int
) -> None:
    bring(shop, tmp_path, "products", HAM)
    till = replace(shop, setup=replace(shop.setup, patterns=PATTERNS))
    label = code[:-1] + check_digit(code[:-1])

    line = sell(till, {"code": label}).lines[0]

    assert (line.sku, line.qty_milli, line.total_minor, line.code) == (sku, qty_milli, total_minor, label)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (bought("NOPE"), "unknown_code"),
        (bought("4006381333932"), "bad_check_digit"),
        (bought("JACKET", "0.5"), "whole_pieces_only"),
        ({"return_of": {"receipt": "N-2-009999", "line": 1}}, "unknown_receipt"),
    ],
)
def test_a_line_that_names_nothing_is_refused_with_its_number(shop: Till, line: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as told:
        price_document(shop, a_document(bought("JACKET"), line))

    assert (told.value.code, told.value.facts["line"]) == (code, 2)


def test_pricing_leaves_no_trace(shop: Till) -> None:
    before = kinds(shop)

    priced = price_document(shop, a_document(bought("SOCK-R"), bought("SOCK-G"), bought("APPLE", "0.345")))

    assert (priced.total_minor, priced.discounts_minor) == (31_38, 6_00)
    assert kinds(shop) == before


def test_prices_taxes_and_promotions_are_those_of_the_shop_s_time(shop: Till, tmp_path: Path) -> None:
    lists = "sku,list,price,from,until\nFLASK,week,20.00,2026-11-22,2026-11-29\n"
    taxes = {
        "categories": {
            "standard": [
                {"name": "VAT 20 %", "percent": "20", "until": "2026-11-25"},
                {"name": "VAT 25 %", "percent": "25", "from": "2026-11-25"},
            ],
            "zero": [],
        }
    }
    bring(shop, tmp_path, "prices", lists)
    bring(shop, tmp_path, "taxes", json.dumps(taxes))

    sold = [sell(shop, bought("FLASK"), at=f"2026-11-{day}T12:00:00Z") for day in (21, 22, 25, 29)]

    assert [(sale.total_minor, sale.taxes[0].rate) for sale in sold] == [
        (24_00, "20"),
        (20_00, "20"),
        (20_00, "25"),
        (24_00, "25"),
    ]
