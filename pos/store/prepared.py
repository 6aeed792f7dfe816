"""Statements written once with SQLAlchemy Core and compiled once to SQL.

On the selling path SQLAlchemy's own execution costs more than the statement (1.2 to 3 times raw SQL for a whole
sale), so the few statements of a sale run on the driver's cursor; what they say is still checked against the tables.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Executable, Table, insert
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_DIALECT = SQLiteDialect_pysqlite(paramstyle="qmark")


class Prepared:
    """SQL text and the order of its parameters."""

    def __init__(self, statement: Executable) -> None:
        compiled = statement.compile(dialect=_DIALECT)  # type: ignore[attr-defined]
        self.sql: str = str(compiled)
        self._order: tuple[str, ...] = tuple(compiled.positiontup)
        self._fixed: dict[str, Any] = {k: v for k, v in compiled.params.items() if v is not None}

    def values(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(row[name] if name in row else self._fixed[name] for name in self._order)

    def run(self, driver: Any, **parameters: Any) -> Any:
        """Execute once; the cursor."""
        return driver.execute(self.sql, self.values(parameters))

    def run_many(self, driver: Any, rows: Iterable[Mapping[str, Any]]) -> None:
        driver.executemany(self.sql, [self.values(row) for row in rows])


def insert_rows(driver: Any, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows given as tuples in the order of the table's columns."""
    sql = insert_sql(table)
    if len(rows) == 1:
        driver.execute(sql, rows[0])
    elif rows:
        driver.executemany(sql, rows)


@cache
def insert_sql(table: Table) -> str:
    """An INSERT that takes all columns of the table in their order."""
    return Prepared(insert(table)).sql
