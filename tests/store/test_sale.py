"""A basket becomes a sale once or not at all."""

import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from pos.domain.failures import Refused
from pos.services.basket import request_of
from pos.services.document import sell_document
from pos.services.sale import complete_sale
from pos.services.till import Till
from tests.make import cash
from tests.store.shop import a_basket, a_document, bought, facts, kinds, new_id, paid, rows, sell, sell_some


def test_the_same_document_twice_is_one_sale(shop: Till) -> None:
    document = a_document(bought("JACKET"), tenders=[paid(189_00)])

    first, second = sell_document(shop, document), sell_document(shop, document)

    assert first == second
    assert kinds(shop).count("sale_completed") == 1


def test_the_same_id_with_other_content_is_refused(shop: Till) -> None:
    sell_document(shop, a_document(bought("JACKET"), tenders=[paid(189_00)], id=new_id(1)))
    before = facts(shop)

    with pytest.raises(Refused, match="id_reused"):
        sell_document(shop, a_document(bought("FLASK"), tenders=[paid(24_00)], id=new_id(1)))

    assert facts(shop) == before


def test_pay_pressed_twice_at_once_sells_once(shop: Till) -> None:
    basket = a_basket(shop, bought("JACKET"))
    request = request_of(basket, (cash(189_00),), "GBP")

    def pay(_turn: int) -> str:
        return complete_sale(shop, basket, (cash(189_00),), staff="maya", request=request, opens_shift=True).receipt

    with ThreadPoolExecutor(8) as presses:
        receipts = set(presses.map(pay, range(8)))

    assert len(receipts) == 1
    assert kinds(shop).count("sale_completed") == 1


def test_an_underpaid_basket_leaves_no_trace_and_takes_no_number(shop: Till) -> None:
    sell(shop, bought("FLASK"))
    before, entries = facts(shop), kinds(shop)

    with pytest.raises(Refused, match="under_paid"):
        sell_document(shop, a_document(bought("JACKET"), tenders=[paid(188_99)]))

    assert (facts(shop), kinds(shop)) == (before, entries)
    assert sell(shop, bought("JACKET")).receipt == "N-2-000002"


def test_a_window_needs_an_open_shift(shop: Till) -> None:
    basket = a_basket(shop, bought("JACKET"))

    with pytest.raises(Refused, match="no_shift"):
        complete_sale(shop, basket, (cash(189_00),), staff="maya", request="r")

    assert "sale_completed" not in kinds(shop)


def test_an_empty_basket_is_no_sale(shop: Till) -> None:
    basket = a_basket(shop, bought("JACKET")).void_line("1")

    with pytest.raises(Refused, match="basket_empty"):
        complete_sale(shop, basket, (), staff="maya", request="r", opens_shift=True)


