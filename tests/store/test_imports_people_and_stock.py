"""Customers, staff and stock into the till: balances only once, PINs only as hashes, counts as of now."""

from pathlib import Path

import pytest

from pos.domain.failures import Refused
from pos.services.staff import check_pin
from pos.services.till import Till
from tests.store.importing import bring
from tests.store.shop import bought, sell

STAFF = "id,name,role,pin\nsofia,Sofia Lind,manager,4321\nmaya,Maya Okafor,cashier,12345678\n"


def test_points_are_taken_only_for_customers_who_are_new_here(shop: Till, tmp_path: Path) -> None:
    bring(shop, tmp_path, "customers", "id,name,points\nC-8,Ann,100\n")

    bring(shop, tmp_path, "customers", "id,name,points\nC-8,Ann Archer,500\nC-9,Bo,30\n")

    with shop.store.read() as tx:
        known = tx.customers.get("C-8")
        assert known and known.name == "Ann Archer"
        assert (tx.balances.own_points("C-8"), tx.balances.own_points("C-9")) == (100, 30)


def test_a_pin_is_checked_and_stands_nowhere_in_the_file(till: Till, tmp_path: Path) -> None:
    bring(till, tmp_path, "staff", STAFF)

    right, wrong = check_pin(till, "maya", "12345678"), check_pin(till, "maya", "12345679")

    assert (right.outcome, wrong.outcome) == ("right", "wrong")
    with till.store.read() as tx:
        rows = str(tx.driver.execute("SELECT * FROM copy_staff").fetchall())
        bodies = b"".join(entry.body for _n, entry in tx.journal.read())
    assert "12345678" not in rows and b"12345678" not in bodies


def test_the_first_user_is_a_manager(till: Till, tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        bring(till, tmp_path, "staff", "id,name,role,pin\nmaya,Maya,cashier,1234\n")

    assert told.value.code == "first_user_manager"
    with till.store.read() as tx:
        assert not tx.people.any()


def test_a_count_says_what_is_here_whatever_was_sold_before(shop: Till, tmp_path: Path) -> None:
    bring(shop, tmp_path, "stock", "sku,on_hand\nSOCK-R,10\nAPPLE,2.5\n")
    sell(shop, bought("SOCK-R", "2"))

    bring(shop, tmp_path, "stock", "sku,location,on_hand\nSOCK-R,Northgate,7\nSOCK-R,Southpole,3\n")

    with shop.store.read() as tx:
        assert tx.stock.on_hand_of(["SOCK-R", "APPLE"]) == {"SOCK-R": 7000, "APPLE": 2500}
        assert tx.stock.on_hand_milli("SOCK-R", "Southpole") == 3000
        counted = [entry.content for _n, entry in tx.journal.read() if entry.kind == "stock_counted"][-1]
    assert counted["lines"][0] == {"sku": "SOCK-R", "location": "floor", "counted_milli": 7000, "change_milli": -1000}


def test_changes_are_added_and_the_same_file_only_once(shop: Till, tmp_path: Path) -> None:
    bring(shop, tmp_path, "stock", "sku,on_hand\nSOCK-R,10\n")
    changes = "sku,change,reason\nSOCK-R,-3,broken\nSOCK-R,1,found\n"

    first = bring(shop, tmp_path, "stock", changes, adjust=True)
    again = bring(shop, tmp_path, "stock", changes, adjust=True)

    assert (first.rows, first.kept, again.unchanged) == (2, True, True)
    with shop.store.read() as tx:
        assert tx.stock.on_hand_milli("SOCK-R") == 8000


def test_a_long_count_is_journalled_in_pieces(shop: Till, tmp_path: Path) -> None:
    bring(shop, tmp_path, "products", "sku,name,price\n" + "".join(f"P-{n},Product,1.00\n" for n in range(1200)))

    bring(shop, tmp_path, "stock", "sku,on_hand\n" + "".join(f"P-{n},{n}\n" for n in range(1200)))

    with shop.store.read() as tx:
        sizes = [len(e.content["lines"]) for _n, e in tx.journal.read() if e.kind == "stock_counted"]
        assert tx.stock.on_hand_milli("P-1199") == 1_199_000
    assert sizes[-3:] == [500, 500, 200]


def test_a_sku_that_is_no_product_is_named(shop: Till, tmp_path: Path) -> None:
    refused = bring(shop, tmp_path, "stock", "sku,on_hand\nSOCK-R,1\nGHOST,5\n")

    assert not refused.kept
    assert [(problem.line, problem.code, problem.value) for problem in refused.problems] == [
        (3, "unknown_sku", "GHOST")
    ]
