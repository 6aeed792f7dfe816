"""Jobs: slow work runs beside the window, in order, and its result comes back to the main thread."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from pos.domain.failures import Refused, Unavailable
from ui.jobs import Jobs


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
