"""What came back for a receipt that nobody could look up, compared with its sale once both are here, in whatever order
they came."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sync.hub.journal.exceptions import RETURN_DIFFERS, RETURNED_TWICE, Facts, Found, facts_of
from sync.hub.store import entries
from sync.hub.store.engine import Connection
from sync.hub.store.entries import Teller
from sync.hub.store.projections import Place
from sync.hub.store.unseen_returns import SoldGoods, UnseenReturn, goods_of, unseen_of


def unseen_disagreements(connection: Connection, sale_ids: Collection[str]) -> list[Found]:
    """More came back of goods than was sold, or for other money than was paid for them."""
    back = unseen_of(connection, sale_ids) if sale_ids else []
    if not back:
        return []
    sold = goods_of(connection, {one.sale_id for one in back})
    tellers = entries.tellers(connection, {one.place for one in back})
    by_goods: dict[tuple[str, str], list[UnseenReturn]] = defaultdict(list)
    for one in back:
        by_goods[one.sale_id, one.sku].append(one)
    return [found for key, parts in by_goods.items() for found in _compared(sold.get(key, SoldGoods()), parts, tellers)]


def left_unseen(connection: Connection, sale_ids: Collection[str]) -> dict[tuple[str, str], int]:
    """The thousandths that are left of goods of which some came back unseen, by sale and SKU."""
    back = unseen_of(connection, sale_ids)
    if not back:
        return {}
    sold = goods_of(connection, sale_ids)
    left: dict[tuple[str, str], int] = {}
    for one in back:
        known = sold.get((one.sale_id, one.sku), SoldGoods())
        before = left.get((one.sale_id, one.sku), known.qty_milli - known.back_milli)
        left[one.sale_id, one.sku] = before + one.qty_milli
    return left


def _compared(sold: SoldGoods, parts: Sequence[UnseenReturn], tellers: Mapping[Place, Teller]) -> list[Found]:
    pieces = -sum(part.qty_milli for part in parts)
    given = -sum(part.total_minor for part in parts)
    found = []
    if sold.qty_milli and sold.back_milli + pieces > sold.qty_milli:
        told = {"qty_milli": str(sold.back_milli + pieces), "sold_milli": str(sold.qty_milli)}
        found.append(_found(RETURNED_TWICE, parts, tellers, told))
    if not sold.qty_milli or given * sold.qty_milli != sold.total_minor * pieces:
        paid = sold.total_minor * pieces // sold.qty_milli if sold.qty_milli else 0
        found.append(_found(RETURN_DIFFERS, parts, tellers, {"given_minor": str(given), "paid_minor": str(paid)}))
    return found


def _found(kind: str, parts: Sequence[UnseenReturn], tellers: Mapping[Place, Teller], told: Facts) -> Found:
    last = parts[-1]
    here = facts_of(tellers[last.place]) | {"receipt": last.receipt, "sku": last.sku} | told
    stores = frozenset(tellers[part.place].store_no for part in parts)
    return Found(kind, f"{last.receipt}/{last.sku}", stores, here, {"sale": last.sale_id}, last.place)
