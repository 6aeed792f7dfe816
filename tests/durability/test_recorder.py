"""The harness bites: on plain SQL it finds the losses that the settings of SQLite allow, and none where they forbid."""

import os
import random
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from itertools import count, groupby, takewhile
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from tests.durability.cuts import Cut, cuts
from tests.durability.disk import CutMode, Disk, Kind
from tests.durability.events import Recording, Synced, Written
from tests.durability.raw_till import CHECKPOINT_PAGES, connect, create, restock, sales_after, sell
from tests.durability.recorder import DISK_FULL, SYNC_FAILED, WRITE_FAILED, Recorder, no_fault

Record = Callable[[Path, str], Recording]
SALES = 60
TURNS = 10  # transactions of the bulk thread, at least
PAUSE_S = 0.003  # between two transactions of a thread, or the other would hardly ever get the lock
ANSWER_S = 30
CUTS = 120


@pytest.fixture
def till(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "till.db"
    path.parent.mkdir()
    create(path)
    return path


def record_selling(till: Path, synchronous: str) -> Recording:
    """One connection sells and checkpoints."""
    with (
        Recorder(till.parent) as recorder,
        closing(connect(till, synchronous=synchronous, checkpoint_pages=CHECKPOINT_PAGES)) as connection,
    ):
        for number in range(1, SALES + 1):
            sell(connection, number)
            recorder.acknowledge(str(number))
        return recorder.recording


def record_selling_beside_bulk(till: Path, synchronous: str) -> Recording:
    """One thread sells and never checkpoints; the other changes products, NORMAL, and checkpoints."""
    enough, done = threading.Event(), threading.Event()

    def change_products() -> None:
        with closing(connect(till, synchronous="NORMAL", checkpoint_pages=CHECKPOINT_PAGES)) as connection:
            for turn in takewhile(lambda _: not done.is_set(), count(1)):
                restock(connection, turn)
                if turn == TURNS:
                    enough.set()
                done.wait(PAUSE_S)

    with Recorder(till.parent) as recorder, closing(connect(till, synchronous=synchronous)) as connection:
        bulk = threading.Thread(target=change_products)
        bulk.start()
        try:
            for number in range(1, SALES + 1):
                sell(connection, number)
                recorder.acknowledge(str(number))
                enough.wait(PAUSE_S)
            assert enough.wait(ANSWER_S)
        finally:
            done.set()
            bulk.join()
        return recorder.recording


def losses(recording: Recording, chance: random.Random, folder: Path, kind: Kind = Kind.HONEST) -> int:
    """In how many cuts a sale that was acknowledged is missing, or the whole file is."""
    lost = sum(lost_by(cut, folder / str(n)) for n, cut in enumerate(cuts(recording, chance, CUTS, kind=kind)))
    sys.stdout.write(f"acknowledged sales lost in {lost} of {CUTS} cuts\n")
    return lost


def lost_by(cut: Cut, folder: Path) -> bool:
    cut.lay_out(folder)
    try:
        return not {int(number) for number in cut.acknowledged} <= sales_after(folder / "till.db")
    except (sqlite.DatabaseError, AssertionError):
        return True


@pytest.mark.parametrize("record", [record_selling, record_selling_beside_bulk])
def test_no_cut_loses_a_sale_that_was_committed_with_full_sync(
    record: Record, till: Path, chance: random.Random, tmp_path: Path
) -> None:
    recording = record(till, "FULL")

    lost = losses(recording, chance, tmp_path)

    assert lost == 0
    assert {event.name for event in recording.events if isinstance(event, Written)} == {"till.db", "till.db-wal"}


@pytest.mark.parametrize("record", [record_selling, record_selling_beside_bulk])
@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_some_cuts_lose_sales_that_were_committed_with_less(
    record: Record, synchronous: str, till: Path, chance: random.Random, tmp_path: Path
) -> None:
    recording = record(till, synchronous)

    lost = losses(recording, chance, tmp_path)

    assert lost > 0


@pytest.mark.parametrize("record", [record_selling, record_selling_beside_bulk])
def test_some_cuts_lose_sales_when_the_disk_lies_about_fsync(
    record: Record, till: Path, chance: random.Random, tmp_path: Path
) -> None:
    recording = record(till, "FULL")

    lost = losses(recording, chance, tmp_path, Kind.LYING)

    assert lost > 0


def test_the_recording_holds_every_byte_that_reached_the_files(till: Path, chance: random.Random) -> None:
    with Recorder(till.parent) as recorder, closing(connect(till, checkpoint_pages=CHECKPOINT_PAGES)) as connection:
        recorder.watch_appends(till.parent / "witness")
        for number in range(1, SALES + 1):
            sell(connection, number)
            append(till.parent / "witness", b"%d\n" % number)
        recording = recorder.recording
        files = {path.name: path.read_bytes() for path in till.parent.iterdir() if path.suffix != ".db-shm"}

    assert replayed(recording).image(CutMode.ALL, chance) == files


def test_appends_of_python_stand_between_the_writes_they_were_made_between(till: Path) -> None:
    with Recorder(till.parent) as recorder, closing(connect(till)) as connection:
        recorder.watch_appends(till.parent / "witness")
        sell(connection, 1)
        append(till.parent / "witness", b"1\n")
        sell(connection, 2)
        append(till.parent / "witness", b"2\n", fsync=True)
        events = recorder.recording.events

    in_turn = [name for name, _ in groupby(event.name for event in events if isinstance(event, Written | Synced))]
    assert in_turn == ["till.db-wal", "witness", "till.db-wal", "witness"]
    assert events[-1] == Synced("witness", len(events) - 1)


@pytest.mark.parametrize(("fsync", "may_be"), [(True, {b"1\n2\n", b"2\n"}), (False, {b"1\n2\n", b"2\n", b""})])
def test_a_file_renamed_over_the_witness_is_whole_only_if_it_was_synced(
    fsync: bool, may_be: set[bytes], till: Path, chance: random.Random
) -> None:
    witness = till.parent / "witness"
    append(witness, b"1\n2\n")

    with Recorder(till.parent) as recorder:
        recorder.watch_appends(witness)
        append(till.parent / "witness.new", b"2\n", fsync=fsync)
        (till.parent / "witness.new").replace(witness)
        recording = recorder.recording

    assert {replayed(recording).image(CutMode.PREFIX, chance)["witness"] for _ in range(100)} == may_be


@pytest.mark.parametrize(
    ("operation", "failure"), [("write", DISK_FULL), ("write", WRITE_FAILED), ("sync", SYNC_FAILED)]
)
def test_a_fault_fails_the_commit_leaves_nothing_and_the_next_one_works(
    operation: str, failure: int, till: Path
) -> None:
    def fault(asked: str, name: str) -> int:
        return failure if (asked, name) == (operation, "till.db-wal") else 0

    with Recorder(till.parent) as recorder, closing(connect(till)) as connection:
        sell(connection, 1)
        recorder.fault = fault
        with pytest.raises(sqlite.DatabaseError):
            sell(connection, 2)
        recorder.fault = no_fault
        sell(connection, 2)

    assert sales_after(till) == {1, 2}


def test_a_mistake_in_the_recorder_itself_is_told(till: Path) -> None:
    def broken(_operation: str, _name: str) -> int:
        raise ValueError("a mistake in the test")

    with pytest.raises(ValueError, match="a mistake in the test"), Recorder(till.parent) as recorder:  # noqa: PT012
        recorder.fault = broken
        with pytest.raises(sqlite.DatabaseError), closing(connect(till)) as connection:
            sell(connection, 1)


def append(path: Path, record: bytes, *, fsync: bool = False) -> None:
    descriptor = os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
    os.write(descriptor, record)
    if fsync:
        os.fsync(descriptor)
    os.close(descriptor)


def replayed(recording: Recording) -> Disk:
    disk = Disk(recording.start)
    for event in recording.events:
        disk.apply(event)
    return disk
