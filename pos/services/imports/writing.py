"""Writing what a file brings: small transactions while somebody sells, the entry with the file's hash in the last."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from pos.domain.imports.row import Problem
from pos.domain.imports.table import Read
from pos.services.imports.job import Imported, Job
from pos.services.journal import write_down
from pos.store.prices import VERSION
from pos.store.store import Store, Tx

ROWS_WHILE_SELLING = 200
"""Rows a transaction while a shift is open; a pause as long as the write follows, so that a sale never waits long."""
ROWS_AT_REST = 20_000
PRICED = ("products", "prices", "taxes", "promotions")
"""Kinds that make a new price snapshot."""

T = TypeVar("T")
Put = Callable[[Tx, Job, Sequence[T]], None]


def write_read(job: Job, kind: str, read: Read[T], more: Iterable[Problem], put: Put[T]) -> Imported:
    """Write the good rows of a file that was read whole; `more` are problems that only the till's data shows."""
    problems = tuple(sorted((*read.problems, *more), key=lambda problem: problem.line))
    bad = {problem.line for problem in problems}
    good = [row.value for row in read.rows if row.line not in bad]
    if not job.goes_in(problems):
        return Imported(kind, len(good), problems)
    write_rows(job, kind, iter(good), put, len(good))
    return Imported(kind, len(good), problems, kept=True)


def write_rows(job: Job, kind: str, rows: Iterator[T], put: Put[T], count: int) -> None:
    """Write row after row; the entry goes with the last of them, so that an import that was cut off is done again."""
    store = job.till.store
    batch = tuple(islice(rows, _rows_at_once(store)))
    while True:
        size = _rows_at_once(store)
        following = tuple(islice(rows, size))
        began = time.monotonic()
        with store.write() as tx:
            put(tx, job, batch)
            if not following:
                applied(tx, job, kind, count)
                return
        if size == ROWS_WHILE_SELLING:
            time.sleep(time.monotonic() - began)
        else:
            store.upkeep(merge=False)
        batch = following


def _rows_at_once(store: Store) -> int:
    """Asked again for every batch: a shift may be opened while a long file comes in."""
    with store.read() as tx:
        return ROWS_WHILE_SELLING if tx.shifts.open() else ROWS_AT_REST


def applied(tx: Tx, job: Job, kind: str, rows: int) -> None:
    """Journal the file, and name the new price snapshot."""
    body = {"kind": kind, "file_hash": job.mark, "rows": rows}
    write_down(tx, job.till, "import_applied", body, job.staff)
    if kind in PRICED:
        before = tx.settings.get(VERSION)
        tx.settings.put(VERSION, hashlib.sha256(f"{before} {kind} {job.mark}".encode()).hexdigest()[:32])


def unknown_skus(tx: Tx, skus: Iterable[tuple[int, str]]) -> tuple[Problem, ...]:
    """A problem for each of these lines whose SKU is no product here."""
    return tuple(Problem(line, "sku", "unknown_sku", sku) for line, sku in skus if tx.products.by_sku(sku) is None)
