"""Stock of one store: counts as of now, or changes with their reason."""

from pos.domain.imports.stock import StockChangeRow, StockRow, read_stock, read_stock_changes
from pos.domain.journal import stamp
from sync.entities import stream_of
from sync.hub.imports.catalogue import unknown_skus
from sync.hub.imports.job import Imported, Job, parts, put_read
from sync.hub.journal.closing import stock_back
from sync.hub.journal.own_entries import StockMove, move_own_stock
from sync.hub.journal.projection import FLOOR
from sync.hub.store.engine import Connection
from sync.hub.store.exceptions import decide
from sync.hub.store.imports import stock_now
from sync.hub.store.streams import Published, publish

REASON = "import"


def import_counts(job: Job) -> Imported:
    """What was counted; what is not in the file keeps its quantity."""
    read = read_stock(job.content())
    with job.hub.read() as connection:
        unknown = unknown_skus(connection, ((row.line, row.value.sku) for row in read.rows))
    return put_read(job, "stock", read, unknown, lambda rows: _put_counts(job, rows))


def import_changes(job: Job) -> Imported:
    """Signed changes with their reasons, each on top of what is there."""
    read = read_stock_changes(job.content())
    with job.hub.read() as connection:
        unknown = unknown_skus(connection, ((row.line, row.value.sku) for row in read.rows))
    return put_read(job, "stock", read, unknown, lambda rows: _put_changes(job, rows))


def _put_counts(job: Job, rows: list[StockRow]) -> int:
    published = 0
    for part in parts(rows):
        with job.hub.write() as connection:
            counted = {(row.sku, _location(job, row.location)): row.on_hand_milli for row in part}
            now = stock_now(connection, job.sheet.store_no, {sku for sku, _ in counted})
            moves = [
                (*shelf, milli - now.get(shelf, 0), REASON)
                for shelf, milli in counted.items()
                if now.get(shelf) != milli
            ]
            published += _move(job, connection, moves)
    return published


def _put_changes(job: Job, rows: list[StockChangeRow]) -> int:
    published = 0
    for part in parts(rows):
        moves = [(row.sku, _location(job, row.location), row.change_milli, row.reason) for row in part]
        with job.hub.write() as connection:
            published += _move(job, connection, moves)
    return published


def _move(job: Job, connection: Connection, moves: list[StockMove]) -> int:
    if not moves:
        return 0
    store_no = job.sheet.store_no
    told = move_own_stock(job.hub, connection, store_no, moves)
    back = {stock.sku for stock in told if stock.location == FLOOR and stock.qty_milli >= 0}
    changes = decide(connection, stock_back(connection, store_no, back, stamp(job.hub.now())))
    changes[stream_of("stock", store_no)] = [Published.of("stock", f"{x.sku}|{x.location}", x) for x in told]
    publish(connection, changes, job.hub.chance(16))
    return len(told)


def _location(job: Job, named: str) -> str:
    """The floor of the store by any of its names; other places as they are called."""
    return FLOOR if named in ("", FLOOR, job.sheet.code, job.sheet.name) else named
