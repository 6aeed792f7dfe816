"""Killing bites: a till that prints before it commits is caught, one that prints after it is not."""

import random
import sys
from pathlib import Path

import pytest

from tests.durability import raw_till
from tests.durability.killing import lines_until_killed

ROUNDS = 5
MOST_ROUNDS = 50  # until one of them must have hit between a line and its commit
MOST_SALES = 20  # in one round


@pytest.fixture
def till(tmp_path: Path) -> Path:
    raw_till.create(tmp_path / "till.db")
    return tmp_path / "till.db"


def printed_and_lost(what: str, till: Path, chance: random.Random) -> tuple[set[int], set[int]]:
    """The sales that were printed before a kill, and those of them that were missing after it."""
    lines = lines_until_killed(a_program(what, till), [a_program("restock", till)], chance, most=MOST_SALES)
    printed = {int(line) for line in lines}
    lost = printed - raw_till.sales_after(till)
    sys.stdout.write(f"{what}: {len(lost)} of {len(printed)} printed sales lost\n")
    return printed, lost


def a_program(what: str, till: Path) -> list[str]:
    return [sys.executable, str(raw_till.__file__), what, str(till)]


def test_a_sale_printed_after_its_commit_survives_every_kill(till: Path, chance: random.Random) -> None:
    rounds = [printed_and_lost("sell", till, chance) for _ in range(ROUNDS)]

    assert all(printed and not lost for printed, lost in rounds)


def test_a_sale_printed_before_its_commit_is_lost_in_some_kill(till: Path, chance: random.Random) -> None:
    rounds = (printed_and_lost("boast", till, chance) for _ in range(MOST_ROUNDS))

    assert any(lost for _, lost in rounds)
