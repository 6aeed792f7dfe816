"""Whoever types a word, a code or a few digits finds what is meant, best sellers first."""

from pathlib import Path

import pytest

from pos.services.shift import close_shift, open_shift, report
from pos.services.till import Till
from tests.store.shop import CUSTOMERS, PRODUCTS, bought, import_text, sell

MORE = """\
sku,name,price,barcodes,options,variant_of
BOOT,Łódź Trail Boots,120.00,,,
BOOT-42,Łódź Trail Boots,120.00,0036000291452,Slate · 42,BOOT
STRASSE,Straßenkarte Österreich,9.90,,,
SMALL,Crème brûlée Set,14.00,,,
"""


def skus(till: Till, query: str, limit: int = 50) -> list[str]:
    with till.store.read() as tx:
        return [product.sku for product in tx.search.products(query, limit)]


def customers(till: Till, query: str) -> list[str]:
    with till.store.read() as tx:
        return [customer.customer_id for customer in tx.search.customers(query)]


def receipts(till: Till, query: str) -> list[str]:
    with till.store.read() as tx:
        return [sale.receipt for sale in tx.search.sales(query)]


def close_the_day(till: Till) -> None:
    """At close the till counts what sells."""
    close_shift(till, report(till).cash_expected_minor, "sofia")


@pytest.mark.parametrize(
    ("query", "sku"),
    [
        ("cafe", "SOCK-R"),
        ("CAFÉ socks red", "SOCK-R"),
        ("lodz", "BOOT"),
        ("łódź bo", "BOOT"),
        ("strassenk", "STRASSE"),
        ("osterreich", "STRASSE"),
        ("creme brulee", "SMALL"),
        ("羊毛", "羊毛袜"),
        ("毛袜", "羊毛袜"),
        ("ymw", "羊毛袜"),
        ("slate 42", "BOOT-42"),
        ("4006381333931", "JACKET"),
        ("036000291452", "BOOT-42"),
        ("sockr", "SOCK-R"),
    ],
)
def test_a_product_is_found_however_it_is_typed(shop: Till, tmp_path: Path, query: str, sku: str) -> None:
    import_text(shop, "products", MORE, tmp_path)

    assert sku in skus(shop, query)[:2]


@pytest.mark.parametrize("query", ["", " ", '"', "'; DROP TABLE copy_product; --", "NEAR(", "zzzz", "*", "\0"])
def test_no_query_is_an_error(shop: Till, query: str) -> None:
    assert skus(shop, query) == []
    assert customers(shop, query) == []
    assert receipts(shop, query) == []


def test_the_exact_sku_stands_first(shop: Till, tmp_path: Path) -> None:
    import_text(shop, "products", "sku,name,price\nFLASK-XL,FLASK FLASK FLASK,30.00\n", tmp_path)

    assert skus(shop, "FLASK")[0] == "FLASK"


def test_best_sellers_stand_first_once_the_shift_is_closed(shop: Till) -> None:
    open_shift(shop, 0, "sofia")
    for _ in range(3):
        sell(shop, bought("SOCK-G"))
    sell(shop, bought("SOCK-R"))
    close_the_day(shop)

    assert skus(shop, "socks")[:2] == ["SOCK-G", "SOCK-R"]


@pytest.mark.parametrize("sold", [False, True])
def test_a_renamed_product_is_found_under_its_new_words_and_not_the_old(shop: Till, tmp_path: Path, sold: bool) -> None:
    if sold:
        open_shift(shop, 0, "sofia")
        sell(shop, bought("JACKET"))
        close_the_day(shop)
    import_text(shop, "products", PRODUCTS.replace("Harrier Jacket", "Storm Coat"), tmp_path)

    assert skus(shop, "storm") == ["JACKET"]
    assert skus(shop, "harrier") == []


def test_a_renamed_customer_is_found_under_the_new_name_and_not_the_old(shop: Till, tmp_path: Path) -> None:
    import_text(shop, "customers", CUSTOMERS.replace("Okafor", "Brown"), tmp_path)

    assert customers(shop, "brown") == ["C-1"]
    assert customers(shop, "okafor") == []


@pytest.mark.parametrize(
    ("query", "customer"),
    [
        ("wisniewski", "C-2"),
        ("łukasz wi", "C-2"),
        ("0142", "C-1"),
        ("07700 900142", "C-1"),
        ("+44 7700 900142", "C-1"),
        ("TL7710010005", "C-1"),
        ("amelia@mail", "C-1"),
        ("C-2", "C-2"),
    ],
)
def test_a_customer_is_found_by_name_number_card_and_mail(shop: Till, query: str, customer: str) -> None:
    assert customers(shop, query) == [customer]


def test_people_of_the_same_beginning_stand_by_the_alphabet(shop: Till, tmp_path: Path) -> None:
    more = CUSTOMERS + "C-3,Amelie Ott,a.ott@post.example,,,,\nC-4,Amelia Marsh,,+447700900552,,,\n"
    import_text(shop, "customers", more, tmp_path)

    assert customers(shop, "ame") == ["C-4", "C-1", "C-3"]


def test_a_sale_is_found_by_its_number_its_last_digits_its_day_its_customer_and_its_goods(shop: Till) -> None:
    sell(shop, bought("FLASK"), at="2026-11-21T12:00:00+00:00")
    sell(shop, bought("JACKET"), customer="C-2", at="2026-11-21T13:00:00+00:00")
    sell(shop, bought("FLASK"), at="2026-11-22T12:00:00+00:00")

    assert receipts(shop, "N-2-000002") == ["N-2-000002"]
    assert receipts(shop, "2-000002") == ["N-2-000002"]
    assert receipts(shop, "000003") == ["N-2-000003"]
    assert receipts(shop, "2026-11-21") == ["N-2-000002", "N-2-000001"]
    assert receipts(shop, "wisniewski") == ["N-2-000002"]
    assert receipts(shop, "flask") == ["N-2-000003", "N-2-000001"]


def test_the_newest_sales_come_first_and_no_more_than_asked_for(shop: Till) -> None:
    for _ in range(5):
        sell(shop, bought("FLASK"))

    with shop.store.read() as tx:
        found = [sale.receipt for sale in tx.search.sales("flask", 3)]

    assert found == ["N-2-000005", "N-2-000004", "N-2-000003"]


def test_skus_that_differ_only_in_case_are_products_of_their_own(shop: Till, tmp_path: Path) -> None:
    same = {format(n, "06b").translate(str.maketrans("01", "aA")): n for n in range(60)}
    import_text(
        shop, "products", "sku,name,price\n" + "".join(f"{sku},Case {n},{n}.00\n" for sku, n in same.items()), tmp_path
    )

    with shop.store.read() as tx:
        prices = {sku: product.price_minor for sku in same if (product := tx.products.by_sku(sku))}
    assert prices == {sku: n * 100 for sku, n in same.items()}
    assert len(skus(shop, "aaaaaa", 100)) == 60
    assert [skus(shop, sku)[0] for sku in same] == list(same)
