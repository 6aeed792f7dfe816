"""A till of two tables in plain SQL: what the harness is proved on, apart from the product.

Run as a program it sells for ever and prints the number of each sale: `sell FILE` once it is committed, `boast FILE`
already before, `restock FILE` writes beside it and prints nothing.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

KEY = "5e" * 32 + "a7" * 16  # 32 bytes of key, 16 of salt: a torn first page does not lose the salt
LINES = 5
PRODUCTS = 300
BULK = 40  # products that one transaction changes
CHECKPOINT_PAGES = 40  # small, so that a short run checkpoints often
BUSY_MS = 10_000
SCHEMA = """
CREATE TABLE sale(number INTEGER PRIMARY KEY, total_minor INTEGER NOT NULL);
CREATE TABLE line(number INTEGER NOT NULL, line INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY(number, line));
CREATE TABLE product(sku TEXT PRIMARY KEY, price_minor INTEGER NOT NULL, text TEXT NOT NULL);
"""


def create(path: Path) -> None:
    with closing(connect(path)) as connection:
        connection.executescript(SCHEMA)


def connect(path: Path, *, synchronous: str = "FULL", checkpoint_pages: int = 0) -> Any:
    """A connection as the till has them; Any because the driver has no types."""
    connection = sqlite.connect(str(path), isolation_level=None, timeout=0)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={synchronous}")
    connection.execute(f"PRAGMA wal_autocheckpoint={checkpoint_pages}")
    return connection


@contextmanager
def transaction(connection: Any) -> Iterator[None]:
    _begin(connection)
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _begin(connection: Any) -> None:
    """SQLite's own waiting grows to 100 ms a turn, in which a busy neighbour always comes first."""
    for _ in range(BUSY_MS):
        try:
            connection.execute("BEGIN IMMEDIATE")
            return
        except sqlite.OperationalError as error:
            if str(error) != "database is locked":
                raise
        time.sleep(0.001)
    raise TimeoutError


def sell(connection: Any, number: int) -> None:
    with transaction(connection):
        write_sale(connection, number)


def write_sale(connection: Any, number: int) -> None:
    connection.execute("INSERT INTO sale VALUES(?, ?)", (number, number * 100))
    rows = [(number, line, f"line {line} of {number}") for line in range(LINES)]
    connection.executemany("INSERT INTO line VALUES(?, ?, ?)", rows)


def restock(connection: Any, turn: int) -> None:
    skus = [f"P{(turn * BULK + n * 7) % PRODUCTS}" for n in range(BULK)]
    with transaction(connection):
        connection.executemany(
            "INSERT INTO product VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET price_minor = excluded.price_minor",
            [(sku, turn, "x" * 100) for sku in skus],
        )


def sales_after(path: Path) -> set[int]:
    """The numbers of the sales in a file that a cut or a kill left; raises when it is no sound database."""
    with closing(connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        numbers = {number for (number,) in connection.execute("SELECT number FROM sale")}
        lines = connection.execute("SELECT number, count(*) FROM line GROUP BY number").fetchall()
    assert dict(lines) == dict.fromkeys(numbers, LINES), "half a sale"
    assert numbers == set(range(1, len(numbers) + 1)), "a gap in the numbers"
    return numbers


def main(what: str, path: Path) -> None:
    with closing(connect(path, checkpoint_pages=CHECKPOINT_PAGES)) as connection:
        (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM sale").fetchone()
        for number in count(last + 1):
            if what == "restock":
                restock(connection, number)
            elif what == "sell":
                sell(connection, number)
                _print(number)
            else:
                with transaction(connection):
                    write_sale(connection, number)
                    _print(number)


def _print(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
