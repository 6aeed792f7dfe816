"""Customers of channels: one person under each channel's own id, known to every till."""

from typing import Any

import httpx
import pytest

from sync.hub.hub import Hub
from tests.sync.hub_shop import HubChannel, HubTill, a_channel

ANA = {"name": "Ana Lind", "email": "Ana@Example.org", "phone": "020 7946 0958", "consents": {"email": True}}


def put(channel: HubChannel, document: dict[str, Any] | None = None, ref: str = "u-7") -> dict[str, Any]:
    answer = channel.put(f"/v1/customers/webshop/{ref}", document or ANA)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_new_customer_reaches_every_till(channel: HubChannel, hub_till: HubTill) -> None:
    told = put(channel)

    assert (told["email"], told["phone"]) == ("ana@example.org", "+442079460958")
    assert told["references"] == {"webshop": "u-7"}
    changes = hub_till.get("/v1/feed", scope="customers").json()["changes"]
    assert [(change["id"], change["body"]["name"]) for change in changes] == [(told["id"], "Ana Lind")]
    assert channel.get(f"/v1/customers/{told['id']}").json() == told


def test_what_is_left_out_stays(channel: HubChannel) -> None:
    first = put(channel)

    second = put(channel, {"language": "sv", "consents": {"sms": False}})

    assert second == {**first, "language": "sv", "consents": {"email": True, "sms": False}}


def test_the_same_again_publishes_nothing(channel: HubChannel, hub_till: HubTill) -> None:
    put(channel)
    cursor = hub_till.get("/v1/feed", scope="customers").json()["cursor"]

    put(channel)

    assert hub_till.get("/v1/feed", scope="customers", cursor=cursor).json()["changes"] == []


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"email": "ana@example.org"}, "name_needed"),
        ({"name": "Ana", "email": "nobody"}, "bad_email"),
        ({"name": "Ana", "birthday": "2000-01-01\n"}, "control_characters"),
        ({"name": "Ana", "phone": "00000000"}, "bad_phone"),
        ({"name": "4111 1111 1111 1111"}, "payment_card"),
        ({"name": "Ana", "email": "4111111111111111@example.org"}, "payment_card"),
        ({"name": "Ana", "tier": "Gold"}, "bad_message"),
    ],
)
def test_what_cannot_be_kept_is_refused(channel: HubChannel, document: dict[str, Any], code: str) -> None:
    answer = channel.put("/v1/customers/webshop/u-7", document)

    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]["code"] == code


def test_a_channel_speaks_for_itself(hub: Hub, client: httpx.Client, channel: HubChannel) -> None:
    other = a_channel(client, hub, "other")

    assert other.put("/v1/customers/webshop/u-7", ANA).status_code == 403
    assert channel.get("/v1/customers/nobody").json()["error"]["code"] == "unknown_customer"
