"""Connections to the till's encrypted file: the one place that knows the driver, its key and its pragmas.

The driver is sqlcipher3, checked at start: SQLite 3.40 to 3.51.2 can lose commits when a checkpoint races a writer.
Key and salt are both given: with the key alone the salt is read from page 1, and a power cut that tears that page
makes the whole file unreadable.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import sqlcipher3
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from pos.domain.failures import Unavailable

OLDEST_SQLITE = (3, 53, 0)
BUSY_LIMIT_S = 2.0
"""How long a writer asks for the write lock before it says that the till is busy."""
RETRY_S = 0.001
CACHE_KIB = 65_536
"""What a connection keeps of the file in memory; an import of a million rows takes half as long again with less."""
WINDOW_CACHE_KIB = 16_384
"""Of each of a window's connections, which stays open all day; it searches as fast as with more."""
SYNC_CACHE_KIB = 512
"""Of each of the synchroniser's, which grow to this with the sales that they read: beside a million products a page of
changes takes as long as with thirty times as much, and a third longer with half."""
PAGE_BYTES = 4096
"""SQLCipher's own; every page carries its check."""
FULL_BYTES = 1024 * 1024
"""With less free than this a disk is full: a connection alone needs 32 KiB beside the file."""

Durability = Literal["FULL", "NORMAL", "OFF"]


def sqlite_version() -> tuple[int, ...]:
    """The version of SQLite inside the driver."""
    return tuple(int(part) for part in sqlcipher3.sqlite_version.split("."))


def assert_driver() -> None:
    """Stop at once with a driver that could lose a sale."""
    assert sqlite_version() >= OLDEST_SQLITE, f"SQLite {sqlcipher3.sqlite_version} is too old"


def connect(path: Path, key: bytes, salt: bytes, synchronous: Durability = "FULL", cache_kib: int = CACHE_KIB) -> Any:
    """A keyed driver connection in autocommit; Unavailable `wrong_key` when the file does not open with this key."""
    connection = sqlcipher3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_LIMIT_S)
    try:
        for pragma in (
            *_keying(key, salt),
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "secure_delete=ON",
            "wal_autocheckpoint=0",  # a checkpoint never runs on the selling path
            f"cache_size=-{cache_kib}",
            "recursive_triggers=ON",
            "busy_timeout=0",  # whoever closes the file last locks it meanwhile; from here on the waiting is ours
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except sqlcipher3.DatabaseError as failure:
        connection.close()
        raise Unavailable(_why_closed(failure, path), path=path.name) from failure
    return connection


def _why_closed(failure: sqlcipher3.Error, path: Path) -> str:
    """Why a file does not open; SQLite says no more than that it could not make its files beside it."""
    reason = _reason(failure)
    if reason == "disk_error" and shutil.disk_usage(path.parent).free < FULL_BYTES:
        return "disk_full"
    if reason == "file_unreadable" and not os.access(path.parent, os.W_OK):
        return "home_not_writable"
    return reason


def _keying(key: bytes, salt: bytes) -> tuple[str, ...]:
    """Without the first of them the driver writes to standard error."""
    return ("cipher_log_level=NONE", f"key=\"x'{key.hex()}{salt.hex()}'\"", "temp_store=MEMORY")


@contextmanager
def keyed(path: Path, key: bytes, salt: bytes) -> Iterator[Any]:
    """A connection that has read nothing yet: for a look at a file that does not open."""
    driver = sqlcipher3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_LIMIT_S)
    try:
        for pragma in _keying(key, salt):
            driver.execute(f"PRAGMA {pragma}").fetchall()
        yield driver
    finally:
        driver.close()


@contextmanager
def connected(path: Path, key: bytes, salt: bytes) -> Iterator[Any]:
    """A connection for a look at the file before the till is open; a driver's error comes as Unavailable."""
    driver = connect(path, key, salt)
    try:
        yield driver
    except sqlcipher3.DatabaseError as failure:
        raise unavailable(failure) from failure
    finally:
        driver.close()


def open_engine(
    path: Path, key: bytes, salt: bytes, synchronous: Durability = "FULL", cache_kib: int = CACHE_KIB
) -> Engine:
    """A pool of connections whose every transaction is begun by us (`begin_write`, or a plain read)."""
    assert_driver()
    engine = create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=lambda: connect(path, key, salt, synchronous, cache_kib),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Writers take the write lock first: a read that upgrades would fail at once, however long it may wait."""
    if connection.get_execution_options().get("writes"):
        begin_write(connection.connection.driver_connection)
    else:
        connection.exec_driver_sql("BEGIN")


def begin_write(driver: Any) -> None:
    """BEGIN IMMEDIATE with our own retry: SQLite's sleeps grow to 100 ms, ours stay at 1 ms."""
    limit = time.monotonic() + BUSY_LIMIT_S
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
            return
        except sqlcipher3.OperationalError as failure:
            if "locked" not in str(failure):
                raise
            if time.monotonic() > limit:
                raise Unavailable("till_busy") from failure
        time.sleep(RETRY_S)


def checkpoint(driver: Any, mode: Literal["PASSIVE", "FULL", "TRUNCATE"] = "PASSIVE") -> tuple[int, int]:
    """Move the write-ahead log into the file; the pages in the log and how many of them were moved."""
    _busy, pages, moved = driver.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
    return pages, moved


def empty_log(driver: Any) -> None:
    """Move all of the write-ahead log into the file and sync it; Unavailable `till_busy` while others use the log."""
    limit = time.monotonic() + BUSY_LIMIT_S
    while driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > limit:
            raise Unavailable("till_busy")
        time.sleep(RETRY_S)


def unavailable(failure: sqlcipher3.Error) -> Unavailable:
    """What a driver's error means for the till."""
    return Unavailable(_reason(failure))


def _reason(failure: sqlcipher3.Error) -> str:
    text = str(failure)
    for part, code in (
        ("file is not a database", "wrong_key"),
        ("hmac check failed", "file_damaged"),
        ("disk is full", "disk_full"),
        ("malformed", "file_damaged"),
        ("disk I/O error", "disk_error"),
        ("unable to open", "file_unreadable"),
        ("readonly", "home_not_writable"),
        ("locked", "till_busy"),
    ):
        if part in text:
            return code
    return "disk_error"
