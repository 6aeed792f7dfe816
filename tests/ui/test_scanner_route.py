"""A code scanned anywhere goes where it belongs, and nowhere while something is in the way."""

from typing import get_args

import pytest

from pos.domain.codes import CodeClass
from ui.keys import SCREENS, Screen
from ui.scan_route import Act, Route, route

KINDS: tuple[CodeClass, ...] = get_args(CodeClass)
REFUSALS: tuple[Act, ...] = ("close_this_first", "tender_taken")


@pytest.mark.parametrize(
    ("kind", "screen", "goes"),
    [
        ("product", "sell", Route("sell", "add")),
        ("product", "complete", Route("sell", "add")),
        ("product", "settings", Route("sell", "add")),
        ("product", "pay", Route("sell", "add_and_say")),
        ("product", "pickups", Route("pickups", "item")),
        ("product", "stock", Route("stock", "item")),
        ("product", "returns", Route("returns", "item")),
        ("pickup_token", "sell", Route("pickups", "verify_pickup")),
        ("bag_label", "sync", Route("pickups", "bag")),
        ("staff_badge", "shift", Route("shift", "badge")),
        ("receipt", "sell", Route("sell", "offer_return")),
        ("receipt", "pay", Route("returns", "return")),
        ("receipt", "returns", Route("returns", "return")),
        ("loyalty_card", "pay", Route("pay", "attach_customer")),
        ("loyalty_card", "stock", Route("customer", "open_customer")),
        ("gift_card", "pay", Route("pay", "tender")),
        ("gift_card", "sell", Route("sell", "balance")),
    ],
)
def test_a_code_goes_where_it_belongs(kind: CodeClass, screen: Screen, goes: Route) -> None:
    assert route(kind, screen) == goes


def test_a_total_that_is_partly_paid_does_not_change() -> None:
    assert route("product", "pay", tender_taken=True) == Route("pay", "tender_taken")
    assert route("loyalty_card", "pay", tender_taken=True) == Route("pay", "attach_customer")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_dialog_gets_what_it_takes_and_stops_everything_else(kind: CodeClass, screen: Screen) -> None:
    taken = route(kind, screen, dialog_takes={kind})
    stopped = route(kind, screen, dialog_takes=())

    assert taken == Route(screen, "dialog")
    assert stopped == Route(screen, "close_this_first")
    assert stopped.act in REFUSALS


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", KINDS)
def test_without_a_dialog_or_a_tender_nothing_is_refused(kind: CodeClass, screen: Screen) -> None:
    assert route(kind, screen).act not in REFUSALS
