"""Opening a hub: its database brought up to date, and who it is, decided once at its first start."""

import secrets as random_source
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pos.domain.failures import Unavailable
from pos.services.till import make_home, new_uuid, utc_now
from sync.hub.feeds.bell import Bell
from sync.hub.hub import Hub
from sync.hub.pickup.pickup_keys import begin_pickup_keys
from sync.hub.store.engine import Connection, Engine, open_database, reachable
from sync.hub.store.identity import begin_setting, setting_of
from sync.hub.store.schema import bring_up_to_date

_SEED_BYTES = 32
_EPOCH_BYTES = 8
_NAMES = ("hub_id", "epoch", "seed", "secret")


def open_hub(
    url: str,
    folder: Path,
    *,
    now: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = new_uuid,
    chance: Callable[[int], bytes] = random_source.token_bytes,
    pins: tuple[str, ...] = (),
) -> Hub:
    """The hub in this database (`sqlite:///FILE` in the folder, or `postgresql+psycopg://…`), made if it is new.

    Refused `home_not_writable`, `bad_database`, `newer_schema`; Unavailable `database_unreachable`.
    """
    make_home(folder)
    engine = open_database(url, folder)
    if not reachable(engine):
        engine.dispose()
        raise Unavailable("database_unreachable")
    try:
        bring_up_to_date(engine)
        told = _identity(engine, new_id, chance)
        hub = Hub(
            engine=engine,
            hub_id=told.hub_id,
            epoch=told.epoch,
            seed=told.seed,
            secret=told.secret,
            now=now,
            new_id=new_id,
            chance=chance,
            bell=Bell(),
            pins=pins,
        )
        begin_pickup_keys(hub)
    except BaseException:
        engine.dispose()
        raise
    return hub


@dataclass(frozen=True, slots=True)
class _Identity:
    hub_id: str
    epoch: str
    seed: bytes
    secret: bytes


def _identity(engine: Engine, new_id: Callable[[], str], chance: Callable[[int], bytes]) -> _Identity:
    with engine.connect() as connection, connection.begin():
        told = _kept(connection)
    if told is not None:
        return told
    first = {"hub_id": new_id(), "epoch": chance(_EPOCH_BYTES).hex(), "seed": chance(_SEED_BYTES).hex()}
    first["secret"] = chance(_SEED_BYTES).hex()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for name in _NAMES:
            begin_setting(connection, name, first[name])
        told = _kept(connection)
    assert told is not None
    return told


def _kept(connection: Connection) -> _Identity | None:
    """None as well where another process was just writing it down while this one read."""
    hub_id, epoch, seed, secret = told = [setting_of(connection, name) for name in _NAMES]
    return _Identity(hub_id, epoch, bytes.fromhex(seed), bytes.fromhex(secret)) if all(told) else None
