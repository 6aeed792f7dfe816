"""A basket is put aside and taken up again: under whose name, over which other one, and how that is undone."""

import pytest

from pos.domain.failures import Unavailable
from tests.ui.selling import Selling
from ui.sell.view import BannerView, SwapView


@pytest.fixture
def selling() -> Selling:
    return Selling()


def test_holding_clears_the_till_and_recalling_brings_the_basket_back(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    held = selling.presenter.basket.basket_id
    selling.presenter.hold()
    badge = selling.shown.actions["recall"].badge

    selling.presenter.holding.recalled(held)

    assert badge == "1"
    assert selling.names() == ["Trail Map 1:25 000, Northgate Moors"]
    assert selling.till.held == {}


def test_recalling_over_another_basket_asks_and_then_holds_that_one(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    held = selling.presenter.basket.basket_id
    selling.presenter.hold()
    selling.presenter.scanned("SOCK")

    selling.presenter.holding.recalled(held)
    asked, meanwhile = selling.shown.asked[-1], selling.names()
    selling.presenter.holding.swapped()

    assert asked == (
        "swap",
        SwapView(
            "Another sale is under way", "It is held, and can be recalled like any other.", "Hold it, recall £9.99"
        ),
    )
    assert meanwhile == ["Merino Hike Sock, 2-pack"]
    assert selling.names() == ["Trail Map 1:25 000, Northgate Moors"]
    assert [basket.lines[0].product.sku for basket in selling.till.held.values()] == ["SOCK"]


def test_a_held_basket_bears_the_name_of_its_customer_and_the_note_on_it(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    selling.presenter.customer_chosen("amelia")
    selling.presenter.lines.note_asked()
    selling.presenter.lines.note_given("fetches her purse")

    selling.presenter.hold()
    selling.presenter.holding.recall()

    (view,) = selling.shown.asked[-1][1]
    assert view.title == "Amelia Okafor · fetches her purse"
    assert view.detail == "14:20 · Maya K. · 1 item · Trail Map 1:25 000, Northgate Moors"
    assert view.amount == "£9.99"


def test_a_hold_is_undone_while_nothing_else_was_begun(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    selling.presenter.hold()
    words, undo = selling.shown.toast

    assert undo is not None
    undo()

    assert words == "Sale held"
    assert selling.names() == ["Trail Map 1:25 000, Northgate Moors"]
    assert selling.till.held == {}


def test_a_discarded_hold_is_voided_and_comes_back_under_another_id(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    held = selling.presenter.basket.basket_id
    selling.presenter.hold()

    selling.presenter.holding.discarded(held)
    gone, (words, undo) = selling.shown.actions["recall"].badge, selling.shown.toast
    assert undo is not None
    undo()

    assert (gone, words) == ("", "Held sale discarded")
    assert [basket.basket_id for basket in selling.till.voided] == [held]
    assert held not in selling.till.held
    assert [basket.lines[0].product.sku for basket in selling.till.held.values()] == ["MAP"]
    assert selling.shown.actions["recall"].badge == "1"


def test_a_basket_that_cannot_be_held_stays(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    selling.till.failing = Unavailable("disk_full")

    selling.presenter.hold()

    assert len(selling.basket.lines) == 1
    assert selling.basket.can_pay
    assert selling.shown.banner == BannerView("Sentence for disk_full.", "Nothing was changed.")


def test_a_basket_found_after_a_crash_is_shown_again(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    found = selling.presenter.basket
    again = Selling()

    again.presenter.start(found)

    assert again.names() == ["Trail Map 1:25 000, Northgate Moors"]
