"""Webhooks on their way: whose turn it is, and what became of it. Written by `deliveries.py`."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, select, update

from sync.hub.store.tables import channel, delivery


@dataclass(frozen=True, slots=True)
class Due:
    """One delivery with where it goes and what signs it; `tries` were made before."""

    delivery_id: str
    event: str
    body: str
    tries: int
    url: str
    secret: str


def any_due(connection: Connection, now: str) -> bool:
    """Whether there is anything to take: asked every second, so it takes no lock."""
    asked = select(delivery.c.delivery_id).join(channel, channel.c.name == delivery.c.channel)
    return connection.execute(asked.where(*_is_due(now)).limit(1)).first() is not None


def take_due(connection: Connection, now: str, lease_until: str, limit: int) -> list[Due]:
    """Deliveries whose time has come, the oldest first. Nobody else takes them before `lease_until`."""
    asked = (
        select(
            delivery.c.delivery_id,
            delivery.c.event,
            delivery.c.body,
            delivery.c.tries,
            channel.c.hook_url,
            channel.c.hook_secret,
        )
        .join(channel, channel.c.name == delivery.c.channel)
        .where(*_is_due(now))
        .order_by(delivery.c.next_at, delivery.c.delivery_id)
        .limit(limit)
        .with_for_update(of=delivery, skip_locked=True)
    )
    due = [Due(*row) for row in connection.execute(asked)]
    _set(connection, [one.delivery_id for one in due], next_at=lease_until)
    return due


def delivered(connection: Connection, delivery_id: str, tries: int) -> None:
    _set(connection, [delivery_id], state="delivered", tries=tries)


def again_at(connection: Connection, delivery_id: str, tries: int, at: str) -> None:
    """Nobody took it: it is tried again then."""
    _set(connection, [delivery_id], tries=tries, next_at=at)


def give_up(connection: Connection, delivery_id: str, tries: int) -> None:
    _set(connection, [delivery_id], state="given_up", tries=tries)


def forget_before(connection: Connection, at: str) -> None:
    """Drop what is older than this; by then it was delivered, given up, or for a channel that is no more."""
    connection.execute(delete(delivery).where(delivery.c.made_at < at))


def _is_due(now: str) -> tuple[ColumnElement[bool], ...]:
    """A channel whose key was revoked is told nothing any more."""
    return delivery.c.state == "waiting", delivery.c.next_at <= now, channel.c.revoked_at == ""


def _set(connection: Connection, delivery_ids: Sequence[str], **values: object) -> None:
    if delivery_ids:
        connection.execute(update(delivery).where(delivery.c.delivery_id.in_(delivery_ids)).values(**values))
