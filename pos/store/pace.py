"""Many rows into the till beside somebody who sells: small transactions with pauses, or large ones when nobody does.

A sale that finds the file locked waits for one of these transactions at the most, and the pause behind each is as long
as the transaction was, so that a queue of sales gets on.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import TypeVar

from pos.store.search import MERGE_PAGES, merge_step
from pos.store.store import Store, Tx

ROWS_WHILE_SELLING = 200
"""Rows of one transaction at the most while a shift is open; mostly `HELD_S` ends it before."""
FEWEST_ROWS = 5
ROWS_AT_REST = 20_000
HELD_S = 0.004
"""How long one transaction should hold the file while somebody sells."""
MOVE_EVERY_S = 2.0
"""How often the write-ahead log is moved into the file while somebody sells."""
PAGES_AT_REST = 1000
"""Pages that one step of tidying an index writes when nobody sells."""
MERGES_A_BATCH = 16
"""Small steps of tidying an index behind one batch at the most; more wait for the next batch."""

T = TypeVar("T")
Put = Callable[[Tx, Sequence[T]], None]


class Pace:
    """How a program writes many rows. One of these lives as long as its work: it learns how much fits in `HELD_S`."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._clock = clock
        self._sleep = sleep
        self._rows = FEWEST_ROWS
        self._moved_at = clock()

    def write(
        self,
        rows: Iterable[T],
        put: Put[T],
        last: Callable[[Tx], None] = lambda tx: None,
        indexes: Sequence[str] = (),
        durable: bool = True,
    ) -> None:
        """Put row after row, `last` in the transaction of the last of them; then tidy these search `indexes`.

        What makes a row ready belongs into the iterator, which is read outside the transactions. Without `durable` a
        power cut may take the last transactions back, whole and the newest first: for what can be asked for again.
        """
        waiting = iter(rows)
        batch = tuple(islice(waiting, self._size()))
        while True:
            is_selling = self._is_selling()  # asked for each batch: a shift may be opened meanwhile
            following = tuple(islice(waiting, self._rows if is_selling else ROWS_AT_REST))
            work = partial(_put, batch=batch, put=put, last=None if following else last)
            self._transaction(work, len(batch), durable, is_selling)
            self._tidy(indexes, is_selling)
            if not following:
                return
            batch = following

    def _size(self) -> int:
        return self._rows if self._is_selling() else ROWS_AT_REST

    def _transaction(self, work: Callable[[Tx], None], rows: int, durable: bool, is_selling: bool) -> None:
        with self._store.write(durable) as tx:
            began = self._clock()
            work(tx)
        held = self._clock() - began
        if is_selling:
            self._learn(rows, held)
            self._sleep(held)

    def _learn(self, rows: int, held: float) -> None:
        """Grow slowly, shrink at once: one transaction that was long is one sale that waited."""
        if held > HELD_S:
            self._rows = max(FEWEST_ROWS, int(rows * HELD_S / held))
        elif rows >= self._rows:
            self._rows = min(ROWS_WHILE_SELLING, self._rows + max(1, self._rows // 8))

    def tidy_whole(self, indexes: Sequence[str]) -> None:
        """Make one segment of each index, so that later changes are not merged with the whole catalogue while somebody
        sells; until a shift is opened. For the end of a large load."""
        for index in indexes:
            worked = True
            while worked and not self._is_selling():
                with self._store.write(durable=False) as tx:
                    worked = merge_step(tx.driver, index, -PAGES_AT_REST)
                self._store.upkeep(merge=False)

    def _tidy(self, indexes: Sequence[str], is_selling: bool) -> None:
        """Merge in transactions of their own, as long as there is something to merge, and move the log now and then."""
        for index in indexes:
            for _ in range(MERGES_A_BATCH):
                with self._store.write(durable=False) as tx:
                    began = self._clock()
                    worked = merge_step(tx.driver, index, MERGE_PAGES if is_selling else PAGES_AT_REST)
                if is_selling:
                    self._sleep(self._clock() - began)
                if not worked:
                    break
        if not is_selling or self._clock() - self._moved_at > MOVE_EVERY_S:
            self._store.upkeep(merge=False)
            self._moved_at = self._clock()

    def _is_selling(self) -> bool:
        with self._store.read() as tx:
            return tx.shifts.open() is not None


def _put(tx: Tx, batch: Sequence[T], put: Put[T], last: Callable[[Tx], None] | None) -> None:
    put(tx, batch)
    if last:
        last(tx)
