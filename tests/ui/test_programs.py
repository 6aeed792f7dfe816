"""Programs beside the window: started, started again when they die, and ended with it, never as zombies."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from PySide6.QtTest import QTest

from pos.services.till import SYNC_LOCK
from ui.programs import Program, Synchroniser

SLEEPS = (sys.executable, "-c", "import time; time.sleep(600)")
DIES = (sys.executable, "-c", "import sys; sys.exit(3)")
DEAF = (
    sys.executable,
    "-c",
    "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)",
)
pytestmark = pytest.mark.usefixtures("qapp")


def until(condition: Callable[[], bool]) -> bool:
    """Whether it comes true within some seconds, with Qt's events heard meanwhile."""
    for _ in range(500):
        if condition():
            return True
        QTest.qWait(20)
    return condition()


@pytest.fixture
def run() -> Iterator[Callable[..., Program]]:
    made: list[Program] = []

    def start(command: tuple[str, ...]) -> Program:
        program = Program(command)
        made.append(program)
        program.start()
        return program

    yield start
    for program in made:
        program.stop(at_once=True)


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_a_program_runs_until_it_is_stopped_and_leaves_nothing_behind(run: Callable[..., Program]) -> None:
    program = run(SLEEPS)
    assert until(lambda: program.pid > 0)
    pid = program.pid

    program.stop()

    assert not program.is_running
    assert not is_alive(pid)


def test_a_program_that_does_not_listen_is_stopped_all_the_same(run: Callable[..., Program]) -> None:
    program = run(DEAF)
    assert until(lambda: program.pid > 0)
    pid = program.pid

    program.stop(at_once=True)

    assert not is_alive(pid)


def test_a_program_that_dies_is_started_again(run: Callable[..., Program]) -> None:
    states: list[bool] = []
    program = Program(DIES, first_pause_s=0.01)
    program.changed.connect(lambda: states.append(program.is_running))

    program.start()
    again = until(lambda: states.count(False) >= 3)
    program.stop()

    assert again
    assert not program.is_running


def test_the_synchroniser_that_dies_is_told_only_after_a_moment(tmp_path: Path) -> None:
    clock = [0.0]
    synchroniser = Synchroniser(tmp_path, DIES, clock=lambda: clock[0])
    synchroniser.start()
    died = until(lambda: not synchroniser.program.is_running)

    at_once = synchroniser.is_running
    clock[0] += 10
    later = synchroniser.is_running
    synchroniser.stop()

    assert died
    assert (at_once, later) == (True, False)


def test_where_another_one_synchronises_none_is_started(tmp_path: Path) -> None:
    synchroniser = Synchroniser(tmp_path, SLEEPS)
    with FileLock(tmp_path / SYNC_LOCK):
        synchroniser.start()

        runs, ours = synchroniser.is_running, synchroniser.program.is_running
        synchroniser.stop()

    assert runs
    assert not ours
