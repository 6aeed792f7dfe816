"""Online orders: what a channel may ask for, what it is told, and what its store's tills hear."""

import io
import json
from base64 import b64decode
from datetime import datetime
from itertools import product
from threading import Barrier, Thread
from typing import Any, get_args

import httpx
import pytest
from msgspec.structs import replace
from PIL import Image

from pos.domain.failures import Refused
from pos.domain.pickup_token import digest_of, parse_token
from pos.domain.short_code import is_code_of
from sync.entities import Collected, Order, OrderLine, OrderState
from sync.hub.calls.idempotency import write_of
from sync.hub.hub import Hub
from sync.hub.pickup import order_states
from sync.hub.pickup.order_documents import AskedLine, Buyer, PlaceOrder
from sync.hub.pickup.orders import place_order
from sync.hub.pickup.qr import MODULE_PIXELS, QUIET_MODULES
from tests.sync.hub_shop import HubChannel, HubTill, a_channel
from tests.sync.online import an_order, placed, stock_up

AT = "2026-11-21T14:32:00.000Z"
LATER = "2026-11-22T10:00:00.000Z"
STATES: tuple[OrderState, ...] = get_args(OrderState)
STEPS = ("accepted", "declined", "picked", "short", "staged", "ready", "restocked")


@pytest.fixture(autouse=True)
def _goods(hub: Hub) -> None:
    stock_up(hub)


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, str(answer.json()["error"]["code"])


def orders_of(till: HubTill) -> list[dict[str, Any]]:
    """The orders on this till's feed."""
    return [change["body"] for change in till.get("/v1/feed", scope="orders").json()["changes"]]


def test_an_order_is_completed_from_the_catalogue(channel: HubChannel, hub_till: HubTill) -> None:
    told = placed(channel)

    assert (told["number"], told["state"], told["total"]) == (f"N-{told['id']}", "placed", "36.00")
    body = orders_of(hub_till)[0]
    assert body["lines"][0]["name"] == "Wool socks" and body["lines"][0]["barcodes"] == ["4006381333931"]
    assert body["total_minor"] == 36_00 and body["customer_name"] == "Ana Lind"


def test_the_postcode_goes_to_the_store_where_the_order_is_found_by_it(channel: HubChannel, hub_till: HubTill) -> None:
    buyer = {"name": "Ana Lind", "email": "ana@example.org", "postcode": "ZZ1 4QT"}

    told = placed(channel, customer=buyer)

    assert orders_of(hub_till)[0]["postcode"] == "ZZ1 4QT"
    assert "ZZ1 4QT" not in json.dumps(told)


def test_what_the_channel_charged_stands(channel: HubChannel) -> None:
    line = {"sku": "SOCK-R", "qty": "3", "unit_price": "15.00", "total": "40.00"}

    told = placed(channel, "W-1", line, {"sku": "TEA", "qty": "0.345"})

    assert [one["total"] for one in told["lines"]] == ["40.00", "15.70"]
    assert told["total"] == "55.70"


def test_orders_are_numbered_upwards(channel: HubChannel) -> None:
    numbers = [int(placed(channel, f"W-{n}")["id"]) for n in range(3)]

    assert numbers == [88_001, 88_002, 88_003]


def test_the_token_says_what_was_ordered(hub: Hub, channel: HubChannel, hub_till: HubTill) -> None:
    told = placed(channel, "W-1", {"sku": "SOCK-R", "qty": "2"}, {"sku": "TEA", "qty": "0.345"})

    token = parse_token(told["token"])

    assert token is not None
    assert (token.order, token.store, token.gen) == (int(told["id"]), 1, 1)
    assert token.digest == digest_of([["SOCK-R", 2], ["TEA", 1]])
    assert token.exp == int(datetime.fromisoformat(told["hold_until"]).timestamp())
    keys = hub_till.get("/v1/feed", scope="policy").json()["changes"]
    listed = next(change["body"]["keys"] for change in keys if change["entity"] == "pickup_keys")
    assert [key["kid"] for key in listed] == [token.kid]


def test_the_short_code_is_kept_as_a_hash(hub: Hub, channel: HubChannel, hub_till: HubTill) -> None:
    told = placed(channel)

    body = orders_of(hub_till)[0]

    assert len(told["short_code"]) == 8
    assert is_code_of(told["short_code"], body["code_salt"], body["code_hmac"])
    assert told["short_code"] not in json.dumps(body)


def test_the_qr_is_version_6(channel: HubChannel) -> None:
    told = placed(channel)

    answer = channel.get(f"/v1/orders/{told['id']}/qr.png")

    assert answer.headers["content-type"] == "image/png" and answer.content == b64decode(told["qr_png"])
    modules = Image.open(io.BytesIO(answer.content)).width // MODULE_PIXELS - 2 * QUIET_MODULES
    assert modules == 17 + 4 * 6


