"""What a basket puts aside of an account is nobody else's until it is paid, given back, or forgotten."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from sync.hub.hub import Hub
from tests.sync.hub_journal import Pen, enrol, send
from tests.sync.hub_shop import Clock, HubTill
from tests.sync.hub_value import ACCOUNT, CARD, CREDIT, earn, hold, net, pay, sell_card


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    made: Hub = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def pens(any_hub: Hub) -> tuple[Pen, Pen]:
    """Two tills; the first has sold a card with 50.00 on it, and a member has 300 points."""
    made = (Pen(number=1), Pen(number=2))
    enrol(any_hub, *made)
    sell_card(made[0], 5000)
    earn(made[0], 300)
    send(any_hub, made[0])
    return made


def test_asking_tells_the_balance_and_holds_nothing(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    told = [hold(any_hub, pen, CARD, 0, sale="") for pen in pens]

    assert [(one.result, one.balance) for one in told] == [("granted", 5000)] * 2
    assert told[0].as_of == "2026-11-21T14:32:00.000Z"


def test_what_one_basket_holds_the_next_does_not_get(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, second = pens
    granted = hold(any_hub, first, CARD, 3000, "S-1")

    refused = hold(any_hub, second, CARD, 2500, "S-2")

    assert (granted.result, granted.balance) == ("granted", 2000)
    assert (refused.result, refused.why, refused.balance) == ("refused", "not_enough", 2000)


def test_a_basket_that_asks_again_replaces_what_it_held(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, second = pens
    hold(any_hub, first, CARD, 3000, "S-1")

    more = hold(any_hub, first, CARD, 5000, "S-1")
    less = hold(any_hub, first, CARD, 1000, "S-1")
    rest = hold(any_hub, second, CARD, 4000, "S-2")

    assert [(one.result, one.balance) for one in (more, less, rest)] == [("granted", n) for n in (0, 4000, 0)]


def test_a_hold_that_is_given_back_is_free(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, second = pens
    hold(any_hub, first, CARD, 5000, "S-1")

    given_back = hold(any_hub, first, CARD, 0, "S-1", release=True)
    taken = hold(any_hub, second, CARD, 5000, "S-2")

    assert (given_back.balance, taken.result) == (5000, "granted")


def test_a_hold_that_nobody_pays_is_forgotten_after_a_day(any_hub: Hub, pens: tuple[Pen, Pen], clock: Clock) -> None:
    first, second = pens
    hold(any_hub, first, CARD, 5000, "S-1")

    clock.forward(hours=23, minutes=59)
    before = hold(any_hub, second, CARD, 5000, "S-2")
    clock.forward(minutes=1)
    after = hold(any_hub, second, CARD, 5000, "S-2")

    assert (before.result, after.result) == ("refused", "granted")


def test_the_sale_takes_the_place_of_its_hold(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, second = pens
    hold(any_hub, first, CARD, 3000, "sale-paid")
    pay(first, 3000, name="paid")

    send(any_hub, first)
    rest = hold(any_hub, second, CARD, 2000, "S-2")

    assert (net(any_hub, CARD), rest.result, rest.balance) == (2000, "granted", 0)


def test_points_are_held_as_money_is(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, second = pens
    granted = hold(any_hub, first, "points:C-1", 200, "S-1", currency="")

    refused = hold(any_hub, second, "points:C-1", 200, "S-2", currency="")

    assert (granted.result, granted.balance) == ("granted", 100)
    assert (refused.why, refused.balance) == ("not_enough", 100)


def test_on_account_one_spends_up_to_the_limit(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, _second = pens
    pay(first, 1500, ACCOUNT, "account")
    send(any_hub, first)

    refused = hold(any_hub, first, ACCOUNT, 1, "S-1")

    assert (refused.why, refused.balance, refused.limit) == ("not_enough", 0, 0)


@pytest.mark.parametrize(
    ("ref", "currency", "why"),
    [
        (CARD, "EUR", "wrong_currency"),
        ("gift:" + "ab" * 16, "GBP", "unknown_account"),
        (CREDIT, "GBP", "unknown_account"),
        ("points:nobody", "", "unknown_account"),
        ("gift:not-a-hash", "GBP", "unknown_account"),
        ("something", "GBP", "bad_ref"),
    ],
)
def test_what_names_no_account_says_why(any_hub: Hub, pens: tuple[Pen, Pen], ref: str, currency: str, why: str) -> None:
    told = hold(any_hub, pens[0], ref, 100, currency=currency)

    assert (told.result, told.why, told.balance) == ("refused", why, None)


def test_of_many_baskets_at_once_no_two_get_the_same_money(pg_hub: Hub) -> None:
    pens = [Pen(number=number) for number in range(1, 9)]
    enrol(pg_hub, *pens)
    sell_card(pens[0], 5000)
    send(pg_hub, pens[0])

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda pen: hold(pg_hub, pen, CARD, 1000, f"S-{pen.number}").result, pens))

    assert sorted(told) == ["granted"] * 5 + ["refused"] * 3


def test_a_hold_over_the_wire(hub: Hub, hub_till: HubTill) -> None:
    pen = Pen(number=9)
    enrol(hub, pen)
    sell_card(pen, 5000)
    send(hub, pen)
    asked = {"claim": "c", "kind": "value", "refs": [CARD], "amount": 2000, "currency": "GBP", "sale": "S"}

    told = hub_till.post("/v1/claims", asked).json()

    assert (told["result"], told["balance"], told["limit"]) == ("granted", 3000, None)
