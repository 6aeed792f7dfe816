"""What a till hears at its start, and the keys of persons that it sends ahead."""

from collections.abc import Callable

import httpx
import msgspec
import pytest

from sync.base64url import bytes_of
from sync.entities import PickupKeys, keys_words
from sync.hub.hub import Hub
from sync.hub.pickup.pickup_keys import MOST_KEYS, keys_number, rotate_pickup_keys, sign_key
from sync.hub.store.persons import add_keys, keys_of
from sync.hub.store.things import bodies, stand
from sync.wire import HelloAnswer
from tests.sync.hub_shop import HubTill, a_store, an_enrolled_till, b64

KEY = b64(bytes(range(32)))


def published_keys(hub: Hub) -> PickupKeys:
    with hub.read() as connection:
        body = bodies(connection, "policy", "pickup_keys", ["pickup_keys"])["pickup_keys"]
    return msgspec.json.decode(body, type=PickupKeys)


def test_a_hello_hears_where_the_hub_is(hub: Hub, hub_till: HubTill) -> None:
    told = hub_till.hello()

    assert set(told) == set(HelloAnswer.__struct_fields__)
    assert (told["epoch"], told["hub_id"], told["t_hub"]) == (hub.epoch, hub.hub_id, "2026-11-21T14:32:00.000Z")
    assert (told["high"], told["high_hash"], told["quarantine"]) == ({}, {}, 0)
    assert (told["speak"], told["till"], told["keys_rev"]) == (1, "active", 1)


def test_a_hello_hears_of_new_rules_and_keys(hub: Hub, hub_till: HubTill) -> None:
    before = hub_till.hello()

    rotate_pickup_keys(hub)

    after = hub_till.hello()
    assert after["policy_rev"] > before["policy_rev"] and after["keys_rev"] == before["keys_rev"] + 1


def test_a_till_says_hello_for_itself(hub: Hub, client: httpx.Client, hub_till: HubTill) -> None:
    other = an_enrolled_till(client, hub)

    answer = hub_till.post("/v1/tills/hello", {**_a_hello(), "till_id": other.till_id})

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong_till")


def test_a_till_of_another_time_is_told_to_upgrade(hub_till: HubTill) -> None:
    answer = hub_till.post("/v1/tills/hello", _a_hello() | {"speaks": [7]})

    assert (answer.status_code, answer.json()["error"]["code"]) == (426, "upgrade_needed")


def test_keys_of_persons_are_kept_once_and_told_to_the_store(hub: Hub, hub_till: HubTill) -> None:
    path, keys = f"/v1/tills/{hub_till.till_id}/keys", [{"person": "P-1", "key": KEY}, {"person": "P-2", "key": KEY}]

    kept = [hub_till.put(path, {"keys": keys}).json()["kept"] for _ in range(2)]

    with hub.read() as connection:
        assert set(keys_of(connection, ["P-1", "P-2", "P-3"])) == {"P-1", "P-2"}
        assert stand(connection, "orders:1").n == 2
        assert set(bodies(connection, "orders:1", "person_key", ["P-1", "P-2"])) == {"P-1", "P-2"}
    assert kept == [2, 0]


def test_a_second_key_of_a_person_is_kept_beside_the_first_which_the_store_knows(hub: Hub, hub_till: HubTill) -> None:
    path = f"/v1/tills/{hub_till.till_id}/keys"
    hub_till.put(path, {"keys": [{"person": "P-1", "key": KEY}]})

    hub_till.put(path, {"keys": [{"person": "P-1", "key": b64(bytes(32))}]})

    with hub.read() as connection:
        body = bodies(connection, "orders:1", "person_key", ["P-1"])["P-1"]
        assert len(keys_of(connection, ["P-1"])["P-1"]) == 2
    assert msgspec.json.decode(body)["key"] == KEY


def test_no_keys_are_no_news(hub: Hub, hub_till: HubTill) -> None:
    answer = hub_till.put(f"/v1/tills/{hub_till.till_id}/keys", {"keys": []})

    assert answer.json()["kept"] == 0


def test_a_person_whose_id_no_till_would_take_has_no_key(hub_till: HubTill) -> None:
    answer = hub_till.put(f"/v1/tills/{hub_till.till_id}/keys", {"keys": [{"person": "P\x1b1", "key": KEY}]})

    assert answer.json()["error"]["code"] == "control_characters"


@pytest.mark.parametrize(("key", "code"), [("AAAA", "bad_key"), ("?", "bad_message")])
def test_what_is_no_key_is_refused_whole(hub: Hub, hub_till: HubTill, key: str, code: str) -> None:
    keys = [{"person": "P-1", "key": KEY}, {"person": "P-2", "key": key}]

    answer = hub_till.put(f"/v1/tills/{hub_till.till_id}/keys", {"keys": keys})

    with hub.read() as connection:
        assert keys_of(connection, ["P-1"]) == {}
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)


def test_a_till_sends_keys_for_itself(hub: Hub, hub_till: HubTill) -> None:
    answer = hub_till.put("/v1/tills/another/keys", {"keys": []})

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong_till")


def test_the_list_of_pickup_keys_is_signed_by_the_hub(hub: Hub) -> None:
    listed = published_keys(hub)

    words = keys_words(hub.hub_id, listed.number, listed.keys)
    hub.signer.public_key().verify(bytes_of(listed.sig), words)
    assert (listed.number, len(listed.keys)) == (1, 1)


def test_two_keys_stand_at_a_time_and_the_newest_signs(hub: Hub) -> None:
    for _ in range(3):
        rotate_pickup_keys(hub)

    listed = published_keys(hub)
    with hub.read() as connection:
        kid, key = sign_key(connection)
        assert keys_number(connection) == listed.number == 4
    assert [told.kid for told in listed.keys] == [4, 3] and len(listed.keys) == MOST_KEYS
    assert (kid, b64(key.public_key().public_bytes_raw())) == (4, listed.keys[0].public_key)


def test_all_of_it_works_on_postgresql(pg_hub: Hub, client_of: Callable[[Hub], httpx.Client]) -> None:
    a_store(pg_hub, 2, "S")
    till = an_enrolled_till(client_of(pg_hub), pg_hub, 2)

    kept = till.put(f"/v1/tills/{till.till_id}/keys", {"keys": [{"person": "P-1", "key": KEY}]}).json()["kept"]

    rotate_pickup_keys(pg_hub)
    with pg_hub.write() as connection:
        assert add_keys(connection, [("P-1", bytes(32)), ("P-1", bytes_of(KEY))], 2) == [("P-1", bytes(32))]
    assert (kept, till.hello()["keys_rev"]) == (1, 2)


def _a_hello() -> dict[str, object]:
    return {
        "store_id": 1,
        "app": "0.1.0",
        "schema": "0002",
        "speaks": [1],
        "journal_id": "00" * 16,
        "seq": 0,
        "head": "",
        "t_wall": "2026-11-21T14:32:00.000Z",
        "t_mono_ms": 1,
    }
