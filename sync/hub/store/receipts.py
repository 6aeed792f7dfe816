"""Sales as they are kept, by the number of their receipt."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from sync.hub.store.tables import entry, sale, sale_line, store, till


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
    asked = (
        select(sale, entry.c.body, store.c.name.label("store_name"), till.c.number)
        .join(entry, (entry.c.journal_id == sale.c.journal_id) & (entry.c.seq == sale.c.seq))
        .join(store, store.c.store_no == sale.c.store_no)
        .join(till, till.c.till_id == entry.c.till_id)
        .where(sale.c.receipt == number)
        .order_by(sale.c.at.desc(), sale.c.journal_id, sale.c.seq)
        .limit(1)
    )
    row = connection.execute(asked).first()
    if row is None:
        return None
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
