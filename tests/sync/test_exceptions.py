"""What two sides disagree on is told once, from both sides, to the stores concerned."""

import json
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from sync.entities import ShopException
from sync.hub.hub import Hub
from sync.hub.store import tables
from tests.sync.hub_journal import Pen, a_return, enrol, send
from tests.sync.hub_pickups import an_order, hand_over, step, take_back
from tests.sync.hub_shop import a_store

LATER = "2026-11-21T15:00:00.000Z"


@pytest.fixture
def here(hub: Hub) -> Pen:
    """Till 1 of store 1."""
    pen = Pen(number=1)
    enrol(hub, pen)
    return pen


@pytest.fixture
def there(hub: Hub) -> Pen:
    """Till 1 of store 2."""
    a_store(hub, 2, "S", name="Southgate")
    pen = Pen(store_no=2)
    enrol(hub, pen)
    return pen


def told(hub: Hub, stream: str) -> list[dict[str, Any]]:
    """The exceptions that a stream carries, as they are now."""
    asked = select(tables.thing.c.body).where(tables.thing.c.stream == stream, tables.thing.c.entity == "exception")
    with hub.read() as connection:
        return [json.loads(body) for body in connection.scalars(asked.order_by(tables.thing.c.n))]


def kinds(hub: Hub, store_no: int = 1) -> list[str]:
    return sorted(exception["kind"] for exception in told(hub, f"orders:{store_no}"))


def order_state(hub: Hub, order_id: int = 88_001) -> str:
    with hub.read() as connection:
        return str(connection.scalar(select(tables.pickup_order.c.state).filter_by(order_id=order_id)))


def test_two_hand_overs_of_one_unit_are_told_to_both_stores_with_both_sides(hub: Hub, here: Pen, there: Pen) -> None:
    an_order(hub)
    first = hand_over(here, units=(1, 2))
    second = hand_over(there, units=(2,), staff="noor", at=LATER)
    send(hub, here)

    taken = send(hub, there)

    (exception,) = told(hub, "orders:1")
    assert told(hub, "orders:2") == [exception]
    assert taken.exceptions == [exception["exception_id"]]
    assert (exception["kind"], exception["state"]) == ("handed_over_twice", "open")
    assert exception["here"] == {
        "at": LATER, "staff": "noor", "till": "1", "store": "Southgate", "entry": second.entry_id,
        "order": "88001", "units": "1/2",
    }  # fmt: skip
    assert exception["there"]["entry"] == first.entry_id and exception["there"]["store"] == "Northgate"
    assert order_state(hub) == "collected"


def test_a_third_hand_over_is_another_exception(hub: Hub, here: Pen) -> None:
    others = [Pen(number=2), Pen(number=3)]
    enrol(hub, *others)
    an_order(hub)

    for pen in (here, *others):
        hand_over(pen)
        send(hub, pen)

    assert kinds(hub) == ["handed_over_twice"] * 2


def test_a_unit_that_came_back_may_be_handed_over_in_its_next_turn(hub: Hub, here: Pen) -> None:
    an_order(hub)
    take_back(here, hand_over(here))
    hand_over(here, turn=1)

    send(hub, here)

    assert kinds(hub) == []
    assert order_state(hub) == "collected"


@pytest.mark.parametrize("taken_back", [1, 2])
def test_what_two_tills_handed_over_waits_again_when_both_took_it_back(hub: Hub, here: Pen, taken_back: int) -> None:
    other = Pen(number=2)
    enrol(hub, other)
    an_order(hub)
    handed = [(pen, hand_over(pen)) for pen in (here, other)]
    for pen, entry in handed[:taken_back]:
        take_back(pen, entry)

    for pen in (here, other):
        send(hub, pen)

    assert order_state(hub) == {1: "collected", 2: "ready"}[taken_back]


def test_a_hand_over_after_a_cancel_is_told_and_collected_stands(hub: Hub, here: Pen) -> None:
    order = an_order(hub, state="cancelled", ended_at="2026-11-21T14:40:00.000Z")
    hand_over(here, at=LATER)

    send(hub, here)

    (exception,) = told(hub, "orders:1")
    assert exception["kind"] == "handed_over_after_cancel"
    assert exception["here"]["order"] == order.number and exception["there"] == {"state": "cancelled"}
    assert order_state(hub) == "collected"


