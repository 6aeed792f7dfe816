"""Price lists: one row a SKU, list and set of conditions."""

from collections.abc import Sequence

from pos.domain.imports.prices import PriceRow, read_prices
from pos.services.imports.job import Imported, Job
from pos.services.imports.writing import unknown_skus, write_read
from pos.store.store import Tx


def import_prices(job: Job) -> Imported:
    """A row under the same conditions as one here comes in its place; the others stay."""
    read = read_prices(job.content(), job.till.setup.currency)
    with job.till.store.read() as tx:
        unknown = unknown_skus(tx, ((row.line, row.value.sku) for row in read.rows))
    return write_read(job, "prices", read, unknown, _put, durable=False)


def _put(tx: Tx, _job: Job, rows: Sequence[PriceRow]) -> None:
    tx.prices.put([written_price(row) for row in rows])


def written_price(row: PriceRow, rev: int = 1) -> dict[str, object]:
    """A price as its row."""
    return {
        "sku": row.sku,
        "list_name": row.price.list_name,
        "price_minor": row.price.price_minor,
        "since": row.price.since,
        "until": row.price.until,
        "min_qty_milli": row.price.min_qty_milli,
        "group": row.price.group,
        "store": row.price.store,
        "channel": row.price.channel,
        "rev": rev,
    }