def test_receipt_numbers_have_no_gap_when_programs_sell_beside_each_other(shop_home: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as programs:
        sold = [programs.submit(sell_some, shop_home, 10) for _ in range(2)]
        receipts = [receipt for one in sold for receipt in one.result()]

    assert sorted(receipts) == [f"N-2-{n:06d}" for n in range(1, 21)]


def test_receipt_numbers_have_no_gap_however_many_windows_and_threads_sell(
    shop_home: Path, opened: Callable[[Path], Till]
) -> None:
    tills = [opened(shop_home) for _ in range(3)]
    start = threading.Barrier(6)

    def serve(writer: int) -> list[str]:
        start.wait()
        till = tills[writer % 3]
        sold = [sell(till, bought("FLASK")).receipt for _ in range(5)]
        with pytest.raises(Refused):
            sell_document(till, a_document(bought("FLASK"), tenders=[paid(1)]))
        return sold

    with ThreadPoolExecutor(6) as writers:
        receipts = [receipt for sold in writers.map(serve, range(6)) for receipt in sold]

    assert sorted(receipts) == [f"N-2-{n:06d}" for n in range(1, 31)]


def test_the_rows_of_a_sale_say_what_the_sale_says(shop: Till) -> None:
    lines = (bought("SOCK-R", "2"), bought("APPLE", "0.734"), bought("HEM"))

    sale = sell(shop, *lines, customer="C-1", staff="maya")

    with shop.store.read() as tx:
        head = rows(tx, "SELECT receipt, at, staff, customer, total_minor, discounts_minor FROM fact_sale")
        held = rows(tx, "SELECT sku, qty_milli, list_minor, total_minor, gross_minor FROM fact_sale_line ORDER BY line")
        discounts = rows(tx, "SELECT line, by, name, amount_minor FROM fact_line_discount")
        tenders = rows(tx, "SELECT type, amount_minor FROM fact_tender")
        moved = rows(tx, "SELECT sku, location, qty_milli, reason FROM fact_movement WHERE reason = 'sale'")
    assert head == [("N-2-000001", sale.at, "maya", "C-1", 30_00 + 2_93 + 9_00, 6_00)]
    assert held == [(x.sku, x.qty_milli, x.list_minor, x.total_minor, x.gross_minor) for x in sale.lines]
    assert discounts == [(1, "P-SOCKS", "2 for 30", 6_00)]
    assert tenders == [("cash", 41_93)]
    assert moved == [("SOCK-R", "floor", -2000, "sale"), ("APPLE", "floor", -734, "sale")]


def test_a_sale_read_back_is_the_sale_that_was_answered(shop: Till) -> None:
    sale = sell(shop, bought("SOCK-R", "3"), bought("APPLE", "1.5"), staff="maya", customer="C-1")

    with shop.store.read() as tx:
        kept = tx.sales.by_receipt(sale.receipt)

    assert kept == sale


def test_selling_more_than_is_here_is_allowed_and_said_once_for_the_line_that_does_it(shop: Till) -> None:
    done = sell(shop, bought("JACKET", "2"), bought("FLASK", "9"), bought("JACKET"))

    assert [(warned.code, warned.line) for warned in done.warnings] == [("stock_below_zero", 3)]


def test_a_sale_before_the_newest_entry_is_taken_with_a_warning(shop: Till) -> None:
    sale = sell(shop, bought("FLASK"), at="2026-11-19T10:00:00+00:00")

    assert [warned.code for warned in sale.warnings] == ["earlier_than_last"]
    assert sale.at == "2026-11-19T10:00:00.000Z"


def test_an_unknown_customer_is_refused(shop: Till) -> None:
    with pytest.raises(Refused) as refused:
        sell(shop, bought("FLASK"), customer="C-99")

    assert (refused.value.code, refused.value.facts) == ("unknown_customer", {"customer": "C-99"})


@pytest.mark.parametrize("customer", ["", "C-1"])
def test_what_is_noted_of_a_person_stands_nowhere_in_clear_in_the_journal(shop: Till, customer: str) -> None:
    secret = "Certificate-of-Ambassador-Quux"

    sell(shop, bought("FLASK"), customer=customer, tax_exempt={"reason": "diplomat", "certificate": secret})

    with shop.store.read() as tx:
        bodies = [entry.body for _n, entry in tx.journal.read()]
        notes = rows(tx, "SELECT note FROM fact_sale")
    assert notes == [(secret,)]
    assert not any(secret.encode() in body for body in bodies)


def test_a_repeated_note_is_sealed_anew_under_the_key_of_its_customer(shop: Till) -> None:
    exempt = {"reason": "diplomat", "certificate": "D-1"}

    for _ in range(2):
        sell(shop, bought("FLASK"), customer="C-1", tax_exempt=exempt)

    with shop.store.read() as tx:
        sealed = [e.content["sealed"] for _n, e in tx.journal.read() if e.kind == "sale_completed"]
        keys = rows(tx, "SELECT person FROM key_person")
    assert [box["person"] for box in sealed] == ["C-1", "C-1"]
    assert sealed[0]["box"] != sealed[1]["box"]
    assert keys == [("C-1",)]


def test_the_repeated_sale_is_answered_although_the_product_is_gone(shop: Till) -> None:
    document = a_document(bought("FLASK"), tenders=[paid(24_00)])
    first = sell_document(shop, document)
    with shop.store.write() as tx:
        tx.driver.execute("DELETE FROM copy_product WHERE sku = 'FLASK'")

    assert sell_document(shop, document) == first
