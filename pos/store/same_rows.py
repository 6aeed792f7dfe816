"""The rows of one sale by themselves, written as fast as this driver can: what a whole sale is measured against.

Entry, facts, stock, receipt number and search words are read back from the till that made the sale. They go into a file
that is equal to the till's before that sale: one `executemany` a table, all in one transaction, with the same pragmas,
key and salt. Nothing is looked up, priced, encoded, hashed or signed there.
"""

import shutil
from typing import Any

from pos.store.engine import begin_write, checkpoint, connect, empty_log
from pos.store.prepared import insert_sql
from pos.store.sales import LAST_NUMBER
from pos.store.store import Store
from pos.store.tables import FACTS, JournalRow, MovementRow, table_of

_JOURNAL = table_of(JournalRow)
_MOVEMENT = table_of(MovementRow)
_FIND = "INSERT INTO find_sale (rowid, words) VALUES (?, ?)"
_STOCK = (
    "INSERT INTO local_stock (sku, location, qty_milli) VALUES (?, ?, ?) "
    "ON CONFLICT (sku, location) DO UPDATE SET qty_milli = qty_milli + excluded.qty_milli"
)
_NUMBER = "UPDATE local_setting SET value = ? WHERE name = ?"

Rows = list[tuple[str, list[tuple[Any, ...]]]]
"""A statement with the values of each of its rows."""


def rows_of_sale(driver: Any, sale_id: str) -> Rows:
    """Everything that the sale with this id wrote."""
    n, receipt = driver.execute("SELECT n, receipt FROM fact_sale WHERE sale_id = ?", (sale_id,)).fetchone()
    rows: Rows = []
    for table in (_JOURNAL, *FACTS):
        found = driver.execute(f"SELECT * FROM {table.name} WHERE n = ?", (n,)).fetchall()
        if found:
            rows.append((insert_sql(table), found))
        if table is _MOVEMENT:
            rows.append((_STOCK, [(sku, location, qty) for _n, _k, sku, location, qty, _reason in found]))
    rows.append((_FIND, driver.execute("SELECT rowid, words FROM find_sale WHERE rowid = ?", (n,)).fetchall()))
    rows.append((_NUMBER, [(str(int(receipt.rpartition("-")[2])), LAST_NUMBER)]))
    return rows


class EqualFile:
    """A copy of a till's file beside it, made before the sales that are measured: both write the same pages then."""

    def __init__(self, store: Store) -> None:
        path = store.path.with_name("equal.db")
        with store.driver() as driver:
            empty_log(driver)
        shutil.copyfile(store.path, path)
        self._driver = connect(path, store.secrets.database_key, store.secrets.salt)

    def write(self, rows: Rows) -> None:
        begin_write(self._driver)
        for statement, values in rows:
            self._driver.executemany(statement, values)
        self._driver.commit()

    def upkeep(self) -> None:
        checkpoint(self._driver)

    def close(self) -> None:
        self._driver.close()
