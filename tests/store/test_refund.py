"""Goods come back: what was stored is reversed, never more than was sold, however many try at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.domain.failures import Refused
from pos.services.document import price_document, sell_document
from pos.services.till import Till
from tests.store.shop import PRODUCTS, a_document, bought, give_back, import_text, paid, returned, rows, sell


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(parts=st.lists(st.integers(1, 3), min_size=1, max_size=4), percent=st.sampled_from(["0", "7", "10"]))
def test_a_line_given_back_in_any_steps_gives_back_exactly_what_was_paid(
    shop: Till, parts: list[int], percent: str
) -> None:
    line = bought("SOCK-R", str(sum(parts)))
    if percent != "0":
        line |= {"discount": {"percent": percent}, "reason": "worn"}
    sale = sell(shop, line)

    back = [give_back(shop, sale, qty=str(part)) for part in parts]

    assert sum(refund.total_minor for refund in back) == -sale.total_minor
    assert sum(tax.tax_minor for refund in back for tax in refund.taxes) == -sum(t.tax_minor for t in sale.taxes)
    assert sum(x.amount_minor for r in back for x in r.lines[0].discounts) == -sum(
        x.amount_minor for x in sale.lines[0].discounts
    )


def test_never_more_comes_back_than_was_sold(shop: Till) -> None:
    sale = sell(shop, bought("SOCK-R", "3"))
    give_back(shop, sale, qty="2")

    with pytest.raises(Refused) as refused:
        give_back(shop, sale, qty="2")

    assert (refused.value.code, refused.value.facts["left"]) == ("already_returned", "1")


def test_two_lines_of_one_basket_share_what_is_left(shop: Till) -> None:
    sale = sell(shop, bought("SOCK-R", "3"))

    with pytest.raises(Refused, match="already_returned"):
        sell(shop, returned(sale.receipt, qty="2"), returned(sale.receipt, qty="2"))

    both = sell(shop, returned(sale.receipt, qty="2"), returned(sale.receipt, qty="1"))
    assert both.total_minor == -sale.total_minor


def test_of_many_who_take_the_last_piece_back_at_once_one_does(shop_home: Path, opened: Callable[[Path], Till]) -> None:
    tills = [opened(shop_home), opened(shop_home)]
    sale = sell(tills[0], bought("JACKET"))

    def take_back(n: int) -> str:
        try:
            return give_back(tills[n % 2], sale).receipt
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(4) as counters:
        answers = sorted(counters.map(take_back, range(4)))

    assert answers == ["N-2-000002", "already_returned", "already_returned", "already_returned"]


def test_an_exchange_is_one_net_amount(shop: Till) -> None:
    sale = sell(shop, bought("JACKET"))

    exchange = sell(shop, returned(sale.receipt), bought("FLASK"))

    assert exchange.total_minor == 24_00 - 189_00
    assert [(t.type, t.amount_minor) for t in exchange.tenders] == [("cash", -165_00)]


def test_an_even_exchange_needs_no_tender(shop: Till) -> None:
    sale = sell(shop, bought("JACKET"))

    assert sell(shop, returned(sale.receipt), bought("JACKET")).tenders == ()


@pytest.mark.parametrize(
    ("disposition", "place"), [("restock", "floor"), ("damaged", "damaged"), ("supplier", "supplier")]
)
def test_returned_goods_go_where_they_are_decided_to_go(shop: Till, disposition: str, place: str) -> None:
    sale = sell(shop, bought("SOCK-R", "3"))

    sell(shop, returned(sale.receipt, qty="2", disposition=disposition))

    with shop.store.read() as tx:
        assert tx.stock.on_hand_milli("SOCK-R", place) == (19_000 if place == "floor" else 2_000)
        assert tx.stock.on_hand_milli("SOCK-R") == (19_000 if place == "floor" else 17_000)


def test_losing_a_promotion_s_condition_keeps_what_was_paid(shop: Till) -> None:
    sale = sell(shop, bought("SOCK-R"), bought("SOCK-G"))

    back = give_back(shop, sale, line=1)

    assert (sale.total_minor, back.total_minor) == (30_00, -15_00)


def test_a_weighed_line_comes_back_whole_or_not_at_all(shop: Till) -> None:
    sale = sell(shop, bought("APPLE", "1.234"))

    with pytest.raises(Refused, match="bad_return_quantity"):
        give_back(shop, sale, qty="0.5")

    assert give_back(shop, sale, qty="1.234").total_minor == -sale.total_minor


@pytest.mark.parametrize(("sku", "qty"), [("APPLE", "1.234"), ("HEM", "2.5")])
def test_a_line_that_cannot_be_parted_comes_back_whole_when_no_quantity_is_asked(
    shop: Till, sku: str, qty: str
) -> None:
    sale = sell(shop, bought(sku, qty))

    back = sell(shop, {"return_of": {"receipt": sale.receipt, "line": 1}})

    assert back.total_minor == -sale.total_minor


def test_a_product_renamed_and_dearer_since_comes_back_as_it_was_sold(shop: Till, tmp_path: Path) -> None:
    sale = sell(shop, bought("JACKET"))
    import_text(shop, "products", PRODUCTS.replace("Harrier Jacket,189.00", "Storm Coat,250.00"), tmp_path)

    back = give_back(shop, sale)

    assert (back.lines[0].name, back.total_minor) == ("Harrier Jacket", -189_00)


def test_a_product_that_is_gone_from_the_catalogue_comes_back(shop: Till) -> None:
    sale = sell(shop, bought("JACKET"))
    with shop.store.write() as tx:
        tx.driver.execute("DELETE FROM copy_product WHERE sku = 'JACKET'")

    back = give_back(shop, sale)

    assert (back.lines[0].name, back.total_minor) == ("Harrier Jacket", -189_00)


def test_a_return_cannot_be_returned(shop: Till) -> None:
    sale = sell(shop, bought("JACKET"))
    back = give_back(shop, sale)

    with pytest.raises(Refused, match="line_is_a_return"):
        give_back(shop, back)


@pytest.mark.parametrize(
    ("receipt", "line", "code"), [("N-2-000009", 1, "unknown_receipt"), ("", 7, "unknown_sale_line")]
)
def test_what_was_never_sold_here_does_not_come_back(shop: Till, receipt: str, line: int, code: str) -> None:
    sale = sell(shop, bought("JACKET"))

    with pytest.raises(Refused, match=code):
        price_document(shop, a_document(returned(receipt or sale.receipt, line)))


def test_a_refund_asked_for_twice_pays_out_once(shop: Till) -> None:
    sale = sell(shop, bought("JACKET"))
    document = a_document(returned(sale.receipt), tenders=[paid(-189_00)])

    first, second = sell_document(shop, document), sell_document(shop, document)

    with shop.store.read() as tx:
        assert rows(tx, "SELECT sum(total_minor) FROM fact_sale") == [(0,)]
    assert first == second
