"""The next start after a power cut: the till is opened on what the cut left, sells on and is checked."""

import shutil
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pos.services.till import open_till
from pos.store.secrets import KEY_FILE
from pos.store.store import DATABASE, WITNESS
from pos.store.verify import verify
from tests.durability.cuts import Cut
from tests.durability.selling import name_of, sell

MOST_SALES = 1000  # of one recording
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


def starts_after(all_cuts: Iterable[Cut], home: Path, folder: Path, *, sells_on: bool = True) -> list[Start]:
    return [start_after(cut, home, folder / str(number), sells_on) for number, cut in enumerate(all_cuts)]


def start_after(cut: Cut, home: Path, folder: Path, sells_on: bool) -> Start:
    """Lay out what the cut left and start the till as any program does; a folder without a problem is cleared away."""
    cut.lay_out(folder)
    shutil.copy2(home / KEY_FILE, folder)
    try:
        start = _start(cut, folder, sells_on)
    except Exception as failure:  # whatever ends a start: whoever holds a receipt finds no sale
        return Start(PLACES[cut.name], frozenset(cut.acknowledged), (), (f"{failure!r} ({cut.mode} at {cut.at})",))
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
            sold = set() if problems else {name_of(sale) for sale in tx.sales.newest(limit=MOST_SALES)}
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
