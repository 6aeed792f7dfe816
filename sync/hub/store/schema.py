"""Bringing the hub's database to the schema of this program; Alembic is imported only when it differs."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from pos.domain.failures import Refused

SCHEMA = "0005"
"""The newest migration; a test compares what it makes with tables.py."""
_SCRIPTS = Path(__file__).with_name("migrations")
_LOCK = 0x7A6E64656D
"""Of all processes on one PostgreSQL one at a time brings the schema up to date."""


def bring_up_to_date(engine: Engine) -> None:
    """Every missing migration in one transaction; Refused `newer_schema` for a database of a newer program."""
    with engine.connect() as connection:
        if schema_of(connection) == SCHEMA:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = schema_of(connection)
        if found not in ("", *known_schemas()):
            raise Refused("newer_schema", found=found, known=SCHEMA)
        if found != SCHEMA:
            _upgrade(connection)


def schema_of(connection: Connection) -> str:
    """The migration that this database is at, empty for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none() or "")


def known_schemas() -> tuple[str, ...]:
    """Every schema this program can start from, oldest first."""
    return tuple(sorted(path.name.partition("_")[0] for path in (_SCRIPTS / "versions").glob("[0-9]*.py")))


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
