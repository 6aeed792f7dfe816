"""A tier is reached with the sale that reaches it, at every till; it is lost at its review, not before."""

import json

import msgspec
import pytest

from sync.entities import Customer
from sync.hub.hub import Hub
from sync.hub.imports.rules import CATALOGUE, RULE
from sync.hub.ledgers.passing_time import tick
from sync.hub.store.streams import Published, publish
from sync.hub.store.things import bodies
from tests.sync.hub_journal import Pen, a_return, a_sale_body, enrol, send
from tests.sync.hub_shop import Clock
from tests.sync.hub_value import sell_card

PROGRAMME = {
    "points_per": "1.00",
    "value": "0.01",
    "expire_months": 24,
    "tiers": [{"name": "Silver", "from_spend": "100.00"}, {"name": "Gold", "from_spend": "500.00", "times": "2"}],
}


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    """A hub with a programme and a member."""
    made: Hub = request.getfixturevalue(request.param)
    rule = Published(RULE, "programme", json.dumps({"document": PROGRAMME}).encode())
    member = Published.of("customer", "C-1", Customer(customer_id="C-1", name="Ines", email="i@example.org"))
    with made.write() as connection:
        publish(connection, {CATALOGUE: [rule], "customers": [member]}, bytes(16))
    return made


@pytest.fixture
def pen(any_hub: Hub) -> Pen:
    made = Pen()
    enrol(any_hub, made)
    return made


def buy(pen: Pen, pieces: int, **changed: str) -> str:
    """Goods at 10.00 each for the member; the sale's id."""
    name = f"{pen.number}-{pen.place.seq + 1}"
    pen.write("sale_completed", a_sale_body(name, ("CAP", pieces), customer="C-1"), **changed)
    return f"sale-{name}"


def member(hub: Hub) -> Customer:
    with hub.read() as connection:
        return msgspec.json.decode(bodies(connection, "customers", "customer", ["C-1"])["C-1"], type=Customer)


def test_the_sale_that_reaches_a_tier_brings_it_at_once(any_hub: Hub, pen: Pen) -> None:
    buy(pen, 9)
    send(any_hub, pen)
    before = member(any_hub).tier

    buy(pen, 1)
    send(any_hub, pen)

    assert (before, member(any_hub).tier, member(any_hub).email) == ("", "Silver", "i@example.org")


def test_two_steps_at_once_are_one(any_hub: Hub, pen: Pen) -> None:
    buy(pen, 60)

    send(any_hub, pen)

    assert member(any_hub).tier == "Gold"


def test_what_comes_back_takes_no_tier_before_its_review(any_hub: Hub, pen: Pen, clock: Clock) -> None:
    sale = buy(pen, 10)
    send(any_hub, pen)
    a_return(pen, sale, 1, "CAP", 10)
    send(any_hub, pen)

    clock.forward(days=364)
    tick(any_hub)
    before = member(any_hub).tier
    clock.forward(days=1)
    tick(any_hub)

    assert (before, member(any_hub).tier) == ("Silver", "")


def test_a_tier_that_is_still_earned_at_its_review_stays(any_hub: Hub, pen: Pen, clock: Clock) -> None:
    buy(pen, 10)
    send(any_hub, pen)
    clock.forward(days=300)
    buy(pen, 10, at="2027-09-17T10:00:00.000Z", business_date="2027-09-17")
    send(any_hub, pen)

    clock.forward(days=66)
    tick(any_hub)

    assert member(any_hub).tier == "Silver"


def test_what_was_bought_more_than_a_year_ago_does_not_count(any_hub: Hub, pen: Pen) -> None:
    buy(pen, 9, at="2025-11-20T10:00:00.000Z", business_date="2025-11-20")
    buy(pen, 1)

    send(any_hub, pen)

    assert member(any_hub).tier == ""


def test_a_gift_card_is_no_goods(any_hub: Hub, pen: Pen) -> None:
    entry = sell_card(pen, 50_000)
    pen.go_back_to(entry.seq - 1)
    pen.write("sale_completed", {**entry.content, "customer": "C-1"})

    send(any_hub, pen)

    assert member(any_hub).tier == ""
