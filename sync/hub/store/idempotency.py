"""Which writes of a channel were done already, by the key that the channel gave them."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from sync.hub.store.streams import upsert_into
from sync.hub.store.tables import idempotency


@dataclass(frozen=True, slots=True)
class Done:
    """What was asked under a key (a hash), and the id of what came of it."""

    request_hash: bytes
    answer: str


def begin(connection: Connection, channel: str, key: str, request_hash: bytes, at: str) -> Done | None:
    """None when the key is new: nobody else begins with it until this transaction ends."""
    row = {"channel": channel, "key": key, "request_hash": request_hash, "status": 0, "answer": "", "at": at}
    new = upsert_into(connection, idempotency).values(row).on_conflict_do_nothing().returning(idempotency.c.key)
    if connection.execute(new).first() is not None:
        return None
    asked = select(idempotency.c.request_hash, idempotency.c.answer).where(
        idempotency.c.channel == channel, idempotency.c.key == key
    )
    found = connection.execute(asked).one()
    return Done(bytes(found.request_hash), found.answer)


def finish(connection: Connection, channel: str, key: str, status: int, answer: str) -> None:
    here = (idempotency.c.channel == channel) & (idempotency.c.key == key)
    connection.execute(update(idempotency).where(here).values(status=status, answer=answer))


def forget_before(connection: Connection, at: str) -> None:
    connection.execute(delete(idempotency).where(idempotency.c.at < at))