def test_the_slip_of_an_order_prints_its_token_as_a_qr(channel: HubChannel) -> None:
    told = placed(channel)

    answer = channel.get(f"/v1/orders/{told['id']}/slip.bin")

    assert answer.headers["content-type"] == "application/octet-stream"
    assert told["token"].encode() in answer.content
    assert told["number"].encode() in answer.content


def test_the_same_key_is_one_order(channel: HubChannel) -> None:
    first = channel.post("/v1/orders", an_order(), idempotency="k-1")
    again = channel.post("/v1/orders", an_order(), idempotency="k-1")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


def test_the_same_key_for_another_order_is_refused(channel: HubChannel) -> None:
    channel.post("/v1/orders", an_order("W-1"), idempotency="k-1")

    assert code_of(channel.post("/v1/orders", an_order("W-2"), idempotency="k-1")) == (422, "idempotency_reused")


def test_a_write_without_a_key_is_refused(channel: HubChannel) -> None:
    assert code_of(channel.send("POST", "/v1/orders", json=an_order())) == (400, "idempotency_key_needed")


def test_the_same_reference_is_one_order_under_any_key(channel: HubChannel, hub_till: HubTill) -> None:
    ids = {placed(channel)["id"] for _ in range(3)}

    assert len(ids) == 1 and len(orders_of(hub_till)) == 1


def test_a_reference_stands_for_its_goods(channel: HubChannel) -> None:
    placed(channel)

    answer = channel.post("/v1/orders", an_order("W-1", {"sku": "TENT-2"}))

    assert code_of(answer) == (409, "order_ref_reused")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"lines": [{"sku": "NOPE"}]}, "unknown_sku"),
        ({"lines": [{"sku": "SOCK-R", "qty": "1.5"}]}, "bad_quantity"),
        ({"lines": [{"sku": "SOCK-R", "qty": "0"}]}, "bad_quantity"),
        ({"lines": [{"sku": "SOCK-R", "qty": "1001"}]}, "too_much"),
        ({"lines": [{"sku": "SOCK-R", "unit_price": "-1.00"}]}, "negative_amount"),
        ({"lines": [{"sku": "SOCK-R", "unit_price": "1.005"}]}, "bad_amount"),
        ({"lines": [{"sku": "CARD"}]}, "not_for_pickup"),
        ({"lines": [{"sku": "PATCH"}]}, "price_needed"),
        ({"currency": "EUR"}, "other_currency"),
        ({"customer": {"name": "4111 1111 1111 1111"}}, "payment_card"),
        ({"customer": {"name": "Ana", "id": "C\n1"}}, "control_characters"),
    ],
)
def test_what_makes_no_sense_is_refused_whole(
    channel: HubChannel, hub_till: HubTill, changed: dict[str, Any], code: str
) -> None:
    answer = channel.post("/v1/orders", {**an_order(), **changed}, idempotency="k-1")

    assert code_of(answer) == (422, code)
    assert orders_of(hub_till) == []
    assert channel.post("/v1/orders", an_order(), idempotency="k-1").status_code == 201


@pytest.mark.parametrize(
    "changed", [{"lines": []}, {"store": 0}, {"extra": 1}, {"hold_days": 31}, {"promised_at": "now"}]
)
def test_what_is_no_order_is_refused(channel: HubChannel, changed: dict[str, Any]) -> None:
    assert code_of(channel.post("/v1/orders", {**an_order(), **changed})) == (400, "bad_message")


def test_a_store_that_is_not_there_takes_no_orders(channel: HubChannel) -> None:
    assert code_of(channel.post("/v1/orders", an_order(store=9))) == (404, "unknown_store")


def test_nobody_sees_the_orders_of_another_channel(hub: Hub, client: httpx.Client, channel: HubChannel) -> None:
    told = placed(channel)
    other = a_channel(client, hub, "other")

    paths = [f"/v1/orders/{told['id']}", f"/v1/orders/{told['id']}/qr.png", "/v1/orders/0", "/v1/orders/abc"]

    assert all(code_of(other.get(path)) == (404, "unknown_order") for path in paths)
    assert code_of(other.post(f"/v1/orders/{told['id']}/cancel", None)) == (404, "unknown_order")
    assert channel.get(f"/v1/orders/{told['id']}").json() == told


def test_a_key_without_the_scope_places_nothing(hub: Hub, client: httpx.Client) -> None:
    other = a_channel(client, hub, "prices", scopes=["prices"])

    assert code_of(other.post("/v1/orders", an_order())) == (403, "not_allowed")


