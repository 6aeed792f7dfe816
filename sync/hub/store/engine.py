"""Opening the hub's database: SQLite beside the hub for one process, PostgreSQL for any number of them."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from pos.domain.failures import Refused

__all__ = ["Connection", "DatabaseAway", "Engine", "ValueNotTaken", "open_database", "reachable"]

DatabaseAway = OperationalError
"""The database did not answer, or was busy for longer than anybody waits."""
ValueNotTaken = DataError
"""PostgreSQL keeps no text with a NUL in it, nor looks for one."""

BUSY_MS = 10_000
OLDEST_SQLITE = (3, 53)
"""Older ones can lose commits when a checkpoint races a writer."""


def open_database(url: str, folder: Path) -> Engine:
    """An engine for `sqlite:///FILE` (a relative FILE lies in `folder`) or `postgresql+psycopg://…`.

    In SQLite every transaction for writing is one BEGIN IMMEDIATE, with synchronous=FULL. Refused `bad_database` for
    any other address.
    """
    try:
        told = make_url(url)
    except ArgumentError:
        raise Refused("bad_database") from None
    if told.drivername not in ("sqlite", "postgresql+psycopg"):
        raise Refused("bad_database")
    if told.drivername != "sqlite":
        return create_engine(told, pool_size=20, max_overflow=40, pool_pre_ping=True)
    path = folder / (told.database or "hub.db")
    path.touch(mode=0o600)  # it holds the hub's keys; what SQLite lays beside it gets the same mode

    def connect() -> Any:
        assert sqlcipher3.dbapi2.sqlite_version_info >= OLDEST_SQLITE
        driver = sqlcipher3.dbapi2.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
        driver.execute("PRAGMA journal_mode=WAL")
        driver.execute("PRAGMA synchronous=FULL")
        return driver

    engine = create_engine(
        "sqlite://", module=sqlcipher3.dbapi2, creator=connect, poolclass=QueuePool, pool_size=20, max_overflow=40
    )
    event.listen(engine, "begin", _begin)
    return engine


def reachable(engine: Engine) -> bool:
    """Whether the database answers."""
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except DBAPIError:
        return False
    return True


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
