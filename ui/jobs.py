"""Slow work off the main loop: a job gets values, returns a value and touches no widget; its result lands on the
main thread, where the screen may be changed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from pos.domain.failures import Refused, Unavailable
from ui.run_job import RunJob

__all__ = ["Jobs", "RunJob"]

Result = TypeVar("Result")


class Jobs(QObject):
    """Runs jobs one after the other, in the order they were asked for, as the writes of one till must be.

    The thread is Python's: Qt's own pool keeps what was handed to it, a little more memory with each sale.
    """

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "jobs")
        self._last: Future[None] | None = None
        self._is_closed = False
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def __call__(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Refused | Unavailable], None],
    ) -> None:
        if self._is_closed:
            return
        self._last = self._pool.submit(_run, work, done, failed, self._finished.emit)

    def wait(self) -> None:
        """Until the last job asked for has run, as before the window closes."""
        if self._last is not None:
            wait([self._last])

    def close(self) -> None:
        """The window goes: what was asked for is done, and nobody hears of it any more."""
        self.wait()
        self._is_closed = True
        self._pool.shutdown()

    def _end(self, end: Callable[[], None]) -> None:
        if not self._is_closed:
            end()


def _run(
    work: Callable[[], Any],
    done: Callable[[Any], None],
    failed: Callable[[Refused | Unavailable], None],
    tell: Callable[[Callable[[], None]], None],
) -> None:
    """One piece of work and what comes after it; `tell` carries a call over to the main thread."""
    try:
        result = work()
    except (Refused, Unavailable) as failure:
        tell(partial(failed, failure))
    except BaseException as bug:
        tell(partial(_raise, bug))
    else:
        tell(partial(done, result))


def _raise(bug: BaseException) -> None:
    """A bug in a job stops the operation here, where the crash report sees it."""
    raise bug
