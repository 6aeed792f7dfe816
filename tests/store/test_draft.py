"""A basket that is not paid survives whatever happens to the till, and belongs to one window at a time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from pos.domain.basket import Basket
from pos.domain.failures import Refused
from pos.services.basket import (
    discard_suspended,
    keep_draft,
    kept_basket,
    request_of,
    resume_basket,
    suspend_basket,
    suspended_baskets,
    void_basket,
)
from pos.services.sale import complete_sale
from pos.services.till import Till
from tests.make import cash
from tests.store.shop import PRODUCTS, a_basket, bought, import_text, kinds, rows


def jacket(till: Till) -> Basket:
    return a_basket(till, bought("JACKET"), customer="C-1")


def pay(till: Till, basket: Basket, minor: int) -> None:
    tenders = (cash(minor),)
    request = request_of(basket, tenders, "GBP")
    complete_sale(till, basket, tenders, staff="maya", request=request, opens_shift=True)


def test_a_kept_basket_is_there_after_a_restart(shop: Till, opened: Callable[[Path], Till]) -> None:
    basket = replace(jacket(shop), note="gift wrap")
    keep_draft(shop, basket, "maya")
    shop.close()

    again = opened(shop.home)

    assert kept_basket(again) == basket


def test_the_newest_state_wins(shop: Till) -> None:
    first = jacket(shop)
    second = first.add(a_basket(shop, bought("FLASK")).lines[0])
    other = jacket(shop)
    for basket in (first, second, other):
        keep_draft(shop, basket, "maya")

    assert kept_basket(shop) == other


def test_an_emptied_basket_is_forgotten(shop: Till) -> None:
    basket = jacket(shop)
    keep_draft(shop, basket, "maya")

    keep_draft(shop, basket.void_line("1"), "maya")

    assert kept_basket(shop) is None


def test_a_paid_basket_is_no_draft_any_more_also_when_it_is_kept_late(shop: Till) -> None:
    basket = jacket(shop)
    keep_draft(shop, basket, "maya")
    pay(shop, basket, 189_00)
    after_paying = kept_basket(shop)

    keep_draft(shop, basket, "maya")

    assert after_paying is None
    assert kept_basket(shop) is None


def test_a_basket_put_aside_comes_back_as_it_was(shop: Till, opened: Callable[[Path], Till]) -> None:
    basket = jacket(shop)
    suspend_basket(shop, basket, "maya", "blue coat")
    shop.close()
    again = opened(shop.home)

    (held,) = suspended_baskets(again)

    assert (held.basket, held.label, held.staff) == (basket, "blue coat", "maya")
    assert resume_basket(again, basket.basket_id, "daniel") == basket
    assert suspended_baskets(again) == ()
    assert kept_basket(again) == basket


def test_only_one_of_many_windows_takes_it_up(shop_home: Path, opened: Callable[[Path], Till]) -> None:
    windows = [opened(shop_home) for _ in range(2)]
    basket = jacket(windows[0])
    suspend_basket(windows[0], basket, "maya")

    def resume(n: int) -> str:
        try:
            return resume_basket(windows[n % 2], basket.basket_id, "maya").basket_id
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(6) as people:
        answers = list(people.map(resume, range(6)))

    assert sorted(answers) == sorted([basket.basket_id, *["not_suspended"] * 5])


def test_a_basket_put_aside_stays_aside_though_it_is_kept_a_little_later(shop: Till) -> None:
    basket, following = jacket(shop), a_basket(shop, bought("FLASK"))
    suspend_basket(shop, basket, "maya")

    keep_draft(shop, basket, "maya")
    keep_draft(shop, following, "maya")

    assert [held.basket for held in suspended_baskets(shop)] == [basket]
    assert kept_basket(shop) == following


def test_nothing_cannot_be_put_aside(shop: Till) -> None:
    with pytest.raises(Refused, match="basket_empty"):
        suspend_basket(shop, jacket(shop).void_line("1"), "maya")


def test_a_line_keeps_its_name_and_the_sale_goes_on_though_the_product_is_gone(shop: Till) -> None:
    basket = jacket(shop)
    suspend_basket(shop, basket, "maya")
    with shop.store.write() as tx:
        tx.driver.execute("DELETE FROM copy_product WHERE sku = 'JACKET'")

    pay(shop, resume_basket(shop, basket.basket_id, "maya"), 189_00)

    with shop.store.read() as tx:
        assert rows(tx, "SELECT sku, name FROM fact_sale_line") == [("JACKET", "Harrier Jacket")]


def test_a_price_that_changed_meanwhile_does_not_change_what_is_in_the_basket(shop: Till, tmp_path: Path) -> None:
    basket = jacket(shop)
    import_text(shop, "products", PRODUCTS.replace("189.00", "250.00"), tmp_path)

    pay(shop, basket, 189_00)

    with shop.store.read() as tx:
        assert rows(tx, "SELECT total_minor FROM fact_sale") == [(189_00,)]


def test_a_voided_basket_stands_in_the_journal_with_what_it_would_have_come_to(shop: Till) -> None:
    basket = jacket(shop)
    keep_draft(shop, basket, "maya")

    void_basket(shop, basket, "maya", "changed his mind")

    with shop.store.read() as tx:
        audit = rows(tx, "SELECT subject, amount_minor, reason FROM fact_audit WHERE kind = 'basket_voided'")
    assert audit == [(basket.basket_id, 189_00, "changed his mind")]
    assert kept_basket(shop) is None


def test_a_basket_without_a_price_is_voided_too(shop: Till) -> None:
    basket = replace(jacket(shop), customer_id="C-99")

    void_basket(shop, basket, "maya")

    with shop.store.read() as tx:
        assert rows(tx, "SELECT amount_minor FROM fact_audit WHERE kind = 'basket_voided'") == [(0,)]


def test_an_empty_basket_leaves_no_void(shop: Till) -> None:
    void_basket(shop, jacket(shop).void_line("1"), "maya")

    assert "basket_voided" not in kinds(shop)


def test_a_draft_of_another_version_does_not_keep_the_till_from_starting(shop: Till) -> None:
    kept, held = jacket(shop), jacket(shop)
    keep_draft(shop, kept, "maya")
    suspend_basket(shop, held, "maya")
    with shop.store.write() as tx:
        tx.driver.execute("""UPDATE local_draft SET basket = replace(basket, '"v": 1', '"v": 0')""")

    assert kept_basket(shop) is None
    assert suspended_baskets(shop) == ()
    with pytest.raises(Refused, match="draft_unreadable"):
        resume_basket(shop, held.basket_id, "maya")


def test_a_discarded_hold_is_gone_voided_in_the_journal_and_given_back_with_its_label(shop: Till) -> None:
    basket = jacket(shop)
    suspend_basket(shop, basket, "maya", "Amelia")

    struck = discard_suspended(shop, basket.basket_id, "sofia")

    assert suspended_baskets(shop) == ()
    assert (struck.basket, struck.label, struck.staff) == (basket, "Amelia", "maya")
    assert kinds(shop)[-1] == "basket_voided"


def test_a_hold_that_was_taken_up_cannot_be_discarded(shop: Till) -> None:
    basket = jacket(shop)
    suspend_basket(shop, basket, "maya")
    resume_basket(shop, basket.basket_id, "james")
    before = kinds(shop)

    with pytest.raises(Refused) as refused:
        discard_suspended(shop, basket.basket_id, "maya")

    assert refused.value.code == "not_suspended"
    assert kinds(shop) == before
    assert kept_basket(shop) == basket
