"""The migrations make the file that the typed tables describe, and one that is cut off changes nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from pos.domain.failures import Refused, Unavailable
from pos.services.till import WINDOW_LOCK, Till, open_till
from pos.store.engine import connected
from pos.store.migrate import known_schemas, migrate, schema_of
from pos.store.tables import SCHEMA, SEARCH, Row
from tests.store.shop import bought, sell

ROOT = Path(__file__).resolve().parents[2]
NEXT = """
from alembic import op
revision, down_revision = "9001", "{before}"
def upgrade() -> None:
    op.execute("CREATE TABLE local_next (a INTEGER)")
"""
OPENED = """
import sys
from pathlib import Path
from pos.services.till import lock_home, open_till
taken = [name for name in sys.argv[2:] if name]
locks = lock_home(Path(sys.argv[1]), *taken)
till = open_till(Path(sys.argv[1]), locked=taken)
with till.store.read() as tx:
    print(*tx.driver.execute("SELECT version_num FROM alembic_version").fetchone(), tx.sales.newest()[0].receipt)
till.close()
"""
_DIALECT = SQLiteDialect_pysqlite()
KILLED = """
import os, sys
from pathlib import Path
from sqlalchemy import Engine, event
from pos.store.migrate import make_file
from pos.store.secrets import Secrets
left = int(sys.argv[2])

@event.listens_for(Engine, "before_cursor_execute")
def cut(*_):
    global left
    left -= 1
    if left < 0:
        os._exit(9)

make_file(Path(sys.argv[1]), Secrets(*[bytes([n]) * size for n, size in enumerate((32, 16, 32, 32, 32))]))
"""


def schema(driver: Any) -> dict[str, str]:
    """What stands in the file, by name, without the parts that SQLite and FTS5 make for themselves."""
    rows = driver.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {
        name: " ".join(sql.split())
        for name, sql in rows
        if not any(name.startswith(f"{index}_") for index in SEARCH) and not name.startswith("sqlite_")
    }


def test_migrations_from_empty_make_the_tables_of_the_program(shop: Till) -> None:
    described = {table.name: str(CreateTable(table).compile(dialect=_DIALECT)) for table in Row.metadata.sorted_tables}
    for table in Row.metadata.sorted_tables:
        described |= {str(index.name): str(CreateIndex(index).compile(dialect=_DIALECT)) for index in table.indexes}

    with shop.store.driver() as driver:
        found = schema(driver)

    assert {name: sql for name, sql in found.items() if name not in (*SEARCH, "alembic_version")} == {
        name: " ".join(sql.split()) for name, sql in described.items()
    }


def test_every_search_index_is_there_as_described(shop: Till) -> None:
    with shop.store.driver() as driver:
        found = schema(driver)

    for index, options in SEARCH.items():
        assert all(" ".join(part.split()) in found[index] for part in options.split(",")), index


def test_the_program_knows_its_own_schema_as_the_newest(shop: Till) -> None:
    with shop.store.driver() as driver:
        assert schema_of(driver) == SCHEMA == known_schemas()[-1]


@pytest.mark.parametrize("statements", [1, 5, 20, 40])
def test_a_migration_that_is_killed_leaves_the_file_as_it_was(tmp_path: Path, statements: int) -> None:
    path = tmp_path / "till.db"

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(statements)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )

    key, salt = bytes([0]) * 32, bytes([1]) * 16
    with connected(path, key, salt) as driver:
        left = schema(driver)
    assert killed.returncode == 9
    assert left == {}


def test_nothing_is_migrated_while_somebody_is_still_at_work(shop: Till) -> None:
    with shop.store.read() as tx:
        tx.journal.count()
        sell(shop, bought("FLASK"))

        with pytest.raises(Unavailable) as unavailable:
            migrate(shop.store.path, shop.secrets, SCHEMA)

    assert unavailable.value.code == "till_busy"
    assert not list(shop.home.glob("*before*"))


@pytest.fixture
def next_program(tmp_path: Path) -> Path:
    """The program as its next release could be: one migration more."""
    shutil.copytree(ROOT / "pos", tmp_path / "next" / "pos", ignore=shutil.ignore_patterns("__pycache__"))
    tables = tmp_path / "next" / "pos" / "store" / "tables" / "__init__.py"
    tables.write_text(tables.read_text().replace(f'SCHEMA = "{SCHEMA}"', 'SCHEMA = "9001"'))
    migration = tables.parents[1] / "migrations" / "versions" / "9001_next.py"
    migration.write_text(NEXT.format(before=SCHEMA))
    return tmp_path / "next"


@pytest.mark.parametrize("taken", ["", WINDOW_LOCK])
def test_the_next_program_brings_a_file_up_to_date_also_behind_the_lock_of_its_window(
    shop: Till, next_program: Path, taken: str
) -> None:
    sell(shop, bought("FLASK"))
    shop.close()

    opened = subprocess.run(
        [sys.executable, "-c", OPENED, str(shop.home), taken],
        cwd=next_program,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    copy = shop.home / f"till.db.before-9001-from-{SCHEMA}"
    with connected(copy, shop.secrets.database_key, shop.secrets.salt) as driver:
        kept = driver.execute("SELECT receipt FROM fact_sale").fetchall()
    assert opened.stdout.split() == ["9001", "N-2-000001"]
    assert kept == [("N-2-000001",)]
    with pytest.raises(Refused, match="newer_schema"):
        open_till(shop.home)
