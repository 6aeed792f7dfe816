"""A web shop begins, loads and spends gift cards, and spends points, in the same ledgers as the tills."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sqlalchemy import inspect, text

from pos.domain.codes import gift_card_code
from pos.domain.stored_value import gift_ref
from sync.hub.hub import Hub
from sync.hub.imports.rules import CATALOGUE, RULE
from sync.hub.ledgers.passing_time import tick
from sync.hub.store.streams import Published, publish
from tests.sync.hub_journal import Pen, enrol, send
from tests.sync.hub_shop import Clock, HubChannel, a_channel
from tests.sync.hub_value import earn, exceptions_of, hold, net, pay, points_of

CODE = gift_card_code(bytes(range(10)))
REF = gift_ref(CODE)
PROGRAMME = {"points_per": "1.00", "value": "0.01", "redeem_step": 50, "redeem_min": 100, "expire_months": 24}


def move(channel: HubChannel, what: str, amount: str = "", key: str = "", **more: Any) -> httpx.Response:
    told = {"code": CODE, "currency": "GBP", **({"amount": amount} if amount else {}), **more}
    return channel.post(f"/v1/gift-cards/{what}", told, key)


def code_of(answer: httpx.Response) -> str:
    return str(answer.json()["error"]["code"])


@pytest.fixture
def pen(hub: Hub) -> Pen:
    made = Pen(number=7)
    enrol(hub, made)
    return made


@pytest.fixture
def member(hub: Hub, channel: HubChannel, pen: Pen) -> str:
    """A customer of the web shop with 300 points; the hub's id."""
    rule = Published(RULE, "programme", json.dumps({"document": PROGRAMME}).encode())
    with hub.write() as connection:
        publish(connection, {CATALOGUE: [rule]}, bytes(16))
    customer = str(channel.put("/v1/customers/webshop/u-7", {"name": "Ines"}).json()["id"])
    earn(pen, 300, customer=customer)
    send(hub, pen)
    return customer


def spend(channel: HubChannel, points: int, ref: str = "W-1", action: str = "redeem", key: str = "") -> httpx.Response:
    told = {"action": action, "points": points, "ref": ref}
    return channel.post("/v1/customers/webshop/u-7/points", told, key)


def test_a_card_is_begun_loaded_spent_and_given_back_onto(hub: Hub, channel: HubChannel, pen: Pen) -> None:
    told = [
        move(channel, what, amount)
        for what, amount in (("activate", "20.00"), ("load", "30.00"), ("redeem", "45.50"), ("refund", "5.50"))
    ]
    shown = move(channel, "balance").json()

    assert [one.json()["balance"] for one in told] == ["20.00", "50.00", "4.50", "10.00"]
    assert shown == {
        "last_four": CODE[-4:],
        "currency": "GBP",
        "balance": "10.00",
        "available": "10.00",
        "owed": "0.00",
        "state": "active",
        "expires_at": "",
        "has_pin": False,
    }
    assert hold(hub, pen, REF, 1000).result == "granted"


def test_a_write_that_is_sent_again_happens_once(hub: Hub, channel: HubChannel) -> None:
    move(channel, "activate", "20.00")

    told = [move(channel, "redeem", "5.00", "key-1").json()["balance"] for _ in range(3)]
    other = move(channel, "redeem", "6.00", "key-1")

    assert (told, net(hub, REF)) == (["15.00"] * 3, 1500)
    assert (other.status_code, code_of(other)) == (422, "idempotency_reused")


def test_more_than_there_is_is_refused_with_what_is_left(hub: Hub, channel: HubChannel, pen: Pen) -> None:
    move(channel, "activate", "20.00")
    hold(hub, pen, REF, 1500)

    refused = move(channel, "redeem", "5.01")
    shown = move(channel, "balance").json()

    assert (refused.status_code, code_of(refused)) == (409, "value_not_enough")
    assert refused.json()["error"]["facts"]["left_minor"] == 500
    assert (shown["balance"], shown["available"], net(hub, REF)) == ("20.00", "5.00", 2000)


