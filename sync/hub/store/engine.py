"""Opening the hub's database: SQLite beside the hub for one process, PostgreSQL for any number of them."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import QueuePool

__all__ = ["Connection", "Engine", "open_database"]

BUSY_MS = 10_000
OLDEST_SQLITE = (3, 53)
"""Older ones can lose commits when a checkpoint races a writer."""


def open_database(url: str, folder: Path) -> Engine:
    """An engine for `sqlite:///FILE` (a relative FILE lies in `folder`) or `postgresql+psycopg://…`.

    In SQLite every transaction for writing is one BEGIN IMMEDIATE, with synchronous=FULL.
    """
    told = make_url(url)
    if told.get_backend_name() != "sqlite":
        return create_engine(told, pool_size=20, max_overflow=20, pool_pre_ping=True)
    path = folder / (told.database or "hub.db")

    def connect() -> Any:
        assert sqlcipher3.dbapi2.sqlite_version_info >= OLDEST_SQLITE
        driver = sqlcipher3.dbapi2.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
        driver.execute("PRAGMA journal_mode=WAL")
        driver.execute("PRAGMA synchronous=FULL")
        return driver

    engine = create_engine("sqlite://", module=sqlcipher3.dbapi2, creator=connect, poolclass=QueuePool, pool_size=20)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