def test_a_cancel_voids_the_token_and_is_one(channel: HubChannel, hub_till: HubTill) -> None:
    told = placed(channel)

    first = channel.post(f"/v1/orders/{told['id']}/cancel", None).json()
    again = channel.post(f"/v1/orders/{told['id']}/cancel", None).json()

    assert first == again
    assert (first["state"], first["token"], first["refund"]) == ("cancelled", "", "due")
    assert [(body["state"], body["gen"]) for body in orders_of(hub_till)] == [("cancelled", 2)]
    assert code_of(channel.get(f"/v1/orders/{told['id']}/qr.png")) == (409, "order_ended")
    assert code_of(channel.get(f"/v1/orders/{told['id']}/slip.bin")) == (409, "order_ended")


def test_a_refund_is_told_once_it_is_due(channel: HubChannel) -> None:
    told = placed(channel)
    early = channel.post(f"/v1/orders/{told['id']}/refunded", None)
    channel.post(f"/v1/orders/{told['id']}/cancel", None)

    done = channel.post(f"/v1/orders/{told['id']}/refunded", None).json()

    assert code_of(early) == (409, "no_refund_due")
    assert (done["state"], done["refund"]) == ("refunded", "done")


def test_a_new_token_voids_the_one_before(channel: HubChannel, hub_till: HubTill) -> None:
    told = placed(channel)

    new = channel.post(f"/v1/orders/{told['id']}/token", None).json()

    token = parse_token(new["token"])
    body = orders_of(hub_till)[0]
    assert token is not None and token.gen == body["gen"] == 2
    assert new["short_code"] != told["short_code"]
    assert is_code_of(new["short_code"], body["code_salt"], body["code_hmac"])


def asked(ref: str) -> PlaceOrder:
    return PlaceOrder(ref=ref, store=1, lines=[AskedLine(sku="SOCK-R")], customer=Buyer(name="Ana"))


