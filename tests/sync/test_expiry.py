"""Time passes for pickup orders: reminders, the end of the hold, and never one before its time."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from pos.domain.journal import stamp
from sync.hub.calls.channels import SCOPES, add_channel
from sync.hub.calls.idempotency import write_of
from sync.hub.hub import Hub
from sync.hub.pickup import order_states
from sync.hub.pickup.expiry import AT_ONCE, expire_due, remind_due, tick
from sync.hub.pickup.order_documents import AskedLine, Buyer, PlaceOrder
from sync.hub.pickup.orders import keep_and_publish, order_for, place_order
from sync.hub.store.orders import order_of
from tests.sync.hub_shop import Clock, HubTill
from tests.sync.online import stock_up


@pytest.fixture(autouse=True)
def _shop(hub: Hub) -> None:
    stock_up(hub)
    add_channel(hub, "webshop", SCOPES, "https://shop.example/hook")


def waiting(hub: Hub, ref: str = "W-1", hold_days: int = 7) -> str:
    """An order that is ready since now."""
    asked = PlaceOrder(
        ref=ref, store=1, lines=[AskedLine(sku="SOCK-R")], customer=Buyer(name="Ana"), hold_days=hold_days
    )
    kept, _new = place_order(hub, asked, write_of("webshop", ref, "/v1/orders", ref))
    with hub.write() as connection:
        ready = order_states.stepped(kept.order, "ready", stamp(hub.now()), {}).order
        keep_and_publish(hub, connection, ready)
    return str(kept.order.order_id)


def state(hub: Hub, order_id: str) -> str:
    return order_for(hub, order_id, "webshop").order.state


def events(hub: Hub) -> list[dict[str, Any]]:
    with hub.read() as connection:
        rows = connection.execute(text("SELECT event, body FROM delivery ORDER BY delivery_id")).all()
    return [{**json.loads(row.body), "event": row.event} for row in rows]


def test_an_order_expires_when_its_hold_is_over_and_not_before(hub: Hub, clock: Clock, hub_till: HubTill) -> None:
    order_id = waiting(hub)
    clock.forward(days=7, seconds=-1)
    before = (expire_due(hub), state(hub, order_id))
    clock.forward(seconds=1)

    after = (expire_due(hub), state(hub, order_id))

    assert (before, after) == ((0, "ready"), (1, "expired"))
    kept = order_for(hub, order_id, "webshop")
    assert (kept.order.refund, kept.token) == ("due", "")
    assert [event["event"] for event in events(hub)] == ["order.expired"]
    changes = hub_till.get("/v1/feed", scope="orders").json()["changes"]
    assert [change["body"]["state"] for change in changes] == ["expired"]


def test_what_is_not_ready_never_expires(hub: Hub, clock: Clock) -> None:
    asked = PlaceOrder(ref="W-1", store=1, lines=[AskedLine(sku="SOCK-R")], customer=Buyer(name="Ana"))
    kept, _new = place_order(hub, asked, write_of("webshop", "k", "/v1/orders", "W-1"))
    clock.forward(days=60)

    tick(hub)

    assert state(hub, str(kept.order.order_id)) == "placed"


def test_reminders_go_out_after_a_day_and_the_day_before_the_end(hub: Hub, clock: Clock) -> None:
    waiting(hub)
    reminded = []
    for _hour in range(24 * 7):
        clock.forward(hours=1)
        reminded.append(remind_due(hub))

    hours = [hour for hour, count in enumerate(reminded, 1) if count]
    assert hours == [24, 24 * 6]
    assert {event["event"] for event in events(hub)} == {"order.reminder"}
    assert "Ana" not in json.dumps(events(hub))


def test_a_short_hold_is_reminded_of_once(hub: Hub, clock: Clock) -> None:
    waiting(hub, hold_days=1)

    counts = [remind_due(hub), remind_due(hub)]

    assert counts == [1, 0]


def test_a_long_queue_expires_in_several_transactions(hub: Hub, clock: Clock) -> None:
    ids = [waiting(hub, f"W-{n}") for n in range(AT_ONCE + 5)]
    clock.forward(days=8)

    tick(hub)

    assert {state(hub, order_id) for order_id in ids} == {"expired"}


def test_several_processes_expire_an_order_once(pg_hub: Hub, clock: Clock) -> None:
    stock_up(pg_hub)
    add_channel(pg_hub, "webshop", SCOPES, "https://shop.example/hook")
    for n in range(20):
        waiting(pg_hub, f"W-{n}")
    clock.forward(days=8)

    with ThreadPoolExecutor(4) as processes:
        list(processes.map(lambda _n: tick(pg_hub), range(4)))

    assert [event["event"] for event in events(pg_hub)] == ["order.expired"] * 20


def test_what_waits_for_nobody_reserves_nothing(hub: Hub, clock: Clock) -> None:
    order_id = waiting(hub)
    clock.forward(days=7)
    expire_due(hub)

    with hub.read() as connection:
        kept = order_of(connection, int(order_id))
        rows = connection.execute(text("SELECT count(*) FROM reserved")).scalar_one()

    assert kept is not None and rows == 0
