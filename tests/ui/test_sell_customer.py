"""The customer of a basket: whose prices, points and sizes they are, and how old what is known of them is."""

from dataclasses import replace

import pytest

from pos.services.balances import Freshness
from tests.ui.northgate import AMELIA
from tests.ui.selling import Selling
from ui.sell.basket_view import customer_view
from ui.sell.words import SellWords


@pytest.fixture
def selling() -> Selling:
    return Selling()


def test_a_member_pays_the_price_of_members(selling: Selling) -> None:
    selling.presenter.scanned("HARRIER")
    before = selling.basket.total
    selling.presenter.customer_chosen("amelia")

    assert (before, selling.basket.total) == ("£189.00", "£170.10")
    assert selling.basket.customer is not None
    assert (selling.basket.customer.points, selling.basket.customer.earns) == ("2,480 points", "Earns 170 points")


@pytest.mark.parametrize(
    ("freshness", "age", "tone", "earns"),
    [
        ("fresh", "", "text.muted", "Earns 170 points"),
        ("aging", "as of 14:05", "warning.fg", "Earns 170"),
        ("old", "last known", "text.muted", "Earns 170"),
    ],
)
def test_points_say_how_old_they_are_when_it_matters(freshness: Freshness, age: str, tone: str, earns: str) -> None:
    amelia = replace(AMELIA, freshness=freshness, as_of="14:05")

    view = customer_view(amelia, 170, SellWords())

    assert (view.points, view.age, view.age_tone, view.earns) == ("2,480 points", age, tone, earns)
    assert customer_view(replace(amelia, points=None), None, SellWords()).age == ""


def test_a_single_point_is_one_point() -> None:
    assert customer_view(AMELIA, 1, SellWords()).earns == "Earns 1 point"


def test_a_customer_taken_away_can_be_brought_back(selling: Selling) -> None:
    selling.presenter.scanned("HARRIER")
    selling.presenter.customer_chosen("amelia")
    selling.presenter.customer_removed()
    _, undo = selling.shown.toast
    without = selling.basket.customer

    assert undo is not None
    undo()

    assert without is None
    assert selling.basket.customer is not None


def test_a_customer_found_is_taken_into_the_basket(selling: Selling) -> None:
    selling.presenter.picked("customer", "amelia")

    assert selling.presenter.basket.customer_id == "amelia"


def test_the_size_a_customer_wears_is_marked_first(selling: Selling) -> None:
    selling.presenter.customer_chosen("amelia")

    selling.presenter.scanned("TEE")

    view = selling.shown.asked[-1][1]
    assert (view.marked, view.usual) == ("TEE-Sky-M", "Amelia wears M")
    assert (selling.shown.pick.price, selling.shown.pick.add) == ("£48.00", "Add Sky, M")
