"""Goods that came back for receipts which their till could not look up, beside what was sold on them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from sync.hub.store.projections import Place
from sync.hub.store.rows import among
from sync.hub.store.tables import sale, sale_line, unseen_return


@dataclass(frozen=True, slots=True)
class UnseenReturn:
    """`qty_milli` and `total_minor` are negative; `sale_id` is the sale of its receipt."""

    place: Place
    sale_id: str
    receipt: str
    sku: str
    qty_milli: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class SoldGoods:
    """All lines of a SKU in one sale: what was sold, what was paid, and what came back of it by its own number."""

    qty_milli: int = 0
    total_minor: int = 0
    back_milli: int = 0


def sales_of_receipts(connection: Connection, receipts: Collection[str]) -> set[str]:
    if not receipts:
        return set()
    return set(connection.scalars(select(sale.c.sale_id).where(among(connection, sale.c.receipt, receipts))))


def unseen_of(connection: Connection, sale_ids: Collection[str]) -> list[UnseenReturn]:
    """What came back unseen for the receipts of these sales, in the order of time."""
    back = sale.alias()
    asked = (
        select(
            unseen_return.c.journal_id,
            unseen_return.c.seq,
            sale.c.sale_id,
            unseen_return.c.receipt,
            unseen_return.c.sku,
            unseen_return.c.qty_milli,
            unseen_return.c.total_minor,
        )
        .join(sale, sale.c.receipt == unseen_return.c.receipt)
        .join(back, (back.c.journal_id == unseen_return.c.journal_id) & (back.c.seq == unseen_return.c.seq))
        .where(among(connection, sale.c.sale_id, sale_ids))
        .order_by(back.c.at, unseen_return.c.journal_id, unseen_return.c.seq, unseen_return.c.line)
    )
    return [UnseenReturn((row[0], row[1]), *row[2:]) for row in connection.execute(asked)]


def goods_of(connection: Connection, sale_ids: Collection[str]) -> dict[tuple[str, str], SoldGoods]:
    """What these sales sold, by sale and SKU."""
    here = (sale.c.journal_id == sale_line.c.journal_id) & (sale.c.seq == sale_line.c.seq)
    sold = (
        select(sale.c.sale_id, sale_line.c.sku, func.sum(sale_line.c.qty_milli), func.sum(sale_line.c.total_minor))
        .join(sale_line, here)
        .where(among(connection, sale.c.sale_id, sale_ids), sale_line.c.qty_milli > 0)
        .group_by(sale.c.sale_id, sale_line.c.sku)
    )
    back = (
        select(sale_line.c.return_sale, sale_line.c.sku, func.sum(sale_line.c.qty_milli))
        .where(among(connection, sale_line.c.return_sale, sale_ids))
        .group_by(sale_line.c.return_sale, sale_line.c.sku)
    )
    returned = {(sale_id, sku): -int(qty) for sale_id, sku, qty in connection.execute(back)}
    return {
        (sale_id, sku): SoldGoods(int(qty), int(total), returned.get((sale_id, sku), 0))
        for sale_id, sku, qty, total in connection.execute(sold)
    }
