"""Whatever thread makes objects, those that hold only each other are found on the main thread."""

import gc
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from pytestqt.qtbot import QtBot

from ui.rubbish import Rubbish


class Ring:
    """Something that only itself holds; it tells on which thread it went."""

    def __init__(self, went: list[str]) -> None:
        self.myself, self._went = self, went

    def __del__(self) -> None:
        self._went.append(threading.current_thread().name)


@pytest.fixture
def rubbish(qtbot: QtBot) -> Iterator[Rubbish]:
    made = Rubbish()
    made.start()
    yield made
    made.stop()


def make_many(went: list[str]) -> None:
    """More than any threshold."""
    kept = [Ring(went) for _ in range(20)]
    del kept
    assert [[n] for n in range(5_000)]


def test_what_a_job_left_is_collected_on_the_main_thread(rubbish: Rubbish, qtbot: QtBot) -> None:
    went: list[str] = []

    with ThreadPoolExecutor(1, "jobs") as jobs:
        jobs.submit(make_many, went).result()
    before = list(went)
    kept = [[n] for n in range(gc.get_threshold()[0] + 1)]
    rubbish.look()

    assert before == []
    assert kept and went == [threading.main_thread().name] * 20


def test_python_collects_by_itself_again_once_the_window_is_gone(qtbot: QtBot) -> None:
    rubbish = Rubbish()
    rubbish.start()
    while_open = gc.isenabled()

    rubbish.stop()

    assert (while_open, gc.isenabled()) == (False, True)
