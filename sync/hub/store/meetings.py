"""Sales and what comes back of them meet: two transactions that bring one each never both miss the other.

PostgreSQL shows a transaction nothing of another that has not ended yet, and a row that is not there cannot be held.
So whoever brings a return whose sale is not here yet lets nobody bring sales until it ends. SQLite has one writer at a
time, and they meet anyway.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, func, select

from sync.hub.store.rows import among
from sync.hub.store.tables import sale

_SALES = 0x74_73_61_6C_65
"""The number of this lock among PostgreSQL's advisory ones."""


def let_meet(connection: Connection, sale_ids: Collection[str], receipts: Collection[str]) -> None:
    """Hold off other transactions with sales until this one ends, if one of these sales that something comes back of,
    by id or receipt, is not here; else only those that would hold this one off. To be asked before anything is
    compared, and once in a transaction."""
    if connection.dialect.name != "postgresql":
        return
    alone = not (_all_here(connection, sale.c.sale_id, sale_ids) and _all_here(connection, sale.c.receipt, receipts))
    lock = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
    connection.execute(select(lock(_SALES)))


def _all_here(connection: Connection, column: Any, wanted: Collection[str]) -> bool:
    if not wanted:
        return True
    found = set(connection.scalars(select(column).where(among(connection, column, sorted(wanted)))))
    return found >= set(wanted)
