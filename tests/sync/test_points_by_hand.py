"""Points that expire, worked by hand from the rules of the shop, answered by a hub as `account show` does.

`tests/data/variations/points-…/` holds the programme that a shop imports and, line by line, the sales and returns of
one member, each at its time; a line with a time alone only looks. `expected.json` has the arithmetic in words and, for
each line, what the hub says right after it; a field that is not named there may be anything.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from pos.domain.journal import Entry, moment_of
from sync.hub.hub import Hub
from sync.hub.imports.file import import_file
from sync.hub.ledgers.account_report import account_report
from sync.hub.ledgers.passing_time import tick
from tests.e2e.test_variations import FOLDERS, named, worked
from tests.sync.hub_journal import Pen, enrol, send
from tests.sync.hub_shop import Clock
from tests.sync.hub_value import earn, give_back

POINTS = [folder for folder in FOLDERS if (folder / "points.ndjson").exists()]


def write(pen: Pen, step: dict[str, Any], sales: dict[str, Entry]) -> None:
    """What the till writes down of this line, if anything."""
    earned, redeemed, when = step.get("earned", 0), step.get("redeemed", 0), {"at": step["at"]}
    if "return_of" in step:
        give_back(pen, sales[step["return_of"]], -earned, -redeemed, **when)
    elif "sale" in step:
        sales[step["sale"]] = earn(pen, earned, redeemed, **when)


@pytest.mark.parametrize("folder", POINTS, ids=lambda folder: folder.name)
def test_points_are_there_as_long_as_was_worked_out_by_hand(hub: Hub, clock: Clock, folder: Path) -> None:
    expected, pen, sales = worked(folder), Pen(), dict[str, Entry]()
    steps = [json.loads(line) for line in (folder / "points.ndjson").read_text(encoding="utf-8").splitlines()]
    enrol(hub, pen)
    assert import_file(hub, "programme", folder / "programme.json").kept

    told = []
    for step in steps:
        clock.at = moment_of(step["at"])
        write(pen, step, sales)
        send(hub, pen)
        tick(hub)
        told.append(account_report(hub, "points:C-1"))

    assert named(told, expected) == expected