@pytest.mark.parametrize(
    ("what", "changed", "status", "code"),
    [
        ("redeem", {"code": "TG0000000000000001"}, 422, "not_a_gift_card"),
        ("redeem", {"code": gift_card_code(bytes(10))}, 404, "value_unknown"),
        ("redeem", {"currency": "EUR"}, 409, "value_wrong_currency"),
        ("redeem", {"amount": "0.00"}, 422, "bad_amount"),
        ("load", {"amount": "-1.00"}, 422, "bad_amount"),
        ("load", {"amount": "1.005"}, 422, "bad_amount"),
        ("activate", {}, 409, "card_exists"),
    ],
)
def test_what_cannot_be_moved_says_why(
    channel: HubChannel, what: str, changed: dict[str, str], status: int, code: str
) -> None:
    move(channel, "activate", "20.00")

    refused = move(channel, what, **{"amount": "1.00", **changed})

    assert (refused.status_code, code_of(refused)) == (status, code)


def test_a_pin_is_asked_for_what_is_spent_and_shown_and_tried_ten_times(channel: HubChannel, clock: Clock) -> None:
    begun = move(channel, "activate", "20.00", pin="2468")
    loaded = move(channel, "load", "1.00")

    wrong = [code_of(move(channel, "redeem", "1.00", pin="1357")) for _ in range(5)]
    wrong += [code_of(move(channel, "balance")) for _ in range(6)]
    clock.forward(minutes=11)
    right = move(channel, "redeem", "1.00", pin="2468")

    assert (begun.json()["has_pin"], loaded.json()["balance"]) == (True, "21.00")
    assert wrong == ["wrong_card_pin"] * 10 + ["too_many_tries"]
    assert right.json()["balance"] == "20.00"


def test_a_card_expires_with_what_is_on_it(hub: Hub, channel: HubChannel, clock: Clock, pen: Pen) -> None:
    move(channel, "activate", "20.00", expires="2026-12-01T00:00:00Z")
    pay(pen, 500, REF, at="2026-11-30T10:00:00.000Z")

    clock.forward(days=20)
    tick(hub)
    refused = code_of(move(channel, "redeem", "1.00"))
    late = send(hub, pen)
    shown = move(channel, "balance").json()

    assert (refused, late.exceptions) == ("value_expired", [])
    assert (shown["state"], shown["balance"], shown["owed"], net(hub, REF)) == ("expired", "0.00", "0.00", 0)


def test_money_of_the_web_pays_what_a_till_overspent_and_ends_the_task(hub: Hub, channel: HubChannel, pen: Pen) -> None:
    move(channel, "activate", "5.00")
    pay(pen, 800, REF)
    send(hub, pen)
    before = (move(channel, "balance").json()["owed"], len(exceptions_of(hub)))

    loaded = move(channel, "load", "10.00")

    assert before == ("3.00", 1)
    assert (loaded.json()["balance"], exceptions_of(hub)) == ("7.00", [])


def test_the_number_of_a_card_stands_nowhere_at_the_hub(hub: Hub, channel: HubChannel) -> None:
    move(channel, "activate", "20.00", pin="2468")
    move(channel, "redeem", "1.00", pin="2468")

    with hub.read() as connection:
        found = [
            table
            for table in inspect(connection).get_table_names()
            for row in connection.execute(text(f"SELECT * FROM {table}"))
            if CODE[2:].encode() in repr(tuple(row)).encode() or "2468" in [str(value) for value in row]
        ]

    assert found == []


def test_a_key_without_the_scope_moves_nothing(client: httpx.Client, hub: Hub) -> None:
    other = a_channel(client, hub, "prices", scopes=["prices", "customers"])

    assert [move(other, what, "1.00").status_code for what in ("activate", "redeem", "balance")] == [403] * 3
    assert spend(other, 100).status_code == 403


