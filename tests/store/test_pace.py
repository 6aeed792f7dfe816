"""Many rows beside somebody who sells: short transactions, a pause as long behind each, and none when nobody does."""

from collections.abc import Sequence

import pytest

from pos.services.shift import open_shift
from pos.services.till import Till
from pos.store.pace import FEWEST_ROWS, HELD_S, ROWS_AT_REST, ROWS_WHILE_SELLING, Pace
from pos.store.store import Tx


class Slow:
    """A clock under which every row takes so many seconds, and the pauses that it was asked for."""

    def __init__(self, seconds_a_row: float) -> None:
        self._each = seconds_a_row
        self.moment = 0.0
        self.sizes: list[int] = []
        self.pauses: list[float] = []

    def put(self, _tx: Tx, batch: Sequence[int]) -> None:
        self.sizes.append(len(batch))
        self.moment += self._each * len(batch)

    def pace(self, till: Till) -> Pace:
        return Pace(till.store, clock=lambda: self.moment, sleep=self.pauses.append)


@pytest.fixture
def selling(shop: Till) -> Till:
    open_shift(shop, 0, "sofia")
    return shop


def test_transactions_grow_as_long_as_they_are_short(selling: Till) -> None:
    slow = Slow(0.000_001)

    slow.pace(selling).write(range(5000), slow.put)

    assert slow.sizes[0] == FEWEST_ROWS
    assert max(slow.sizes) == ROWS_WHILE_SELLING and sum(slow.sizes) == 5000


def test_a_slow_machine_gets_fewer_rows_at_once(selling: Till) -> None:
    slow = Slow(0.000_2)

    slow.pace(selling).write(range(1000), slow.put)

    assert all(size * 0.000_2 <= HELD_S * 1.25 for size in slow.sizes)
    assert sum(slow.sizes) == 1000


def test_the_pause_behind_a_transaction_is_as_long_as_it_was(selling: Till) -> None:
    slow = Slow(0.000_1)

    slow.pace(selling).write(range(300), slow.put)

    assert slow.pauses == pytest.approx([size * 0.000_1 for size in slow.sizes])


def test_nobody_waits_when_nobody_sells(shop: Till) -> None:
    slow = Slow(0.000_1)

    slow.pace(shop).write(range(ROWS_AT_REST + 1), slow.put)

    assert (slow.sizes, slow.pauses) == ([ROWS_AT_REST, 1], [])


def test_the_last_word_goes_with_the_last_rows_and_also_where_there_are_none(shop: Till) -> None:
    told: list[int] = []
    slow = Slow(0)

    slow.pace(shop).write(range(3), slow.put, lambda _tx: told.append(len(slow.sizes)))
    slow.pace(shop).write((), slow.put, lambda _tx: told.append(len(slow.sizes)))

    assert slow.sizes == [3, 0] and told == [1, 2]


def test_what_fails_in_the_middle_leaves_the_transactions_before_it(shop: Till) -> None:
    open_shift(shop, 0, "sofia")
    kept: list[int] = []

    def put(tx: Tx, batch: Sequence[int]) -> None:
        if batch[0] > 20:
            raise RuntimeError
        tx.settings.put("row", str(batch[-1]))
        kept.append(batch[-1])

    with pytest.raises(RuntimeError):
        Slow(0).pace(shop).write(range(200), put)

    with shop.store.read() as tx:
        assert tx.settings.get("row") == str(kept[-1])


def test_a_copy_may_be_taken_back_by_a_power_cut_an_entry_never(shop: Till) -> None:
    with shop.store.write(durable=False) as tx:
        loose = tx.driver.execute("PRAGMA synchronous").fetchone()[0]
    with shop.store.write() as tx:
        safe = tx.driver.execute("PRAGMA synchronous").fetchone()[0]

    normal, full = 1, 2
    assert (loose, safe) == (normal, full)
