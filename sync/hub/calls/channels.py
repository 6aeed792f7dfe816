"""Keys of channels: shown once when they are made, kept as a hash, revocable."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Collection
from hashlib import sha256
from typing import Literal, get_args

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from sync.hub.calls.access import ChannelAccess
from sync.hub.hub import Hub
from sync.hub.store import channels
from sync.hub.store.engine import Connection

KEY_MARK = "tck_"
KEY_BYTES = 32
HOOK_BYTES = 32
Scope = Literal["orders", "prices", "stock", "customers", "value", "metrics"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
_NAME = re.compile("[a-z0-9][a-z0-9._-]{0,39}")
_HOOK = re.compile(r"https://[^\s]{1,500}|http://(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?(?:/[^\s]{0,500})?")


def channel_of(connection: Connection, key: str) -> ChannelAccess | None:
    """The channel that a key opens; None when it was revoked or never given out.

    The key is looked up by its hash, so how long that takes says nothing of the key.
    """
    return channels.channel_by_hash(connection, sha256(key.encode()).digest())


def add_channel(hub: Hub, name: str, scopes: Collection[str] = SCOPES, hook_url: str = "") -> tuple[str, str]:
    """A new channel: its key and the secret of its webhooks (empty without one), both shown this once.

    Refused `bad_channel_name`, `bad_scope`, `bad_webhook`, `channel_exists`.
    """
    if not _NAME.fullmatch(name):
        raise Refused("bad_channel_name", channel=name)
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        raise Refused("bad_scope", scope=unknown[0], scopes=", ".join(SCOPES))
    if hook_url and not _HOOK.fullmatch(hook_url):
        raise Refused("bad_webhook")
    key = KEY_MARK + urlsafe_b64encode(hub.chance(KEY_BYTES)).rstrip(b"=").decode()
    secret = hub.chance(HOOK_BYTES).hex() if hook_url else ""
    with hub.write() as connection:
        if any(row.name == name for row in channels.all_channels(connection)):
            raise Refused("channel_exists", channel=name)
        told = " ".join(scope for scope in SCOPES if scope in scopes)
        channels.add_channel(connection, name, sha256(key.encode()).digest(), told, stamp(hub.now()))
        channels.keep_hook(connection, name, hook_url, secret)
    return key, secret


def revoke_channel(hub: Hub, name: str) -> None:
    """From now on its key opens nothing; Refused `unknown_channel`."""
    with hub.write() as connection:
        if not channels.revoke_channel(connection, name, stamp(hub.now())):
            raise Refused("unknown_channel", channel=name)