def test_the_web_and_a_till_at_once_never_spend_more_than_there_is(pg_hub: Hub, client_of: Any) -> None:
    channel, pen = a_channel(client_of(pg_hub), pg_hub), Pen(number=7)
    enrol(pg_hub, pen)
    move(channel, "activate", "50.00")

    with ThreadPoolExecutor(8) as pool:
        web = [pool.submit(move, channel, "redeem", "10.00") for _ in range(5)]
        tills = [pool.submit(hold, pg_hub, pen, REF, 1000, f"S-{n}") for n in range(5)]
        granted = sum(one.result().is_success for one in web) + sum(x.result().result == "granted" for x in tills)

    assert granted == 5


def test_a_customer_is_shown_with_points_and_credit(hub: Hub, channel: HubChannel, member: str, pen: Pen) -> None:
    pay(pen, -1250, f"credit:{member}", "store_credit")
    pay(pen, 400, f"account:{member}", "account")
    send(hub, pen)

    told = channel.get(f"/v1/customers/{member}").json()

    assert told["points"] == 300
    assert told["points_now"] == {
        "active": 300,
        "pending": 0,
        "negative": 0,
        "expires": [{"points": 300, "at": "2028-11-21T14:32:00.000Z"}],
    }
    assert [(one["balance"], one["on_account"], one["limit"]) for one in told["credit"]] == [
        ("4.00", True, "0.00"),
        ("12.50", False, "0.00"),
    ]


def test_points_pay_for_a_web_order_and_come_back_with_their_expiry(hub: Hub, channel: HubChannel, member: str) -> None:
    paid = spend(channel, 200)
    again = spend(channel, 100, ref="W-2")
    back = spend(channel, 150, action="reverse")

    assert [one.json()["active"] for one in (paid, again, back)] == [100, 0, 150]
    assert [(one.points, one.at) for one in points_of(hub, member).expires] == [(150, "2028-11-21T14:32:00.000Z")]


@pytest.mark.parametrize(
    ("points", "action", "ref", "code"),
    [
        (350, "redeem", "W-1", "value_not_enough"),
        (50, "redeem", "W-1", "points_steps"),
        (125, "redeem", "W-1", "points_steps"),
        (101, "reverse", "W-0", "more_than_spent"),
        (1, "reverse", "W-9", "more_than_spent"),
    ],
)
def test_points_that_cannot_be_moved_say_why(
    hub: Hub, channel: HubChannel, member: str, points: int, action: str, ref: str, code: str
) -> None:
    spend(channel, 100, ref="W-0")
    spend(channel, 100, ref="W-0", action="reverse") if code == "value_not_enough" else None

    refused = spend(channel, points, ref, action)

    assert code_of(refused) == code


def test_points_that_an_order_earned_are_added_to_whoever_never_had_any(hub: Hub, channel: HubChannel) -> None:
    told = {"action": "earn", "points": 25, "ref": "W-7"}
    rule = Published(RULE, "programme", json.dumps({"document": PROGRAMME}).encode())
    customer = str(channel.put("/v1/customers/webshop/u-9", {"name": "Noor"}).json()["id"])
    before = channel.post("/v1/customers/webshop/u-9/points", told)
    with hub.write() as connection:
        publish(connection, {CATALOGUE: [rule]}, bytes(16))

    earned = channel.post("/v1/customers/webshop/u-9/points", told)

    assert (code_of(before), earned.json()["active"]) == ("no_programme", 25)
    assert points_of(hub, customer).balance == 25


def test_points_of_nobody_and_of_another_channel_are_not_spent(channel: HubChannel, member: str) -> None:
    nobody = channel.post("/v1/customers/webshop/u-8/points", {"action": "redeem", "points": 100, "ref": "W"})
    earned = channel.post("/v1/customers/webshop/u-8/points", {"action": "earn", "points": 100, "ref": "W"})
    other = channel.post("/v1/customers/app/u-7/points", {"action": "redeem", "points": 100, "ref": "W"})

    assert (nobody.status_code, earned.status_code, other.status_code) == (404, 404, 403)


def test_points_that_are_spent_again_with_one_key_are_spent_once(hub: Hub, channel: HubChannel, member: str) -> None:
    for _ in range(3):
        spend(channel, 100, key="key-1")

    assert points_of(hub, member).balance == 200
