"""The prices file: price lists, each row with the conditions under which it applies."""

from dataclasses import dataclass

from pos.domain.catalogue import ListPrice
from pos.domain.imports.row import MAX_WORD, Row
from pos.domain.imports.table import Layout, Read, read_table

LAYOUT = Layout(
    required=("sku", "list", "price"),
    optional=("from", "until", "min_qty", "group", "store", "channel"),
)


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One price of one SKU."""

    sku: str
    price: ListPrice


def read_prices(data: bytes, currency: str) -> Read[PriceRow]:
    """A whole prices file; Refused `import_…` when no row of it can be trusted."""
    seen = set[tuple[str, ...]]()
    return read_table(data, LAYOUT, lambda row: _price_row(row, currency, seen))


def _price_row(row: Row, currency: str, seen: set[tuple[str, ...]]) -> PriceRow:
    row.needed("sku")
    row.needed("list")
    since, until = row.period("from", "until")
    price = ListPrice(
        list_name=row.free_text("list"),
        price_minor=row.price("price", currency) if row.needed("price") else 0,
        since=since,
        until=until,
        min_qty_milli=row.quantity("min_qty", "bad_min_qty") if row["min_qty"] else 0,
        group=row.word("group", MAX_WORD),
        store=row.word("store", MAX_WORD),
        channel=row.word("channel", MAX_WORD),
    )
    read = PriceRow(row.word("sku"), price)
    conditions = (price.group, price.store, price.channel, since, until, str(price.min_qty_milli))
    if (key := (read.sku, price.list_name, *conditions)) in seen:
        row.blame("price", "price_twice", row["price"])
    seen.add(key)
    return read