def test_a_hand_over_that_happened_before_the_cancel_wins(hub: Hub, here: Pen) -> None:
    an_order(hub, state="cancelled", ended_at=LATER)
    hand_over(here)

    send(hub, here)

    assert kinds(hub) == []
    assert order_state(hub) == "collected"


def test_more_returned_than_sold_over_all_tills_is_told(hub: Hub, here: Pen, there: Pen) -> None:
    sold = here.sell(("CAP", 2))
    for pen in (here, there):
        a_return(pen, sold.content["sale_id"], 1, "CAP", 1)
    send(hub, there)
    send(hub, here)
    before = kinds(hub)
    a_return(there, sold.content["sale_id"], 1, "CAP", 1)

    send(hub, there)

    assert before == []
    assert kinds(hub, 1) == kinds(hub, 2) == ["returned_twice"]
    (exception,) = told(hub, "orders:1")
    assert exception["here"]["sold_milli"] == "2000"


def test_a_return_may_arrive_before_its_sale(hub: Hub, here: Pen, there: Pen) -> None:
    sold = here.sell(("CAP", 1))
    for _ in range(2):
        a_return(there, sold.content["sale_id"], 1, "CAP", 1)
    send(hub, there)
    before = kinds(hub, 2)

    send(hub, here)

    assert before == []
    assert kinds(hub, 2) == ["returned_twice"]


def test_goods_that_were_counted_and_oversold_are_one_task_until_it_is_decided(hub: Hub, here: Pen) -> None:
    here.write("stock_counted", {"lines": [{"sku": "CAP", "location": "floor", "change_milli": 1000}]})
    send(hub, here)
    for _ in range(3):
        here.sell(("CAP", 1))
        send(hub, here)
    (task,) = told(hub, "orders:1")
    here.write("exception_decided", {"exception": task["exception_id"], "decision": "counted again"})
    here.write("stock_counted", {"lines": [{"sku": "CAP", "location": "floor", "change_milli": 2000}]})
    send(hub, here)
    decided = told(hub, "orders:1")
    here.sell(("CAP", 1))

    send(hub, here)

    assert (task["kind"], task["ref"], task["here"]["qty_milli"]) == ("stock_below_zero", "1/CAP", "-1000")
    assert [exception["state"] for exception in decided] == ["decided"]
    (again,) = told(hub, "orders:1")
    assert (again["exception_id"], again["state"]) == (task["exception_id"], "open")


def test_goods_that_came_in_are_no_task_any_more(hub: Hub, here: Pen) -> None:
    counts = ({"lines": [{"sku": sku, "location": "floor", "change_milli": 1000}]} for sku in ("CAP", "CAP-2"))
    for body in counts:
        here.write("stock_counted", body)
    send(hub, here)
    here.sell(("CAP", 3), ("CAP-2", 3))
    send(hub, here)
    closed = []
    for change in (1999, 1):
        here.write("stock_adjusted", {"lines": [{"sku": "CAP", "location": "floor", "change_milli": change}]})
        send(hub, here)
        closed.append(
            [
                (one["ref"], one["decided"], one.get("decided_by"))
                for one in told(hub, "orders:1")
                if one["state"] == "decided"
            ]
        )

    assert closed == [[], [("1/CAP", "in_stock_again", None)]]
    assert [one["ref"] for one in told(hub, "orders:1") if one["state"] == "open"] == ["1/CAP-2"]


def test_what_nobody_ever_counted_cannot_be_short(hub: Hub, here: Pen) -> None:
    here.sell(("CAP", 5))
    here.sell(("CAP", 5))

    send(hub, here)

    assert kinds(hub) == []


