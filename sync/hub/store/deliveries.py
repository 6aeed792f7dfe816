"""Webhooks that wait to be sent: written in the transaction of what they tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sync.hub.store.rows import add_rows
from sync.hub.store.tables import channel, delivery


@dataclass(frozen=True, slots=True)
class Telling:
    """An event with its JSON body, for one channel, or for every channel whose key has the scope."""

    event: str
    body: bytes
    channel: str = ""
    scope: str = ""


def enqueue(connection: Connection, tellings: Sequence[Telling], new_id: Callable[[], str], now: str) -> None:
    """Have the channels told that wish to be: those with a hook whose key was not revoked."""
    if not tellings:
        return
    asked = select(channel.c.name, channel.c.scopes).where(channel.c.hook_url != "", channel.c.revoked_at == "")
    hooks = {row.name: set(row.scopes.split()) for row in connection.execute(asked)}
    add_rows(
        connection,
        delivery,
        [
            (new_id(), name, telling.event, telling.body.decode(), now, now, 0, "waiting")
            for telling in tellings
            for name in sorted(hooks)
            if name == telling.channel or telling.scope in hooks[name]
        ],
    )
