"""Many rows in one statement, in the form that is quickest in each database.

PostgreSQL takes a table as one array for each column: the statement stays the same however many rows there are, so it
is prepared once. SQLite, in this process, takes row by row.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Connection, Integer, LargeBinary, Table, any_, literal

Rows = Sequence[tuple[Any, ...]]
ONCE = "ON CONFLICT DO NOTHING"


def add_rows(connection: Connection, table: Table, rows: Rows, conflict: str = "") -> int:
    """Insert rows, each in the order of the table's columns; with `conflict` (an ON CONFLICT clause) the number of rows
    that went in may be smaller, and is what comes back."""
    if not rows:
        return 0
    if connection.dialect.name == "postgresql":
        return connection.exec_driver_sql(_in_arrays(table, conflict), _columns(rows)).rowcount
    return connection.exec_driver_sql(_by_row(table, conflict), list(rows)).rowcount


def put_rows(connection: Connection, table: Table, rows: Rows, conflict: str) -> list[tuple[Any, ...]]:
    """Insert or change rows in the order given, which is the order of locking; the rows as they are now."""
    if not rows:
        return []
    told = f"{conflict} RETURNING {_names(table)}"
    if connection.dialect.name == "postgresql":
        return [tuple(row) for row in connection.exec_driver_sql(_in_arrays(table, told), _columns(rows))]
    statement = _by_row(table, told)
    return [tuple(connection.exec_driver_sql(statement, row).one()) for row in rows]


def among(connection: Connection, column: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Whether a column has one of many values: PostgreSQL takes them as one array, so the statement stays the same."""
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(values), ARRAY(column.type)))
    return column.in_(values)


def _columns(rows: Rows) -> tuple[list[Any], ...]:
    return tuple(list(column) for column in zip(*rows, strict=True))


@cache
def _in_arrays(table: Table, conflict: str) -> str:
    arrays = ", ".join(f"%b::{_array_of(column.type)}" for column in table.columns)
    return f"INSERT INTO {table.name} ({_names(table)}) SELECT * FROM unnest({arrays}) {conflict}"


@cache
def _by_row(table: Table, conflict: str) -> str:
    places = ", ".join("?" for _ in table.columns)
    return f"INSERT INTO {table.name} ({_names(table)}) VALUES ({places}) {conflict}"


def _names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _array_of(kind: Any) -> str:
    for known, name in ((BigInteger, "bigint[]"), (Integer, "integer[]"), (LargeBinary, "bytea[]")):
        if isinstance(kind, known):
            return name
    return "text[]"