def test_a_decision_closes_an_exception_in_both_stores_once(hub: Hub, here: Pen, there: Pen) -> None:
    an_order(hub)
    for pen in (here, there):
        hand_over(pen)
        send(hub, pen)
    exception_id = told(hub, "orders:1")[0]["exception_id"]
    there.write("exception_decided", {"exception": exception_id, "decision": "two bags"}, staff="noor", at=LATER)
    here.write("exception_decided", {"exception": exception_id, "decision": "too late"})

    send(hub, there)
    send(hub, here)

    for store_no in (1, 2):
        (exception,) = told(hub, f"orders:{store_no}")
        assert (exception["state"], exception["decided"]) == ("decided", "two bags")
        assert (exception["decided_by"], exception["decided_at"]) == ("noor", LATER)


def test_an_exception_that_was_left_to_a_manager_is_decided_by_the_manager(hub: Hub, here: Pen, there: Pen) -> None:
    an_order(hub)
    for pen in (here, there):
        hand_over(pen)
        send(hub, pen)
    about = {"exception": told(hub, "orders:1")[0]["exception_id"]}
    here.write("exception_decided", {**about, "decision": "for_manager"})
    send(hub, here)
    left = told(hub, "orders:1")[0]
    for decision in ("for_manager", "both_true", "ours_wrong"):
        here.write("exception_decided", {**about, "decision": decision}, staff="sofia", at=LATER)

    send(hub, here)

    assert (left["state"], left["decided"], left["decided_by"]) == ("open", "for_manager", "maya")
    for store_no in (1, 2):
        (exception,) = told(hub, f"orders:{store_no}")
        assert (exception["state"], exception["decided"]) == ("decided", "both_true")
        assert (exception["decided_by"], exception["decided_at"]) == ("sofia", LATER)


def test_a_store_that_was_not_told_of_an_exception_does_not_decide_it(hub: Hub, here: Pen, there: Pen) -> None:
    other = Pen(number=2)
    enrol(hub, other)
    an_order(hub)
    for pen in (here, other):
        hand_over(pen)
        send(hub, pen)
    exception_id = told(hub, "orders:1")[0]["exception_id"]
    there.write("exception_decided", {"exception": exception_id, "decision": "both_true"})

    send(hub, there)

    assert told(hub, "orders:1")[0]["state"] == "open"


def test_a_step_of_another_stores_till_moves_no_order_and_is_told_to_both(hub: Hub, here: Pen, there: Pen) -> None:
    an_order(hub, state="accepted")
    step(there, "declined")

    send(hub, there)

    assert order_state(hub) == "accepted"
    assert kinds(hub, 1) == kinds(hub, 2) == ["pickup_step_out_of_order"]


def test_every_exception_is_within_the_limits_of_the_feed(hub: Hub, here: Pen, there: Pen) -> None:
    an_order(hub)
    for pen in (here, there):
        hand_over(pen)
        send(hub, pen)
    here.go_back_to(1)
    here.sell()
    send(hub, here, [*here.items, b"nothing"])

    exceptions = [msgspec.convert(exception, ShopException) for exception in told(hub, "orders:1")]

    assert sorted(exception.kind for exception in exceptions) == ["handed_over_twice", "journal_fork", "set_aside"]


def test_steps_move_the_order_and_its_goods_and_its_channel_hears(hub: Hub, here: Pen) -> None:
    an_order(hub, state="placed", ready_at="")
    with hub.write() as connection:
        channel = {"name": "webshop", "key_hash": b"k", "scopes": "orders stock", "made_at": LATER}
        connection.execute(tables.channel.insert().values(**channel, hook_url="https://shop.example/hook"))
        connection.execute(update(tables.pickup_order).values(channel="webshop"))
    for name in ("accepted", "picked", "staged", "ready"):
        step(here, name)
    hand_over(here)

    send(hub, here)
    send(hub, here)

    with hub.read() as connection:
        events = sorted(connection.scalars(select(tables.delivery.c.event)))
        stock = connection.execute(select(tables.stock.c.location, tables.stock.c.qty_milli).order_by("location"))
        left = [tuple(row) for row in stock]
    assert events == ["order.collected", "order.ready", "stock.changed"]
    assert left == [("floor", -2000), ("staged", 0)]
    assert order_state(hub) == "collected"
