"""Products into the till: found by code and words, kept as they were numbered, whole or not at all."""

from pathlib import Path

import pytest

from pos.domain.failures import Refused
from pos.domain.product import Product
from pos.domain.sentences import sentence
from pos.services.imports import Imported
from pos.services.shift import open_shift
from pos.services.till import Till
from tests.store.importing import bring
from tests.store.shop import PRODUCTS, TAXES


def entry_count(till: Till) -> int:
    with till.store.read() as tx:
        return tx.journal.count()


def product(till: Till, code: str) -> Product | None:
    with till.store.read() as tx:
        return tx.products.by_sku(code) or tx.products.by_code(code)


def names_found(till: Till, query: str) -> list[str]:
    with till.store.read() as tx:
        return [found.name for found in tx.search.products(query)]


def test_the_same_file_again_changes_nothing(shop: Till, tmp_path: Path) -> None:
    before = entry_count(shop)

    again = bring(shop, tmp_path, "products", PRODUCTS)

    assert again == Imported("products", 0, unchanged=True)
    assert entry_count(shop) == before


def test_a_trial_run_changes_nothing(shop: Till, tmp_path: Path) -> None:
    before = entry_count(shop)

    tried = bring(shop, tmp_path, "products", "sku,name,price\nMUG,Mug,7.00\n", dry_run=True)

    assert (tried.rows, tried.kept, tried.problems) == (1, False, ())
    assert product(shop, "MUG") is None and entry_count(shop) == before


def test_one_bad_row_keeps_the_file_out_unless_the_good_ones_are_asked_for(shop: Till, tmp_path: Path) -> None:
    file = "sku,name,price\nMUG,Mug,7.00\nBAD,Bad,-1.00\nCUP,Cup,5.00\n"

    refused = bring(shop, tmp_path, "products", file)
    held = product(shop, "MUG")
    kept = bring(shop, tmp_path, "products", file, keep_good=True)

    assert (refused.kept, held) == (False, None)
    assert (kept.kept, kept.rows) == (True, 2)
    assert [(problem.line, problem.code) for problem in kept.problems] == [(3, "negative_price")]
    assert product(shop, "CUP") is not None and product(shop, "BAD") is None


def test_a_newer_file_changes_the_product_and_its_words_but_not_its_number(shop: Till, tmp_path: Path) -> None:
    before = product(shop, "JACKET")

    bring(shop, tmp_path, "products", "sku,name,price,barcodes\nJACKET,Rain shell,99.00,4006381333948\n")

    after = product(shop, "JACKET")
    assert before and after and (after.number, after.price_minor) == (before.number, 99_00)
    assert names_found(shop, "rain") == ["Rain shell"] and names_found(shop, "harrier") == []
    assert product(shop, "4006381333931") is None and product(shop, "4006381333948") == after


@pytest.mark.parametrize("code", ["4006381333931", "04006381333931"])
def test_a_barcode_is_found_however_the_scanner_spells_it(shop: Till, code: str) -> None:
    found = product(shop, code)

    assert found and found.sku == "JACKET"


def test_case_makes_another_sku(shop: Till, tmp_path: Path) -> None:
    bring(shop, tmp_path, "products", "sku,name,price\n85123A,White heart,2.55\n85123a,Cream heart,2.95\n")

    upper, lower = product(shop, "85123A"), product(shop, "85123a")

    assert upper and lower and (upper.price_minor, lower.price_minor) == (2_55, 2_95)


def test_a_barcode_of_another_product_here_is_refused(shop: Till, tmp_path: Path) -> None:
    refused = bring(shop, tmp_path, "products", "sku,name,price,barcodes\nMUG,Mug,7.00,04006381333931\n")

    assert [(problem.column, problem.code) for problem in refused.problems] == [("barcodes", "barcode_taken")]


def test_a_large_file_comes_in_whole_while_somebody_sells(shop: Till, tmp_path: Path) -> None:
    open_shift(shop, 0, "till")
    rows = "".join(f"P-{n:04},Product {n},1.00\n" for n in range(450))

    done = bring(shop, tmp_path, "products", f"sku,name,price\n{rows}")

    assert (done.rows, done.kept) == (450, True)
    with shop.store.read() as tx:
        assert tx.products.count() == 7 + 450
        newest = [entry.kind for _n, entry in tx.journal.read()][-1:]
    assert newest == ["import_applied"]


def test_a_tax_category_that_products_have_stays(shop: Till, tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        bring(shop, tmp_path, "taxes", {"categories": {"books": []}})

    assert (told.value.code, told.value.facts["category"]) == ("tax_category_in_use", "standard")


def test_a_promotion_that_results_could_not_tell_from_a_manual_discount_stays_out(shop: Till, tmp_path: Path) -> None:
    with shop.store.read() as tx:
        before = tx.prices.version()

    with pytest.raises(Refused) as told:
        bring(shop, tmp_path, "promotions", [{"id": "manual", "name": "ten", "give": {"percent": "10"}}])

    assert sentence(told.value) == (
        "Promotion manual: The promotions file cannot be used. Discounts that no promotion gives are called manual in "
        "results. Give it another id."
    )
    with shop.store.read() as tx:
        assert tx.prices.version() == before


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("prices", "sku,list,price\nSOCK-R,sale,8.00\n"),
        ("products", "sku,name,price\nMUG,Mug,7.00\n"),
        ("taxes", TAXES | {"rounding": "document"}),
        ("promotions", [{"id": "P-1", "name": "ten", "give": {"percent": "10"}}]),
    ],
)
def test_whatever_touches_a_price_makes_a_new_price_snapshot(
    shop: Till, tmp_path: Path, kind: str, content: object
) -> None:
    with shop.store.read() as tx:
        before = tx.prices.version()

    bring(shop, tmp_path, kind, content)

    with shop.store.read() as tx:
        assert before and tx.prices.version() not in ("", before)
