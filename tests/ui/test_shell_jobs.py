"""Jobs: slow work runs beside the window, in order, and its result comes back to the main thread."""

import gc
import threading
import weakref
from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos.domain.failures import Refused, Unavailable
from ui.jobs import Jobs


@dataclass
class Load:
    """What a job holds while it is under way."""

    number: int


def test_a_job_runs_elsewhere_and_ends_on_the_main_thread(qtbot: QtBot) -> None:
    jobs, ended = Jobs(), []

    jobs(threading.get_ident, lambda worker: ended.append((worker, threading.get_ident())), ended.append)
    qtbot.waitUntil(lambda: bool(ended))

    worker, here = ended[0]
    assert here == threading.get_ident()
    assert worker != here


def test_jobs_end_in_the_order_they_were_asked_for(qtbot: QtBot) -> None:
    jobs, ended = Jobs(), []

    for number in range(50):
        jobs(lambda number=number: number, ended.append, ended.append)
    qtbot.waitUntil(lambda: len(ended) == 50)

    assert ended == list(range(50))


@pytest.mark.parametrize("failure", [Refused("no_shift"), Unavailable("busy")])
def test_a_refusal_is_a_result_too(qtbot: QtBot, failure: Refused | Unavailable) -> None:
    jobs, ended = Jobs(), []

    def refuse() -> None:
        raise failure

    jobs(refuse, lambda _: ended.append("done"), ended.append)
    qtbot.waitUntil(lambda: bool(ended))

    assert ended == [failure]


def test_a_bug_in_a_job_comes_up_where_the_crash_report_sees_it(qtbot: QtBot) -> None:
    jobs, ended = Jobs(), []

    def fail() -> None:
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as seen:
        jobs(fail, ended.append, ended.append)
        qtbot.waitUntil(lambda: bool(seen))

    assert [kind for kind, _, _ in seen] == [ZeroDivisionError]
    assert ended == []


def test_jobs_that_are_done_leave_nothing_behind(qtbot: QtBot) -> None:
    jobs, ended = Jobs(), []

    def work(load: Load) -> int:
        return load.number

    gone = []
    for number in range(50):
        load = Load(number)
        gone.append(weakref.ref(load))
        jobs(partial(work, load), ended.append, ended.append)
        del load
        qtbot.waitUntil(lambda number=number: len(ended) > number)
    jobs.wait()
    gc.collect()

    assert sum(one() is not None for one in gone) <= 1


def test_what_ends_after_the_window_is_heard_by_nobody(qtbot: QtBot) -> None:
    jobs, ended = Jobs(), []

    jobs(lambda: 1, ended.append, ended.append)
    jobs.close()
    jobs(lambda: 2, ended.append, ended.append)
    QApplication.processEvents()

    assert ended == []
