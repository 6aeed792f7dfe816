"""Sales as they are kept, by the number of their receipt."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from sync.hub.store.rows import among
from sync.hub.store.tables import entry, sale, sale_line, store, till

MOST_KIN = 200
"""Sales that one sale is joined to at the most: more is no receipt that a person brings."""


@dataclass(frozen=True, slots=True)
class KeptSale:
    """A sale with its entry; `body` is the journal's, byte for byte, `lines` are the numbers of its lines."""

    sale_id: str
    receipt: str
    store_no: int
    store: str
    till: int
    at: str
    business_date: str
    staff: str
    body: bytes
    lines: tuple[int, ...]


def sale_of_receipt(connection: Connection, number: str) -> KeptSale | None:
    """The sale with this receipt; the newest, should a till that lost its disk have given a number twice."""
    asked = _sales().where(sale.c.receipt == number).order_by(sale.c.at.desc(), sale.c.journal_id, sale.c.seq).limit(1)
    row = connection.execute(asked).first()
    return None if row is None else _kept(connection, row)


def kin_of(connection: Connection, sale_id: str) -> list[KeptSale]:
    """The other sales that returns and exchanges join to this one, at any remove, oldest first."""
    return [kept for kept in with_kin(connection, [sale_id]) if kept.sale_id != sale_id]


def with_kin(connection: Connection, sale_ids: Collection[str]) -> list[KeptSale]:
    """These sales and all that returns and exchanges join to them, at any remove, oldest first."""
    known = fresh = set(sale_ids)
    while fresh and len(known) < MOST_KIN:
        fresh = _joined(connection, fresh) - known
        known = known | fresh
    asked = _sales().where(among(connection, sale.c.sale_id, known))
    rows = connection.execute(asked.order_by(sale.c.at, sale.c.journal_id, sale.c.seq))
    return [_kept(connection, row) for row in rows.all()]


def _joined(connection: Connection, sale_ids: Collection[str]) -> set[str]:
    """What gave back some of these sales, and what these gave back."""
    asked = select(sale.c.sale_id, sale_line.c.return_sale).join(
        sale_line, (sale.c.journal_id == sale_line.c.journal_id) & (sale.c.seq == sale_line.c.seq)
    )
    of_them = among(connection, sale_line.c.return_sale, sale_ids)
    by_them = among(connection, sale.c.sale_id, sale_ids) & (sale_line.c.return_sale != "")
    found = [*connection.execute(asked.where(of_them)), *connection.execute(asked.where(by_them))]
    return {sale_id for row in found for sale_id in row}


def _sales() -> Select[Any]:
    return (
        select(sale, entry.c.body, store.c.name.label("store_name"), till.c.number)
        .join(entry, (entry.c.journal_id == sale.c.journal_id) & (entry.c.seq == sale.c.seq))
        .join(store, store.c.store_no == sale.c.store_no)
        .join(till, till.c.till_id == entry.c.till_id)
    )


def _kept(connection: Connection, row: Row[Any]) -> KeptSale:
    here = (sale_line.c.journal_id == row.journal_id) & (sale_line.c.seq == row.seq)
    lines = connection.scalars(select(sale_line.c.line).where(here).order_by(sale_line.c.line))
    return KeptSale(
        row.sale_id,
        row.receipt,
        row.store_no,
        row.store_name,
        row.number,
        row.at,
        row.business_date,
        row.staff,
        bytes(row.body),
        tuple(lines),
    )
