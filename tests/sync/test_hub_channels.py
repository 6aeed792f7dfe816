"""Keys of channels: shown once, kept as a hash, good for what they are for."""

from hashlib import sha256

import httpx
import pytest
from sqlalchemy import text

from pos.domain.failures import Refused
from sync.hub.calls.channels import add_channel, channel_of, revoke_channel
from sync.hub.hub import Hub
from tests.sync.hub_shop import HubChannel


def test_a_key_opens_its_channel(hub: Hub) -> None:
    key, secret = add_channel(hub, "webshop", ["orders", "stock"])

    with hub.read() as connection:
        channel = channel_of(connection, key)
    assert channel is not None and (channel.name, channel.scopes) == ("webshop", {"orders", "stock"})
    assert key.startswith("tck_") and len(key) > 40 and secret == ""


def test_keys_are_kept_as_a_hash(hub: Hub) -> None:
    key, _secret = add_channel(hub, "webshop")

    with hub.read() as connection:
        row = connection.execute(text("SELECT * FROM channel")).one()
    assert row.key_hash == sha256(key.encode()).digest() and key[4:] not in repr(row)


def test_a_revoked_key_opens_nothing(hub: Hub, client: httpx.Client, channel: HubChannel) -> None:
    before = channel.get("/metrics").status_code

    revoke_channel(hub, "webshop")

    assert (before, channel.get("/metrics").status_code) == (200, 401)


@pytest.mark.parametrize(
    ("name", "scopes", "hook", "code"),
    [
        ("", ["orders"], "", "bad_channel_name"),
        ("Web Shop", ["orders"], "", "bad_channel_name"),
        ("web", ["everything"], "", "bad_scope"),
        ("web", ["orders"], "http://shop.example/hook", "bad_webhook"),
        ("web", ["orders"], "https://shop.example/a b", "bad_webhook"),
    ],
)
def test_what_cannot_be_a_channel_is_refused(hub: Hub, name: str, scopes: list[str], hook: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        add_channel(hub, name, scopes, hook)


@pytest.mark.parametrize("hook", ["https://shop.example/hook", "http://127.0.0.1:9000/hook", "http://localhost:1"])
def test_a_webhook_has_a_secret(hub: Hub, hook: str) -> None:
    _key, secret = add_channel(hub, "webshop", ["orders"], hook)

    assert len(bytes.fromhex(secret)) == 32


def test_a_name_is_given_once(hub: Hub, channel: HubChannel) -> None:
    with pytest.raises(Refused, match="channel_exists"):
        add_channel(hub, "webshop")


def test_an_unknown_channel_is_not_revoked(hub: Hub) -> None:
    with pytest.raises(Refused, match="unknown_channel"):
        revoke_channel(hub, "nobody")
