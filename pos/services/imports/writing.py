"""Writing what a file brings: small transactions while somebody sells, the entry with the file's hash in the last."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pos.domain.imports.row import Problem
from pos.domain.imports.table import Read
from pos.services.imports.job import Imported, Job
from pos.services.journal import write_down
from pos.store.pace import ROWS_AT_REST, Pace
from pos.store.store import Tx

PRICED = ("products", "prices", "taxes", "promotions")
"""Kinds that make a new price snapshot."""

T = TypeVar("T")
Put = Callable[[Tx, Job, Sequence[T]], None]


def write_read(
    job: Job,
    kind: str,
    read: Read[T],
    more: Iterable[Problem],
    put: Put[T],
    indexes: Sequence[str] = (),
    durable: bool = True,
) -> Imported:
    """Write the good rows of a file that was read whole; `more` are problems that only the till's data shows."""
    problems = tuple(sorted((*read.problems, *more), key=lambda problem: problem.line))
    bad = {problem.line for problem in problems}
    good = [row.value for row in read.rows if row.line not in bad]
    if not job.goes_in(problems):
        return Imported(kind, len(good), problems)
    write_rows(job, kind, good, put, len(good), indexes, durable)
    return Imported(kind, len(good), problems, kept=True)


def write_rows(
    job: Job, kind: str, rows: Iterable[T], put: Put[T], count: int, indexes: Sequence[str] = (), durable: bool = True
) -> None:
    """Write row after row; the entry goes last, and durably, so that an import that was cut off is done again."""
    pace = Pace(job.till.store)
    pace.write(rows, lambda tx, batch: put(tx, job, batch), indexes=indexes, durable=durable)
    if count >= ROWS_AT_REST:
        pace.tidy_whole(indexes)
    with job.till.store.write() as tx:
        applied(tx, job, kind, count)


def applied(tx: Tx, job: Job, kind: str, rows: int) -> None:
    """Journal the file, and name the new price snapshot."""
    body = {"kind": kind, "file_hash": job.mark, "rows": rows}
    write_down(tx, job.till, "import_applied", body, job.staff)
    if kind in PRICED:
        tx.prices.changed(f"{kind} {job.mark}")


def unknown_skus(tx: Tx, skus: Iterable[tuple[int, str]]) -> tuple[Problem, ...]:
    """A problem for each of these lines whose SKU is no product here."""
    return tuple(Problem(line, "sku", "unknown_sku", sku) for line, sku in skus if tx.products.by_sku(sku) is None)
