"""A long import gets out of the way of whoever sells."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pos.services.imports.job import Job
from pos.services.imports.writing import write_rows
from pos.services.shift import open_shift
from pos.services.till import Till
from pos.store.pace import FEWEST_ROWS, ROWS_AT_REST, ROWS_WHILE_SELLING
from pos.store.store import Tx


def test_an_import_writes_little_at_once_as_soon_as_a_shift_is_open(shop: Till, tmp_path: Path) -> None:
    count = ROWS_AT_REST + 2 * ROWS_WHILE_SELLING
    written: list[int] = []

    def rows() -> Iterator[int]:
        for number in range(count):
            if number == 1:
                open_shift(shop, 0, "sofia")
            yield number

    def put(_tx: Tx, _job: Job, batch: Sequence[int]) -> None:
        written.append(len(batch))

    write_rows(Job(shop, tmp_path, "mark", False, False, "sofia"), "products", rows(), put, count)

    assert written[:2] == [ROWS_AT_REST, FEWEST_ROWS]
    assert max(written[1:]) <= ROWS_WHILE_SELLING
    assert sum(written) == count
