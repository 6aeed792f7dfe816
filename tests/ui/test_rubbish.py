"""Whatever thread makes objects, those that hold only each other are found on the main thread."""

import ctypes
import gc
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.rubbish import GIVE_BACK_EACH, Rubbish


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


@pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is read from Linux's own accounts")
def test_what_was_freed_below_something_that_stays_goes_back_to_the_machine(rubbish: Rubbish) -> None:
    c, small, count = ctypes.CDLL(None), 4_000, 10_000
    c.malloc.restype, c.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    *freed, kept = [c.malloc(small) for _ in range(count)]
    for one in (*freed, kept):
        ctypes.memset(one, 1, small)
    for one in freed:
        c.free(one)
    before = resident_bytes()

    for _ in range(GIVE_BACK_EACH):
        rubbish.look()

    assert before - resident_bytes() > small * count // 2
    c.free(kept)


def resident_bytes() -> int:
    (line,) = [row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmRSS")]
    return int(line.split()[1]) * 1024
