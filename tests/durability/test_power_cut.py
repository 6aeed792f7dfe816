"""The power fails at any write of the till; what it said was sold is there when it starts again."""

import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pos.domain.failures import Unavailable
from pos.services.till import open_till
from pos.store.engine import Durability
from pos.store.secrets import KEY_FILE
from pos.store.store import DATABASE, WITNESS
from pos.store.verify import verify
from tests.durability.cuts import Cut, cuts
from tests.durability.disk import CutMode
from tests.durability.events import Recording
from tests.durability.recorder import Recorder
from tests.durability.selling import make_till, name_of, sell, sell_beside_catalogue

SALES = 40
PLACES = {f"{DATABASE}-wal": "log", DATABASE: "database", WITNESS: "witness"}


@dataclass(frozen=True, slots=True)
class Start:
    """How the till started after a cut: acknowledged sales that are missing, and whatever is not as it must be.

    `noticed` is what the till itself found wrong and healed.
    """

    place: str
    lost: frozenset[str]
    noticed: tuple[str, ...]
    problems: tuple[str, ...]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    make_till(tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def count_of_cuts(long_run: bool) -> int:
    return 1000 if long_run else 100


def record(home: Path, chance: random.Random, synchronous: Durability) -> Recording:
    with Recorder(home) as recorder:
        recorder.watch_appends(home / WITNESS)
        sell_beside_catalogue(home, SALES, chance, synchronous, sold=recorder.acknowledge)
    return recorder.recording


def starts_after(all_cuts: Iterable[Cut], home: Path, folder: Path, *, sells_on: bool = True) -> list[Start]:
    return [start_after(cut, home, folder / str(number), sells_on) for number, cut in enumerate(all_cuts)]


def start_after(cut: Cut, home: Path, folder: Path, sells_on: bool) -> Start:
    """Lay out what the cut left and start the till as any program does; a folder without a problem is cleared away."""
    cut.lay_out(folder)
    shutil.copy2(home / KEY_FILE, folder)
    try:
        start = _start(cut, folder, sells_on)
    except Unavailable as failure:
        return Start(PLACES[cut.name], frozenset(cut.acknowledged), (), (f"{failure} ({cut.mode} at {cut.at})",))
    if not start.problems:
        shutil.rmtree(folder)
    return start


def _start(cut: Cut, folder: Path, sells_on: bool) -> Start:
    """Where the till `sells_on`, the shopper of the cut still stands there: the file must take her basket, once."""
    with closing(open_till(folder)) as till:
        if sells_on:
            sell(till, len(cut.acknowledged) + 1)
        with till.store.driver() as driver:
            problems = verify(driver, till.store.witness).problems
        with till.store.read() as tx:
            sold = set() if problems else {name_of(sale) for sale in tx.sales.newest(limit=2 * SALES)}
    return Start(
        PLACES[cut.name],
        frozenset(cut.acknowledged) - sold,
        tuple(problem.code for problem in till.noticed),
        tuple(f"{problem.code}: {problem.where} ({cut.mode} at {cut.at})" for problem in problems),
    )


def tell(what: str, starts: list[Start]) -> None:
    """A row for each place: cuts, cuts that lost an acknowledged sale, of these noticed by the till itself."""
    for place in PLACES.values():
        here = [start for start in starts if start.place == place]
        losing = [start for start in here if start.lost]
        noticed = sum(bool(start.noticed) for start in losing)
        row = f"{what:<16}{place:<10}{len(here):>5} cuts {len(losing):>5} lost a sale {noticed:>5} noticed"
        sys.stdout.write(row + "\n")


def test_no_cut_loses_an_acknowledged_sale(
    home: Path, chance: random.Random, count_of_cuts: int, tmp_path: Path
) -> None:
    recording = record(home, chance, "FULL")

    starts = starts_after(cuts(recording, chance, count_of_cuts), home, tmp_path)

    tell("FULL", starts)
    assert Counter(start.place for start in starts).keys() == set(PLACES.values())
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

    starts = starts_after(cuts(recording, chance, count_of_cuts // 2, lying=True), home, tmp_path, sells_on=False)

    tell("FULL, disk lies", starts)
    assert any(start.lost for start in starts)


def test_a_till_that_lost_everything_but_its_witness_says_so_and_goes_on_soundly(
    home: Path, chance: random.Random, tmp_path: Path
) -> None:
    recording = record(home, chance, "FULL")
    (cut,) = cuts(recording, chance, 1, lying=True, modes=[CutMode.NONE])
    (whole,) = cuts(recording, chance, 1, modes=[CutMode.ALL])

    start = start_after(
        replace(cut, files=cut.files | {WITNESS: whole.files[WITNESS]}), home, tmp_path / "cut", sells_on=True
    )

    assert start.noticed == ("rolled_back",)
    assert start.problems == ()
