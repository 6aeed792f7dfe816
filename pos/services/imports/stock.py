"""Stock: counts as of now, or changes with their reason; both are journal entries."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from pos.domain.imports.stock import StockChangeRow, StockRow, read_stock, read_stock_changes
from pos.services.imports.job import Imported, Job
from pos.services.imports.writing import unknown_skus, write_read
from pos.services.journal import write_down
from pos.store.stock import FLOOR
from pos.store.store import Tx

LINES_AN_ENTRY = 500

T = TypeVar("T")


def import_counts(job: Job) -> Imported:
    """What was counted; what is not in the file keeps its quantity."""
    read = read_stock(job.content())
    with job.till.store.read() as tx:
        unknown = unknown_skus(tx, ((row.line, row.value.sku) for row in read.rows))
    return write_read(job, "stock", read, unknown, _put_counts)


def import_changes(job: Job) -> Imported:
    """Signed changes with their reasons, each on top of what is there."""
    read = read_stock_changes(job.content())
    with job.till.store.read() as tx:
        unknown = unknown_skus(tx, ((row.line, row.value.sku) for row in read.rows))
    return write_read(job, "stock", read, unknown, _put_changes)


def _put_counts(tx: Tx, job: Job, rows: Sequence[StockRow]) -> None:
    """A count says what is there as of now; the journal keeps the count and the change that it made."""
    for part in _parts(rows):
        lines = []
        for row in part:
            place = _location(job, row.location)
            change = row.on_hand_milli - (tx.stock.on_hand_milli(row.sku, place) or 0)
            lines.append(
                {"sku": row.sku, "location": place, "counted_milli": row.on_hand_milli, "change_milli": change}
            )
        write_down(tx, job.till, "stock_counted", {"lines": lines}, job.staff)


def _put_changes(tx: Tx, job: Job, rows: Sequence[StockChangeRow]) -> None:
    for part in _parts(rows):
        lines = [
            {
                "sku": row.sku,
                "location": _location(job, row.location),
                "change_milli": row.change_milli,
                "reason": row.reason,
            }
            for row in part
        ]
        write_down(tx, job.till, "stock_adjusted", {"lines": lines}, job.staff)


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Rows for one entry each: an entry stays small enough to be sent and shown."""
    for start in range(0, len(rows), LINES_AN_ENTRY):
        yield rows[start : start + LINES_AN_ENTRY]


def _location(job: Job, named: str) -> str:
    """The floor of this store by any of its names; other stores as they are called."""
    return FLOOR if named in ("", FLOOR, job.till.setup.code, job.till.setup.name) else named
