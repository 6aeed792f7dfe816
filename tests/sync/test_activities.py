"""What channels tell of customers: baskets, wish lists, messages, support cases, offers, and what came back."""

from typing import Any

import httpx
import pytest

from sync.entities import Product, Rule
from sync.hub.hub import Hub
from sync.hub.store.streams import Published, publish
from tests.sync.hub_people import activities_at, published_count
from tests.sync.hub_pickups import an_order
from tests.sync.hub_shop import HubChannel, a_channel

BASKET, WISHES = "/v1/customers/webshop/u-7/basket", "/v1/customers/webshop/u-7/wishlist"
AT = "2026-11-20T09:00:00Z"


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    """A hub with a cap in its catalogue, on SQLite and on PostgreSQL."""
    made: Hub = request.getfixturevalue(request.param)
    cap = Product(sku="CAP", name="Cap", price_minor=1900, options="Blue")
    with made.write() as connection:
        publish(connection, {"catalogue": [Published.of("product", "CAP", cap)]}, b"salt")
    return made


@pytest.fixture
def shop(any_hub: Hub, client_of: Any) -> HubChannel:
    """The web shop, which knows Ana as `u-7`."""
    made = a_channel(client_of(any_hub), any_hub)
    ana(made)
    return made


def ana(shop: HubChannel, ref: str = "u-7") -> str:
    """The hub's id of Ana."""
    return str(shop.put(f"/v1/customers/webshop/{ref}", {"name": "Ana Lind"}).json()["id"])


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("error", {}).get("code", "")


def test_a_basket_reaches_the_tills_with_what_the_catalogue_knows(any_hub: Hub, shop: HubChannel) -> None:
    lines = [{"sku": "CAP", "qty": "2", "since": AT}, {"sku": "ONLINE-1", "name": "Web lamp", "amount": "49.90"}]

    answer = shop.put(BASKET, {"lines": lines, "device": "phone app"})

    (told,) = activities_at(any_hub, ana(shop))
    assert answer.json() == {
        "id": f"basket:webshop:{told.customer_id}",
        "customer": told.customer_id,
        "kind": "basket",
        "state": "open",
        "at": "2026-11-21T14:32:00.000Z",
    }
    assert (told.channel, told.device, told.currency, told.amount_minor) == ("webshop", "phone app", "GBP", 8790)
    assert [(line.name, line.options, line.qty_milli, line.amount_minor) for line in told.lines] == [
        ("Cap", "Blue", 2000, 3800),
        ("Web lamp", "", 1000, 4990),
    ]
    assert [line.since for line in told.lines] == ["2026-11-20T09:00:00.000Z", ""]


def test_an_emptied_basket_is_gone_and_the_wish_list_stays(any_hub: Hub, shop: HubChannel) -> None:
    for path in (BASKET, WISHES):
        shop.put(path, {"lines": [{"sku": "CAP"}]})

    emptied = [shop.put(BASKET, {"lines": []}) for _ in range(2)]

    assert [one.json()["state"] for one in emptied] == ["emptied", "emptied"]
    assert [one.kind for one in activities_at(any_hub, ana(shop))] == ["wishlist"]


def test_the_same_basket_again_is_no_news(any_hub: Hub, shop: HubChannel) -> None:
    first = shop.put(BASKET, {"lines": [{"sku": "CAP"}]}, "key-1")
    before = published_count(any_hub)

    again = [shop.put(BASKET, {"lines": [{"sku": "CAP"}]}, key) for key in ("key-1", "key-2")]

    assert [one.json() for one in again] == [first.json()] * 2
    assert published_count(any_hub) == before
    assert code_of(shop.put(BASKET, {"lines": []}, "key-1")) == (422, "idempotency_reused")


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([{"sku": "CAP", "qty": "0"}], "bad_quantity"),
        ([{"sku": "CAP", "qty": "99999999"}], "bad_quantity"),
        ([{"sku": "CAP", "amount": "-1"}], "negative_amount"),
        ([{"sku": "CAP", "amount": "12.345"}], "bad_amount"),
        ([{"sku": "CAP", "amount": "999999999999"}], "amount_too_large"),
        ([{"sku": "CAP", "name": "4111 1111 1111 1111"}], "payment_card"),
        ([{"sku": "CAP\u202e"}], "control_characters"),
        ([{"sku": "CAP"}] * 201, "bad_message"),
        ([{"sku": "CAP", "image": "cap.png"}], "bad_message"),
    ],
)
def test_goods_that_no_till_could_take_are_refused(shop: HubChannel, lines: list[dict[str, str]], code: str) -> None:
    answer = shop.put(BASKET, {"lines": lines})

    assert answer.status_code < 500
    assert answer.json()["error"]["code"] == code


