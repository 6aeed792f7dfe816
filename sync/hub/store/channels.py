"""Channels: web shops and tools with a key of their own."""

from sqlalchemy import Connection, Row, insert, select, update

from sync.hub.calls.access import ChannelAccess
from sync.hub.store.tables import channel


def channel_by_hash(connection: Connection, key_hash: bytes) -> ChannelAccess | None:
    """The channel that this key opens, None for one that was revoked or never given out."""
    asked = select(channel.c.name, channel.c.scopes).where(channel.c.key_hash == key_hash, channel.c.revoked_at == "")
    row = connection.execute(asked).one_or_none()
    return None if row is None else ChannelAccess(row.name, frozenset(row.scopes.split()))


def all_channels(connection: Connection) -> list[Row[str, str, str, str, str]]:
    """(name, scopes, made_at, revoked_at, hook_url) by name."""
    wanted = (channel.c.name, channel.c.scopes, channel.c.made_at, channel.c.revoked_at, channel.c.hook_url)
    return list(connection.execute(select(*wanted).order_by(channel.c.name)))


def add_channel(connection: Connection, name: str, key_hash: bytes, scopes: str, at: str) -> None:
    connection.execute(insert(channel).values(name=name, key_hash=key_hash, scopes=scopes, made_at=at))


def keep_hook(connection: Connection, name: str, url: str, secret: str) -> None:
    """Where this channel is told of events, and what signs them."""
    connection.execute(update(channel).where(channel.c.name == name).values(hook_url=url, hook_secret=secret))


def revoke_channel(connection: Connection, name: str, at: str) -> bool:
    """Whether there was a channel of this name whose key was still good."""
    asked = update(channel).where(channel.c.name == name, channel.c.revoked_at == "").values(revoked_at=at)
    return connection.execute(asked).rowcount == 1
