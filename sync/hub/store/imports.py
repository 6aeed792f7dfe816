"""What an import asks of the things and figures that are here."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, select

from sync.hub.store.tables import stock, thing, thing_key

_AT_ONCE = 5000


def ids_there(connection: Connection, stream: str, entity: str, ids: Collection[str]) -> set[str]:
    """Those of these ids that name a thing which is there."""
    found: set[str] = set()
    for part in _parts(sorted(ids)):
        asked = select(thing.c.id).where(
            thing.c.stream == stream, thing.c.entity == entity, thing.c.op == "put", thing.c.id.in_(part)
        )
        found.update(connection.scalars(asked))
    return found


def owners_of(connection: Connection, stream: str, barcodes: Collection[str]) -> dict[str, str]:
    """The SKU that each of these spellings of barcodes belongs to, where it belongs to one."""
    found: dict[str, str] = {}
    for part in _parts(sorted(barcodes)):
        asked = select(thing_key.c.key, thing_key.c.id).where(
            thing_key.c.stream == stream, thing_key.c.entity == "product", thing_key.c.key.in_(part)
        )
        found.update({row.key: row.id for row in connection.execute(asked)})
    return found


def each_body(connection: Connection, stream: str, entity: str) -> Iterator[bytes]:
    """The documents of all things of an entity by id, few of them in memory at a time."""
    after = ""
    while True:
        asked = (
            select(thing.c.id, thing.c.body)
            .where(thing.c.stream == stream, thing.c.entity == entity, thing.c.op == "put", thing.c.id > after)
            .order_by(thing.c.id)
            .limit(_AT_ONCE)
        )
        rows = connection.execute(asked).all()
        yield from (bytes(row.body) for row in rows)
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].id


def stock_now(connection: Connection, store_no: int, skus: Collection[str]) -> dict[tuple[str, str], int]:
    """Thousandths on hand by (SKU, location) at a store, of these SKUs."""
    found: dict[tuple[str, str], int] = {}
    for part in _parts(sorted(skus)):
        asked = select(stock.c.sku, stock.c.location, stock.c.qty_milli).where(
            stock.c.store_no == store_no, stock.c.sku.in_(part)
        )
        found.update({(row.sku, row.location): row.qty_milli for row in connection.execute(asked)})
    return found


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many as one statement takes."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
