"""The disk is full or fails in the middle of a sale: it is not sold, a sentence says why, and the next one is sold."""

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path

import pytest

from pos.domain.failures import Unavailable
from pos.domain.sentences import SENTENCES
from pos.services.till import Till, open_till
from pos.store.store import DATABASE, WITNESS
from pos.store.verify import verify
from tests.durability.cuts import cuts
from tests.durability.disk import Kind
from tests.durability.events import SyncFailed
from tests.durability.recorder import DISK_FULL, SYNC_FAILED, WRITE_FAILED, Fault, Recorder, no_fault
from tests.durability.selling import (
    ANSWER_S,
    BULK,
    PAUSE_S,
    catalogue_writer,
    name_of,
    sell,
    until_it_works,
    write_catalogue,
)
from tests.durability.starting import starts_after, tell

LOG = f"{DATABASE}-wal"
SALES = 40
ODDS = {"write": 0.01, "truncate": 0.1, "sync": 0.1}
FAULTS = [
    pytest.param("write", DISK_FULL, "disk_full", id="disk full"),
    pytest.param("write", WRITE_FAILED, "disk_error", id="write fails"),
    pytest.param("sync", SYNC_FAILED, "disk_error", id="fsync fails"),
]


@pytest.fixture
def recorder(home: Path) -> Iterator[Recorder]:
    with Recorder(home) as recorder:
        yield recorder


@pytest.fixture
def till(home: Path, recorder: Recorder) -> Iterator[Till]:
    with closing(open_till(home)) as till:
        yield till
        recorder.fault = no_fault


def failing(operation: str, name: str, failure: int, *, after: int = 0) -> Fault:
    """Every such operation on this file fails, but for the first `after` of them."""
    passed = 0

    def fault(asked: str, asked_name: str) -> int:
        nonlocal passed
        if (asked, asked_name) != (operation, name):
            return 0
        passed += 1
        return failure if passed > after else 0

    return fault


def sales_of(till: Till) -> list[str]:
    """The sales, oldest first, of a file in which nothing is wrong."""
    with till.store.driver() as driver:
        assert verify(driver, till.store.witness).problems == ()
    with till.store.read() as tx:
        return [name_of(sale) for sale in reversed(tx.sales.newest(limit=100))]


@pytest.mark.parametrize("shared", [False, True], ids=["alone", "another program has the file open"])
@pytest.mark.parametrize("after", [0, 1, 4])
@pytest.mark.parametrize(("operation", "failure", "code"), FAULTS)
def test_a_sale_that_failed_is_sold_whole_and_once_when_it_is_paid_again(
    operation: str, failure: int, code: str, after: int, shared: bool, home: Path, till: Till, recorder: Recorder
) -> None:
    with beside(home, shared):
        first = sell(till, 1)
        recorder.fault = failing(operation, LOG, failure, after=0 if operation == "sync" else after)
        with pytest.raises(Unavailable) as told:
            sell(till, 2)
        recorder.fault = no_fault

        second = sell(till, 2)

    assert told.value.code == code
    assert sales_of(till) == [first, second]


@pytest.mark.parametrize(("operation", "failure", "code"), FAULTS)
def test_a_disk_that_stays_broken_refuses_every_sale_and_loses_none_of_those_before(
    operation: str, failure: int, code: str, till: Till, recorder: Recorder
) -> None:
    sold = [sell(till, 1)]
    recorder.fault = failing(operation, LOG, failure)
    for number in (2, 2, 3):
        with pytest.raises(Unavailable) as told:
            sell(till, number)
        assert told.value.code == code and code in SENTENCES
    recorder.fault = no_fault

    sold += [sell(till, 2), sell(till, 3)]

    assert sales_of(till) == sold


@pytest.mark.parametrize(("operation", "failure", "code"), FAULTS)
def test_a_log_that_cannot_be_moved_into_the_file_stops_selling_until_it_can(
    operation: str, failure: int, code: str, till: Till, recorder: Recorder
) -> None:
    sold = [sell(till, 1)]
    recorder.fault = failing(operation, DATABASE, failure)
    for action in (partial(till.store.upkeep, merge=False), partial(sell, till, 2)):
        with pytest.raises(Unavailable) as told:
            action()
        assert told.value.code == code
    recorder.fault = no_fault

    sold += [sell(till, 2), sell(till, 3)]

    assert sales_of(till) == sold


def test_on_a_disk_that_fails_now_and_then_no_cut_loses_an_acknowledged_sale(
    home: Path, recorder: Recorder, chance: random.Random, tmp_path: Path, count_of_cuts: int
) -> None:
    recorder.watch_appends(home / WITNESS)
    with closing(open_till(home)) as till, catalogue_writer(home, chance) as enough:
        recorder.fault = now_and_then(random.Random(chance.random()))
        for number in range(1, SALES + 1):
            recorder.acknowledge(until_it_works(partial(sell, till, number)))
            enough.wait(PAUSE_S)
        recorder.fault = no_fault
        assert enough.wait(ANSWER_S)

    starts = starts_after(cuts(recorder.recording, chance, count_of_cuts), home, tmp_path)

    tell("failing disk", starts)
    assert any(isinstance(event, SyncFailed) for event in recorder.recording.events)
    assert [start for start in starts if start.lost or start.noticed or start.problems] == []


def test_what_a_failed_fsync_forgot_is_written_anew_before_the_sale_is_acknowledged(
    home: Path, recorder: Recorder, chance: random.Random, tmp_path: Path
) -> None:
    """Products written with NORMAL stand unsynced in the log ahead of the sale, and the fsync that fails drops both."""
    recorder.watch_appends(home / WITNESS)
    with closing(open_till(home)) as till, closing(open_till(home, synchronous="NORMAL")) as other:
        recorder.acknowledge(sell(till, 1))
        write_catalogue(other.store, range(BULK), turn=1)
        recorder.fault = failing("sync", LOG, SYNC_FAILED)
        with pytest.raises(Unavailable):
            sell(till, 2)
        recorder.fault = no_fault
        recorder.acknowledge(sell(till, 2))
        recorder.acknowledge(sell(till, 3))
        recording = recorder.recording

    after_it = [cut for cut in cuts(recording, chance, 60, kind=Kind.FORGETFUL) if len(cut.acknowledged) > 1]
    starts = starts_after(after_it, home, tmp_path)

    assert starts
    assert [start for start in starts if start.lost or start.problems] == []


def now_and_then(chance: random.Random) -> Fault:
    failures = {"write": (DISK_FULL, WRITE_FAILED), "truncate": (WRITE_FAILED,), "sync": (SYNC_FAILED,)}

    def fault(operation: str, _name: str) -> int:
        return chance.choice(failures[operation]) if chance.random() < ODDS[operation] else 0

    return fault


@contextmanager
def beside(home: Path, shared: bool) -> Iterator[None]:
    """Another program with a connection of its own, which keeps the log from being moved when ours is closed."""
    with closing(open_till(home, heal=False)) if shared else nullcontext() as other:
        if other is not None:
            write_catalogue(other.store, range(BULK), turn=1)
        yield
