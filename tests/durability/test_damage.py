"""A file that no longer says what was written in it: told at the start in a sentence, never sold on."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pos.domain.failures import Unavailable
from pos.services.till import open_till
from pos.store.store import DATABASE

PAGE = 4096


def scribble(file: Path, first_page: int, chance: random.Random) -> None:
    """Garbage in every page from this one on, counted from 0."""
    size = file.stat().st_size
    with file.open("r+b") as damaged:
        damaged.seek(first_page * PAGE)
        damaged.write(chance.randbytes(size - first_page * PAGE))


def cut_off(file: Path, first_page: int, _chance: random.Random) -> None:
    with file.open("r+b") as damaged:
        damaged.truncate(first_page * PAGE)


@pytest.mark.parametrize("damage", [scribble, cut_off])
@pytest.mark.parametrize("first_page", [0, 1, 5])
def test_a_damaged_file_does_not_open(
    damage: Callable[[Path, int, random.Random], None], first_page: int, chance: random.Random, home: Path
) -> None:
    damage(home / DATABASE, first_page, chance)

    with pytest.raises(Unavailable) as told, closing(open_till(home)):
        pass

    assert told.value.code in ("file_damaged", "wrong_key")
