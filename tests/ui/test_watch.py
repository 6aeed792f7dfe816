"""The window notices what was written into the till's file, whoever wrote it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos.domain.link import Wish
from pos.services.shop import setup_of
from pos.services.till import Till, init_till, open_till
from ui.watch import StoreWatch


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    init_till(tmp_path / "till", setup_of({"name": "Northgate", "currency": "GBP", "country": "GB"}))
    opened = open_till(tmp_path / "till")
    yield opened
    opened.close()


@pytest.fixture
def watch(till: Till, qapp: object) -> Iterator[StoreWatch]:
    made = StoreWatch(till)
    made.start()
    yield made
    made.stop()


def press(till: Till, times: int = 1) -> None:
    for n in range(times):
        with till.store.write() as tx:
            tx.link.keep_wish(Wish(now=n + 1))


def test_what_another_program_writes_is_noticed_once(till: Till, watch: StoreWatch) -> None:
    told: list[int] = []
    watch.changed.connect(lambda: told.append(1))
    beside = open_till(till.home)

    press(beside, times=3)
    beside.close()
    watch.look()
    watch.look()

    assert told == [1]


def test_what_this_window_writes_is_noticed_too(till: Till, watch: StoreWatch) -> None:
    told: list[int] = []
    watch.changed.connect(lambda: told.append(1))

    press(till)
    watch.look()

    assert told == [1]


def test_nothing_is_told_while_nothing_is_written(till: Till, watch: StoreWatch) -> None:
    told: list[int] = []
    watch.changed.connect(lambda: told.append(1))

    with till.store.read() as tx:
        tx.link.wish()
    watch.look()

    assert told == []


def test_a_file_that_went_away_is_no_change(till: Till, watch: StoreWatch) -> None:
    told: list[int] = []
    watch.stop()
    watch.changed.connect(lambda: told.append(1))
    till.store.path.rename(till.home / "elsewhere")

    watch.look()

    assert told == []
    assert not till.store.path.exists()
