"""Bringing a file to the schema of this program: each migration whole in one transaction, after a copy of the file."""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pos.domain.failures import Refused, Unavailable
from pos.store.engine import checkpoint, connected, empty_log, open_engine
from pos.store.search import configure
from pos.store.secrets import Secrets
from pos.store.tables import SCHEMA

_SCRIPTS = Path(__file__).with_name("migrations")
COPY = "till.db.before-"


def make_file(path: Path, secrets: Secrets) -> None:
    """A new, empty till file."""
    _upgrade(path, secrets)


def needs_migration(driver: Any) -> bool:
    """Whether the file is older than the program; Refused `newer_schema` when it is newer.

    Unavailable `file_damaged` when no program made it: an emptied file is taken for a new database by SQLite.
    """
    found = schema_of(driver)
    if not found:
        raise Unavailable("file_damaged")
    if found == SCHEMA:
        return False
    if found not in known_schemas():
        raise Refused("newer_schema", found=found, known=SCHEMA)
    return True


def schema_of(driver: Any) -> str:
    """The migration that this file is at, empty for a file that none of them made."""
    there = driver.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = driver.execute("SELECT version_num FROM alembic_version").fetchone() if there else None
    return "" if row is None else str(row[0])


def known_schemas() -> tuple[str, ...]:
    """Every schema this program can start from, oldest first."""
    return tuple(sorted(path.name.partition("_")[0] for path in (_SCRIPTS / "versions").glob("[0-9]*.py")))


def migrate(path: Path, secrets: Secrets, found: str) -> Path:
    """Copy the file beside itself, then upgrade it; the path of the copy. The caller holds both locks.

    Unavailable `till_busy` while a command still works on the file.
    """
    with connected(path, secrets.database_key, secrets.salt) as driver:
        empty_log(driver)  # or the copy would lack what is still in the log
    kept = path.with_name(f"{COPY}{SCHEMA}-from-{found}")
    shutil.copy2(path, kept)
    _upgrade(path, secrets)
    return kept


def _upgrade(path: Path, secrets: Secrets) -> None:
    from alembic import command  # only when the schema differs: it costs start-up time
    from alembic.config import Config

    engine = open_engine(path, secrets.database_key, secrets.salt)
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    try:
        with engine.connect().execution_options(writes=True) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _configure(connection)
    finally:
        engine.dispose()


def _configure(connection: Connection) -> None:
    """Set search up and leave everything in the file itself, which is copied or moved next."""
    with connection.begin():
        configure(connection.connection.driver_connection)
    checkpoint(connection.connection.driver_connection, "TRUNCATE")
