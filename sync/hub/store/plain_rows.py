"""The plain way to write rows, which the hub's own is measured against: one INSERT … VALUES a table, with all rows."""

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import Connection, Table

from pos.domain.journal import Entry
from sync.hub.journal.projection import Rows
from sync.hub.store.entries import entry_row
from sync.hub.store.projections import by_table
from sync.hub.store.rows import Rows as Tuples
from sync.hub.store.tables import entry


def add_plainly(
    connection: Connection, entries: Sequence[Entry], rows: Rows, till_id: str, store_no: int, now: str
) -> None:
    """Insert entries and their rows with one statement a table, as a program that only writes them would."""
    tables = {entry: [entry_row(one, till_id, store_no, now) for one in entries], **by_table(rows)}
    for table, of_table in tables.items():
        if of_table:
            _insert(connection, table, of_table)


def _insert(connection: Connection, table: Table, rows: Tuples) -> None:
    place = "%s" if connection.dialect.name == "postgresql" else "?"
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    one = f"({', '.join(place for _ in table.columns)})"
    statement = f"INSERT INTO {table.name} ({names}) VALUES {', '.join(one for _ in rows)}"
    connection.exec_driver_sql(statement, tuple(chain.from_iterable(rows)))
