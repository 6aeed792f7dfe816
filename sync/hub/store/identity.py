"""Who this hub is, kept as one row each; and the keys that sign pickup tokens."""

from sqlalchemy import Connection, Row, delete, insert, select, update

from sync.hub.store.streams import upsert_into
from sync.hub.store.tables import pickup_key, setting


def setting_of(connection: Connection, name: str) -> str:
    """Empty where nothing was kept under this name."""
    told = connection.execute(select(setting.c.value).where(setting.c.name == name)).scalar_one_or_none()
    return "" if told is None else str(told)


def keep_setting(connection: Connection, name: str, value: str) -> None:
    new = upsert_into(connection, setting).values(name=name, value=value)
    connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": new.excluded.value}))


def begin_setting(connection: Connection, name: str, value: str) -> str:
    """What is kept under this name, which is `value` when nothing was before; whoever comes first decides."""
    connection.execute(upsert_into(connection, setting).values(name=name, value=value).on_conflict_do_nothing())
    return setting_of(connection, name)


def hold_setting(connection: Connection, name: str) -> None:
    """Nobody else changes what hangs on this row until the commit."""
    connection.execute(select(setting.c.value).where(setting.c.name == name).with_for_update())


def pickup_keys(connection: Connection) -> list[Row[int, bytes, str, str]]:
    """(kid, seed, since, until) of every key that still stands in the list, newest first."""
    wanted = (pickup_key.c.kid, pickup_key.c.seed, pickup_key.c.since, pickup_key.c.until)
    return list(connection.execute(select(*wanted).order_by(pickup_key.c.since.desc(), pickup_key.c.kid.desc())))


def add_pickup_key(connection: Connection, kid: int, seed: bytes, since: str) -> None:
    """A new key; those before it sign nothing more from now on."""
    connection.execute(update(pickup_key).where(pickup_key.c.until == "").values(until=since))
    connection.execute(insert(pickup_key).values(kid=kid, seed=seed, since=since))


def drop_pickup_key(connection: Connection, kid: int) -> None:
    """Tokens that it signed are not taken any more."""
    connection.execute(delete(pickup_key).where(pickup_key.c.kid == kid))
