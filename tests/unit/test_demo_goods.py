import json
from collections import Counter
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest

from pos.domain.barcode_gtin import has_good_check_digit
from pos.domain.imports.customers import read_customers
from pos.domain.imports.prices import read_prices
from pos.domain.imports.products import read_products
from pos.domain.imports.programme import read_programme
from pos.domain.imports.staff import read_staff
from pos.domain.imports.stock import read_stock
from pos.domain.product import KINDS
from pos.domain.promotion import promotions_of
from pos.domain.promotion.give import Give
from pos.domain.tax import tax_rules_of

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"
PICTURES = sorted((DEMO / "pictures").iterdir())
MAX_PICTURE = 4096
STOCK_FILES = ("stock.csv", "stock-2.csv", "stock-3.csv")


@pytest.fixture(scope="module")
def products():
    read = read_products((DEMO / "products.csv").read_bytes(), "GBP")
    assert read.problems == ()
    return [row.value for row in read.rows]


def stock_of(name):
    read = read_stock((DEMO / name).read_bytes())
    assert read.problems == ()
    return read.rows


def document(name):
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


def test_people_and_stock_are_read_without_a_complaint():
    staff = read_staff((DEMO / "staff.csv").read_bytes())
    stock = read_stock((DEMO / "stock.csv").read_bytes())
    programme = read_programme((DEMO / "programme.json").read_bytes(), "GBP")
    customers = read_customers((DEMO / "customers.csv").read_bytes(), "GB", [tier.name for tier in programme.tiers])

    assert (staff.problems, stock.problems, customers.problems) == ((), (), ())
    assert {row.value.role for row in staff.rows} == {"cashier", "associate", "manager"}
    assert len(customers.rows) == 300


def test_everybody_has_a_pin_of_their_own():
    pins = [row.value.pin for row in read_staff((DEMO / "staff.csv").read_bytes()).rows]

    assert len(set(pins)) == len(pins)


def test_barcodes_are_good_and_never_the_shops_own_range(products):
    codes = [code for product in products if product.product.kind != "weighed" for code in product.barcodes]

    assert len(codes) > 60
    assert all(len(code) == 13 and has_good_check_digit(code) and code[0] != "2" for code in codes)


def test_every_product_has_its_picture_and_every_picture_its_product(products):
    assert {product.product.image for product in products} == {path.name for path in PICTURES}


def test_variants_have_their_parent_and_differ_in_their_options(products):
    skus = {product.product.sku for product in products}
    variants = [product.product for product in products if product.product.variant_of]

    assert {variant.variant_of for variant in variants} <= skus
    assert max(Counter((variant.variant_of, variant.options) for variant in variants).values()) == 1


def test_stock_is_of_goods_on_the_shelf_of_every_store_and_never_of_a_parent(products):
    parents = {product.product.variant_of for product in products}
    on_shelves = ("each", "weighed", "bundle")
    shelf = {product.product.sku for product in products if product.product.kind in on_shelves} - parents

    stocked = {name: {row.value.sku for row in stock_of(name)} for name in STOCK_FILES}

    assert stocked == dict.fromkeys(STOCK_FILES, shelf)


def test_what_is_sold_out_here_stands_in_another_store():
    here, *others = ({row.value.sku: row.value.on_hand_milli for row in stock_of(name)} for name in STOCK_FILES)

    sold_out = {sku for sku, milli in here.items() if milli == 0}

    assert len(sold_out) > 20
    assert [sku for sku in sold_out if not any(other[sku] for other in others)] == []


def test_every_tax_category_is_defined(products):
    rules = tax_rules_of(document("taxes.json"), "GBP")

    assert {product.product.tax for product in products} <= set(rules.categories)


def test_promotions_are_understood_and_about_goods_of_the_shop(products):
    promotions = document("promotions.json")

    read = promotions_of(promotions, "GBP")

    assert len(read) == len(promotions) > 12
    assert {type(promotion.give) for promotion in read} == set(get_args(Give))
    skus = {product.product.sku for product in products}
    assert set(_named(promotions, "skus")) <= skus
    assert set(_named(promotions, "categories")) <= {product.product.category for product in products}
    assert set(_named(promotions, "tags")) <= {tag for product in products for tag in product.product.tags}


def test_price_lists_are_of_goods_of_the_shop_and_only_lower_their_price(products):
    prices = {product.product.sku: product.product.price_minor for product in products}

    read = read_prices((DEMO / "prices.csv").read_bytes(), "GBP")

    assert read.problems == ()
    assert [row.value.sku for row in read.rows if row.value.price.price_minor >= prices[row.value.sku]] == []


def test_a_shopper_finds_a_whole_shop(products):
    shown = Counter(product.product.category for product in products if not product.product.variant_of)

    assert sum(shown.values()) >= 190
    assert len(shown) >= 14
    assert {product.product.kind for product in products} == set(KINDS)


def test_goods_of_the_scale_have_a_number_of_their_own(products):
    numbers = [code for product in products if product.product.kind == "weighed" for code in product.barcodes]

    assert len(numbers) == len(set(numbers)) >= 4
    assert all(len(number) == 5 and number.isdecimal() for number in numbers)


def test_what_children_wear_and_what_is_read_is_zero_rated(products):
    worn = {row.product.tax for row in products if row.product.sku.startswith(("KID-RAI", "KID-BOT", "KID-TEE"))}
    read = {tag: _taxes(products, tag) for tag in ("map", "book")}

    assert worn == {"zero"}
    assert read == {"map": {"zero"}, "book": {"zero"}}


def test_meals_are_zero_rated_and_bars_are_not(products):
    taxes = [_taxes(products, tag) for tag in ("trail meal", "bar")]

    assert taxes == [{"zero"}, {"standard"}]


def test_there_are_three_stores_each_with_its_number_and_code():
    stores = document("stores.json")

    assert [store["store_no"] for store in stores] == [1, 2, 3]
    assert len({store["code"] for store in stores}) == len({store["phone"] for store in stores}) == 3
    assert stores[0]["name"] == document("store.json")["name"]


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_a_square_of_plain_shapes_that_carries_nothing_else(path):
    root = ElementTree.parse(path).getroot()

    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert root.get("viewBox") == "0 0 100 100"
    assert kinds <= {"svg", "g", "path", "rect", "circle", "ellipse"}
    assert path.stat().st_size < MAX_PICTURE


def _taxes(products, tag):
    return {product.product.tax for product in products if tag in product.product.tags}


def _named(value, key):
    """Every text in a list called `key`, however deep."""
    if isinstance(value, dict):
        yield from value.get(key, ())
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _named(inner, key)