def test_two_processes_that_get_one_order_at_once_keep_it_once(pg_hub: Hub) -> None:
    stock_up(pg_hub)
    found: list[tuple[int, bool]] = []
    begin = Barrier(8)

    def place(key: str) -> None:
        begin.wait()
        kept, new = place_order(pg_hub, asked("W-1"), write_of("webshop", key, "/v1/orders", "W-1"))
        found.append((kept.order.order_id, new))

    threads = [Thread(target=place, args=(f"k-{n % 4}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert len({order_id for order_id, _new in found}) == 1


def order(state: OrderState = "ready", **changed: Any) -> Order:
    """Three pairs of socks and one weighed line."""
    lines = [
        OrderLine(line=1, sku="SOCK-R", name="Wool socks", qty_milli=3000),
        OrderLine(line=2, sku="TEA", name="Loose tea", qty_milli=345, kind="weighed"),
    ]
    made = Order(
        order_id=88_001, number="N-88001", store_no=1, channel="webshop", state=state, placed_at=AT, promised_at=AT,
        hold_until="2026-11-28T14:32:00.000Z", currency="GBP", total_minor=70_00, lines=lines, includes={},
    )  # fmt: skip
    return replace(made, **changed)


def collected(at: str = LATER) -> Collected:
    return Collected(at=at, till=2, store=1, staff="maya", units=1, entry="E-1")


ALL = {1: [1, 2, 3], 2: [1]}
MOVES: dict[tuple[OrderState, str], OrderState] = {
    ("placed", "accepted"): "accepted", ("assigned", "accepted"): "accepted",
    **{(state, "declined"): "declined" for state in ("placed", "assigned", "accepted")},
    **{(state, "picked"): "picked" for state in ("placed", "assigned", "accepted", "picking", "picked", "short")},
    **{(state, "short"): "short" for state in ("placed", "assigned", "accepted", "picking", "picked", "short")},
    ("staged", "short"): "staged", ("ready", "short"): "ready",
    **{(state, "staged"): "staged" for state in order_states.TO_PICK},
    **{(state, "ready"): "ready" for state in order_states.TO_PICK},
    **{(state, "restocked"): "restocked" for state in ("cancelled", "expired", "declined", "refused")},
    ("refunded", "restocked"): "refunded",
}  # fmt: skip


@pytest.mark.parametrize(("state", "step"), list(product(STATES, STEPS)))
def test_a_step_moves_an_order_as_the_table_says_or_not_at_all(state: OrderState, step: str) -> None:
    before = order(state)

    moved = order_states.stepped(before, step, LATER, {1: 3000, 2: 345})

    assert moved.order.state == MOVES.get((state, step), state)
    if (state, step) not in MOVES:
        assert moved.order == before


def test_a_step_that_does_not_fit_is_named_unless_it_repeats() -> None:
    assert order_states.stepped(order("cancelled"), "ready", LATER, {}).odd == "pickup_step_out_of_order"
    assert order_states.stepped(order("ready"), "ready", LATER, {}).odd == ""
    assert order_states.stepped(order("ready"), "juggled", LATER, {}).odd == "pickup_step_out_of_order"


def test_picking_counts_up_to_what_was_ordered() -> None:
    one = order_states.stepped(order("accepted"), "picked", LATER, {1: 2000}).order
    two = order_states.stepped(one, "picked", LATER, {1: 5000, 2: 345}).order

    assert (one.state, one.lines[0].picked_milli) == ("picking", 2000)
    assert (two.state, two.lines[0].picked_milli) == ("picked", 3000)


def test_what_is_short_waits_no_longer() -> None:
    short = order_states.stepped(order("picking"), "short", LATER, {1: 1000}).order
    ready = order_states.stepped(short, "ready", LATER, {}).order

    done = order_states.handed_over(ready, {1: [1, 2], 2: [1]}, {}, collected()).order

    assert done.state == "collected"


def test_it_is_held_from_when_it_was_ready() -> None:
    ready = order_states.stepped(order("staged"), "ready", LATER, {}, bay="C").order

    assert (ready.ready_at, ready.hold_until, ready.bay) == (LATER, "2026-11-29T10:00:00.000Z", "C")


@pytest.mark.parametrize(
    ("taken", "refused", "state"),
    [
        (ALL, {}, "collected"),
        ({1: [1]}, {}, "partly_collected"),
        ({}, ALL, "refused"),
        ({1: [1, 2]}, {1: [3], 2: [1]}, "collected"),
        ({}, {1: [2]}, "partly_collected"),
    ],
)
def test_a_hand_over_counts_units(taken: order_states.Units, refused: order_states.Units, state: str) -> None:
    moved = order_states.handed_over(order(), taken, refused, collected())

    assert (moved.order.state, moved.odd) == (state, "")


@pytest.mark.parametrize("state", ["cancelled", "expired"])
@pytest.mark.parametrize(("at", "odd"), [(AT, ""), ("2026-11-23T00:00:00.000Z", "handed_over_after_end")])
def test_a_hand_over_beats_a_cancel_and_an_expiry(state: OrderState, at: str, odd: str) -> None:
    ended = order(state, ended_at=LATER, refund="due")

    moved = order_states.handed_over(ended, ALL, {}, collected(at))

    assert (moved.order.state, moved.order.refund, moved.odd) == ("collected", "", odd)


def test_goods_that_were_never_ready_are_told_of() -> None:
    assert order_states.handed_over(order("picked"), ALL, {}, collected()).odd == "handed_over_not_ready"


def test_a_hand_over_that_was_taken_back_leaves_the_order_waiting() -> None:
    done = order_states.handed_over(order(), ALL, {}, collected()).order

    back = order_states.undone(done, ALL, "E-1").order

    assert back == order()


@pytest.mark.parametrize("state", ["cancelled", "expired", "declined", "restocked"])
def test_a_hand_over_of_what_had_ended_that_was_taken_back_leaves_it_ended(state: OrderState) -> None:
    ended = order(state, ended_at=LATER, refund="due")
    done = order_states.handed_over(ended, ALL, {}, collected()).order

    back = order_states.undone(done, ALL, "E-1").order

    assert back == ended


def test_units_that_an_order_does_not_have_are_not_counted() -> None:
    moved = order_states.handed_over(order(), {1: [1, 7, 8], 2: [2]}, {1: [0]}, collected())

    assert moved.order.state == "partly_collected"
    assert [(line.collected, line.refused) for line in moved.order.lines] == [([1], []), ([], [])]


@pytest.mark.parametrize("state", STATES)
def test_a_cancel_is_for_what_is_not_over(state: OrderState) -> None:
    if state in ("expired", "restocked", "refunded"):
        with pytest.raises(Refused, match="order_ended"):
            order_states.cancelled(order(state), LATER)
    else:
        assert order_states.cancelled(order(state), LATER).state == "cancelled"


def test_what_was_handed_over_is_not_cancelled() -> None:
    partly = order_states.handed_over(order(), {1: [1]}, {}, collected()).order

    with pytest.raises(Refused, match="order_collected"):
        order_states.cancelled(partly, LATER)


def test_there_is_always_a_generation_left_to_cancel_with() -> None:
    last = order(gen=order_states.HIGHEST_GEN - 1)

    with pytest.raises(Refused, match="too_many_tokens"):
        order_states.with_new_token(last)
    assert order_states.cancelled(last, LATER).gen == order_states.HIGHEST_GEN


def test_open_orders_alone_want_stock() -> None:
    partly = order_states.handed_over(order(), {1: [1]}, {}, collected()).order

    assert order_states.wants(order("placed")) == {1: 3000, 2: 345}
    assert order_states.wants(partly) == {1: 2000, 2: 345}
    assert order_states.wants(order("cancelled")) == {1: 0, 2: 0}
