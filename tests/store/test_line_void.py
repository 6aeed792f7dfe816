"""A line that was rung up and is struck before payment stands in the journal, also when the basket ends empty."""

from dataclasses import replace

from pos.domain.basket import Basket
from pos.services.backup import prove
from pos.services.basket import keep_draft, resume_basket, suspend_basket, void_basket
from pos.services.shift import open_shift
from pos.services.till import Till
from tests.store.shop import a_basket, bought, give_back, kinds, returned, rows, sell


def kept(shop: Till, *lines: dict[str, object]) -> Basket:
    basket = a_basket(shop, *lines)
    keep_draft(shop, basket, "maya")
    return basket


def struck(shop: Till) -> list[tuple[object, ...]]:
    """Kind, who, what and worth of each struck and restored line."""
    with shop.store.read() as tx:
        return rows(tx, "SELECT kind, staff, subject, amount_minor FROM fact_audit WHERE kind LIKE 'line%' ORDER BY n")


def test_a_basket_that_goes_line_by_line_says_each_of_them(shop: Till) -> None:
    basket = kept(shop, bought("JACKET"), bought("FLASK", "2"))

    for line in basket.lines:
        basket = basket.void_line(line.line_id)
        keep_draft(shop, basket, "maya")

    assert struck(shop) == [("line_voided", "maya", "JACKET", 189_00), ("line_voided", "maya", "FLASK", 48_00)]
    assert prove(shop).problems == ()


def test_pieces_fewer_are_struck_too(shop: Till) -> None:
    basket = kept(shop, bought("FLASK", "3"))

    keep_draft(shop, basket.change_line(replace(basket.lines[0], qty_milli=1_000)), "daniel")

    assert struck(shop) == [("line_voided", "daniel", "FLASK", 48_00)]


def test_a_line_put_back_says_so_and_one_scanned_anew_does_not(shop: Till) -> None:
    open_shift(shop, 0, "maya")
    basket = kept(shop, bought("JACKET"), bought("FLASK"))
    without = basket.void_line(basket.lines[0].line_id)
    keep_draft(shop, without, "maya")

    keep_draft(shop, basket, "maya")
    keep_draft(shop, basket.add(replace(basket.lines[1], line_id="another", note="gift")), "maya")

    assert [kind for kind, *_ in struck(shop)] == ["line_voided", "line_restored"]


def test_what_grows_after_it_came_back_is_new(shop: Till) -> None:
    basket = kept(shop, bought("FLASK", "2"))
    line = basket.lines[0]
    for milli in (1_000, 5_000, 9_000):
        keep_draft(shop, basket.change_line(replace(line, qty_milli=milli)), "maya")

    assert struck(shop) == [("line_voided", "maya", "FLASK", 24_00), ("line_restored", "maya", "FLASK", 24_00)]


def test_goods_coming_back_are_no_loss_when_their_line_goes(shop: Till) -> None:
    sale = sell(shop, bought("JACKET"))
    basket = kept(shop, returned(sale.receipt), bought("FLASK"))

    keep_draft(shop, basket.void_line(basket.lines[0].line_id), "maya")

    assert struck(shop) == []


def test_a_paid_a_voided_and_a_held_basket_strike_no_lines(shop: Till) -> None:
    for end in (void_basket, suspend_basket):
        end(shop, kept(shop, bought("JACKET")), "maya")
        kept(shop, bought("FLASK"))
    give_back(shop, sell(shop, bought("JACKET")))

    assert struck(shop) == []


def test_a_line_that_is_struck_after_the_basket_was_held_is_its_striker_s(shop: Till) -> None:
    basket = kept(shop, bought("JACKET"), bought("FLASK"))
    suspend_basket(shop, basket, "maya")
    resume_basket(shop, basket.basket_id, "daniel")

    keep_draft(shop, basket.void_line(basket.lines[0].line_id), "daniel")

    assert struck(shop) == [("line_voided", "daniel", "JACKET", 189_00)]


def test_nothing_is_written_where_nothing_was_struck(shop: Till) -> None:
    basket = kept(shop, bought("JACKET"))
    before = kinds(shop)

    keep_draft(shop, basket.add(replace(a_basket(shop, bought("SOCK-R")).lines[0], line_id="2")), "maya")

    assert kinds(shop) == before
