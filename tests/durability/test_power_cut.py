"""The power fails at any write of the till; what it said was sold is there when it starts again."""

import random
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pos.services.till import open_till
from pos.store.engine import Durability
from pos.store.store import WITNESS
from pos.store.witness import COMPACT_ABOVE_BYTES
from tests.durability.cuts import cuts
from tests.durability.disk import CutMode, Kind
from tests.durability.events import Recording, Replaced
from tests.durability.recorder import Recorder
from tests.durability.selling import sell, sell_beside_catalogue
from tests.durability.starting import PLACES, start_after, starts_after, tell

SALES = 40


def record(home: Path, chance: random.Random, synchronous: Durability) -> Recording:
    with Recorder(home) as recorder:
        recorder.watch_appends(home / WITNESS)
        sell_beside_catalogue(home, SALES, chance, synchronous, sold=recorder.acknowledge)
    return recorder.recording


@pytest.mark.lengthy
def test_no_cut_loses_an_acknowledged_sale(
    home: Path, chance: random.Random, count_of_cuts: int, tmp_path: Path
) -> None:
    recording = record(home, chance, "FULL")

    starts = starts_after(cuts(recording, chance, count_of_cuts), home, tmp_path)

    tell("FULL", starts)
    assert Counter(start.place for start in starts).keys() == set(PLACES.values())
    assert [start for start in starts if start.lost or start.noticed or start.problems] == []


def test_no_cut_while_the_witness_is_compacted_loses_an_acknowledged_sale(
    home: Path, chance: random.Random, count_of_cuts: int, tmp_path: Path
) -> None:
    with Recorder(home) as recorder, closing(open_till(home)) as till:
        (seen,) = till.store.witness.records()
        (home / WITNESS).write_bytes(seen.line() * (COMPACT_ABOVE_BYTES // len(seen.line()) + 1))
        recorder.watch_appends(home / WITNESS)
        recorder.acknowledge(sell(till, 1))
        till.store.witness.compact()
        recorder.acknowledge(sell(till, 2))
        recording = recorder.recording

    starts = starts_after(cuts(recording, chance, count_of_cuts // 2), home, tmp_path)

    assert any(isinstance(event, Replaced) for event in recording.events)
    assert [start for start in starts if start.lost or start.noticed or start.problems] == []


def test_a_till_that_syncs_less_loses_acknowledged_sales_and_goes_on_soundly(
    home: Path, chance: random.Random, count_of_cuts: int, tmp_path: Path
) -> None:
    recording = record(home, chance, "NORMAL")

    starts = starts_after(cuts(recording, chance, count_of_cuts // 2), home, tmp_path)

    tell("NORMAL", starts)
    assert any(start.lost for start in starts)
    assert [start for start in starts if start.problems] == []


def test_a_till_that_never_syncs_loses_acknowledged_sales(
    home: Path, chance: random.Random, count_of_cuts: int, tmp_path: Path
) -> None:
    recording = record(home, chance, "OFF")

    starts = starts_after(cuts(recording, chance, count_of_cuts // 2), home, tmp_path)

    tell("OFF", starts)
    assert any(start.lost for start in starts)


def test_a_disk_that_lies_about_fsync_loses_acknowledged_sales(
    home: Path, chance: random.Random, count_of_cuts: int, tmp_path: Path
) -> None:
    recording = record(home, chance, "FULL")

    starts = starts_after(cuts(recording, chance, count_of_cuts // 2, kind=Kind.LYING), home, tmp_path, sells_on=False)

    tell("FULL, disk lies", starts)
    assert any(start.lost for start in starts)


def test_a_till_that_lost_everything_but_its_witness_says_so_and_goes_on_soundly(
    home: Path, chance: random.Random, tmp_path: Path
) -> None:
    recording = record(home, chance, "FULL")
    (cut,) = cuts(recording, chance, 1, kind=Kind.LYING, modes=[CutMode.NONE])
    (whole,) = cuts(recording, chance, 1, modes=[CutMode.ALL])

    start = start_after(
        replace(cut, files=cut.files | {WITNESS: whole.files[WITNESS]}), home, tmp_path / "cut", sells_on=True
    )

    assert start.noticed == ("rolled_back",)
    assert start.problems == ()
