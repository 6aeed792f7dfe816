"""What was done to a basket is taken back, step by step and in its place."""

import pytest

from tests.ui.selling import Selling


@pytest.fixture
def selling() -> Selling:
    return Selling()


def test_what_is_removed_comes_back_to_its_place(selling: Selling) -> None:
    for code in ("HARRIER", "SOCK", "MAP"):
        selling.presenter.scanned(code)
    selling.presenter.moved(-1)
    selling.presenter.lines.removed()
    words, undo = selling.shown.toast
    left = selling.names()

    assert undo is not None
    undo()

    assert words == "Merino Hike Sock, 2-pack removed"
    assert len(left) == 2
    assert selling.names()[1] == "Merino Hike Sock, 2-pack"


def test_undo_after_the_sale_changes_nothing_of_the_next_one(selling: Selling) -> None:
    selling.presenter.scanned("SOCK")
    selling.presenter.lines.removed()
    _, undo = selling.shown.toast
    selling.presenter.new_sale()

    assert undo is not None
    undo()

    assert selling.basket.lines == ()


def test_every_change_of_a_basket_is_undone_step_by_step(selling: Selling) -> None:
    selling.presenter.scanned("SOCK")
    selling.presenter.scanned("MAP")
    selling.presenter.lines.stepped(1)

    seen = []
    for _ in range(4):
        selling.presenter.undo()
        seen.append([line.quantity for line in selling.basket.lines])

    assert seen == [["1", "1"], ["1"], [], []]


def test_a_new_basket_has_nothing_to_undo_of_the_one_before(selling: Selling) -> None:
    selling.presenter.scanned("SOCK")
    selling.presenter.hold()

    selling.presenter.undo()

    assert selling.basket.lines == ()


def test_a_quantity_is_taken_back_and_what_came_since_stays(selling: Selling) -> None:
    selling.presenter.scanned("SOCK")
    selling.presenter.lines.quantity_asked()
    selling.presenter.lines.quantity_given("6")
    words, undo = selling.shown.toast
    selling.presenter.scanned("MAP")

    assert undo is not None
    undo()

    assert words == "Merino Hike Sock, 2-pack: 6"
    assert [line.quantity for line in selling.basket.lines] == ["1", "1"]


def test_an_emptied_basket_comes_back_as_another_one(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    struck = selling.presenter.basket.basket_id
    selling.presenter.void()
    undo = selling.shown.toast[1]

    assert undo is not None
    undo()

    assert selling.names() == ["Trail Map 1:25 000, Northgate Moors"]
    assert selling.presenter.basket.basket_id != struck