def test_a_full_basket_is_taken(any_hub: Hub, shop: HubChannel) -> None:
    answer = shop.put(BASKET, {"lines": [{"sku": "CAP"}] * 200})

    (told,) = activities_at(any_hub, ana(shop))
    assert answer.status_code == 200
    assert (len(told.lines), told.amount_minor) == (200, 200 * 1900)


def test_a_support_case_is_one_thing_in_all_channels(any_hub: Hub, shop: HubChannel, client_of: Any) -> None:
    customer = ana(shop)
    desk = a_channel(client_of(any_hub), any_hub, "helpdesk")
    case = {"id": "S-4711", "kind": "support", "customer": "u-7", "ref": "S-4711"}
    shop.post("/v1/activities", case | {"at": AT, "state": "open", "words": "The zip is stuck.\nSize M."})

    answer = desk.post("/v1/activities", case | {"customer": customer, "state": "done", "words": "Sent a new one."})

    (told,) = activities_at(any_hub, customer)
    assert answer.json()["id"] == told.activity_id == "support:S-4711"
    assert (told.state, told.words, told.ref) == ("done", "Sent a new one.", "S-4711")
    assert (told.channel, told.at) == ("webshop", "2026-11-20T09:00:00.000Z")


def test_a_case_does_not_change_its_customer(any_hub: Hub, shop: HubChannel) -> None:
    customer = ana(shop)
    ana(shop, "u-8")
    case = {"id": "S-4711", "kind": "support", "words": "The zip is stuck."}
    shop.post("/v1/activities", case | {"customer": "u-7"})

    answer = shop.post("/v1/activities", case | {"customer": "u-8"})

    assert code_of(answer) == (403, "not_allowed")
    assert len(activities_at(any_hub, customer)) == 1


def test_messages_of_two_channels_with_one_id_are_two(any_hub: Hub, shop: HubChannel, client_of: Any) -> None:
    customer = ana(shop)
    other = a_channel(client_of(any_hub), any_hub, "newsletter")
    told = {"id": "1", "kind": "message", "customer": customer, "state": "sent", "words": "Winter is here."}

    answers = [channel.post("/v1/activities", told) for channel in (shop, other)]

    assert [one.status_code for one in answers] == [200, 200]
    assert [one.activity_id for one in activities_at(any_hub, customer)] == [
        "message:newsletter:1",
        "message:webshop:1",
    ]


def test_an_offer_reaches_every_customer_it_was_made_to(any_hub: Hub, shop: HubChannel) -> None:
    first, second = ana(shop), ana(shop, "u-8")
    promote(any_hub, "P-1")
    offer = {
        "id": "W-1",
        "customers": ["u-7", second, "u-7"],
        "promotion": "P-1",
        "code": "WINTER",
        "words": "10 % off",
    }

    answer = shop.post("/v1/offers", offer | {"until": "2026-12-01T00:00:00+01:00"})
    shop.post("/v1/offers", offer | {"customers": ["u-7"], "state": "redeemed"})

    assert answer.json() == {"id": "W-1", "customers": 2}
    (one,), (other,) = activities_at(any_hub, first), activities_at(any_hub, second)
    assert (one.state, other.state) == ("redeemed", "sent")
    assert (other.promotion, other.code, other.until) == ("P-1", "WINTER", "2026-11-30T23:00:00.000Z")


def test_an_offer_of_a_promotion_that_is_not_here_reaches_nobody(any_hub: Hub, shop: HubChannel) -> None:
    customer = ana(shop)
    promote(any_hub, "P-1")

    answer = shop.post("/v1/offers", {"id": "W-1", "customers": ["u-7"], "promotion": "P-2", "words": "10 % off"})

    assert code_of(answer) == (404, "unknown_promotion")
    assert activities_at(any_hub, customer) == []


def promote(hub: Hub, promotion: str) -> None:
    """Ten percent off all, as an import brings it."""
    document = {"id": promotion, "name": "Ten", "phase": "item", "give": {"percent": "10"}}
    rule = Published.of("rule", f"promotion:{promotion}", Rule(document=document))
    with hub.write() as connection:
        publish(connection, {"catalogue": [rule]}, hub.chance(16))


def test_an_offer_to_somebody_unknown_reaches_nobody(any_hub: Hub, shop: HubChannel) -> None:
    offer = {"id": "W-1", "customers": ["u-7", "nobody"], "words": "10 % off"}

    answer = shop.post("/v1/offers", offer)

    assert code_of(answer) == (404, "unknown_customer")
    assert activities_at(any_hub, ana(shop)) == []


def test_what_came_back_stands_in_the_history_and_the_order_stays(any_hub: Hub, shop: HubChannel) -> None:
    customer = ana(shop)
    an_order(any_hub, customer_id=customer, state="collected")
    before = shop.get("/v1/orders/88001").json()
    told = {"id": "R-1", "amount": "10.00", "words": "Too small.", "lines": [{"sku": "CAP", "amount": "10.00"}]}

    answers = [shop.post("/v1/orders/88001/returns", told) for _ in range(2)]

    (back,) = [one for one in activities_at(any_hub, customer) if one.kind == "order_return"]
    assert [one.json() for one in answers] == [{"id": "R-1", "order": "88001", "shown": True}] * 2
    assert (back.ref, back.amount_minor, back.words) == ("N-88001", -1000, "Too small.")
    assert [(line.qty_milli, line.amount_minor) for line in back.lines] == [(-1000, -1000)]
    assert shop.get("/v1/orders/88001").json() == before


def test_a_return_is_of_an_order_of_this_channel(any_hub: Hub, shop: HubChannel, client_of: Any) -> None:
    an_order(any_hub)
    other = a_channel(client_of(any_hub), any_hub, "other")

    answers = [channel.post("/v1/orders/88001/returns", {"id": "R-1", "amount": "1"}) for channel in (shop, other)]

    assert answers[0].json()["shown"] is False
    assert code_of(answers[1]) == (404, "unknown_order")


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"words": "my card is 4111 1111 1111 1111"}, "payment_card"),
        ({"words": "Hello\x1b[2J"}, "control_characters"),
        ({"id": "a\u202eb"}, "control_characters"),
        ({"customer": "nobody"}, "unknown_customer"),
        ({"kind": "note"}, "bad_message"),
        ({"kind": "task"}, "bad_message"),
        ({"state": "paid"}, "bad_message"),
        ({"staff": "maya"}, "bad_message"),
    ],
)
def test_what_a_channel_may_not_say_is_refused(shop: HubChannel, document: dict[str, str], code: str) -> None:
    told = {"id": "1", "kind": "message", "customer": "u-7", "words": "Hello.", **document}

    answer = shop.post("/v1/activities", told)

    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]["code"] == code


def test_moments_that_nobody_can_count_on_become_ones_that_are(any_hub: Hub, shop: HubChannel) -> None:
    offer = {"id": "W-1", "customers": ["u-7"], "words": "For ever", "until": "9999-12-31T23:59:59-23:00"}

    answers = [
        shop.post("/v1/offers", offer),
        shop.put(BASKET, {"lines": [{"sku": "CAP"}], "at": "0001-01-01T00:00:00+23:00"}),
    ]

    told = {one.kind: one for one in activities_at(any_hub, ana(shop))}
    assert [one.status_code for one in answers] == [200, 200]
    assert (told["offer"].until, told["basket"].at) == ("9000-01-01T00:00:00.000Z", "1970-01-01T00:00:00.000Z")


def test_only_a_key_for_customers_may_tell_of_them(any_hub: Hub, shop: HubChannel, client_of: Any) -> None:
    orders_only = a_channel(client_of(any_hub), any_hub, "courier", ["orders"])
    other = a_channel(client_of(any_hub), any_hub, "other")

    answers = [
        orders_only.put(BASKET, {"lines": []}),
        orders_only.post("/v1/activities", {"id": "1", "kind": "visit", "customer": "u-7"}),
        orders_only.post("/v1/offers", {"id": "1", "customers": ["u-7"], "words": "x"}),
        other.put(BASKET, {"lines": []}),
    ]

    assert [code_of(one) for one in answers] == [(403, "not_allowed")] * 4
    assert code_of(shop.put("/v1/customers/webshop/nobody/basket", {"lines": []})) == (404, "unknown_customer")
    assert code_of(shop.send("PUT", BASKET, json={"lines": []})) == (400, "idempotency_key_needed")
