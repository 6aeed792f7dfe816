"""Slow work off the main loop: a job gets values, returns a value and touches no widget; its result lands on the
main thread, where the screen may be changed."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from pos.domain.failures import Refused, Unavailable
from ui.run_job import RunJob

__all__ = ["Jobs", "RunJob"]

Result = TypeVar("Result")


class _Job(QRunnable):
    """One piece of work and what comes after it; `tell` carries a call over to the main thread."""

    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Refused | Unavailable], None],
        tell: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__()
        self._work, self._done, self._failed, self._tell = work, done, failed, tell

    def run(self) -> None:
        try:
            result = self._work()
        except (Refused, Unavailable) as failure:
            self._tell(partial(self._failed, failure))
        except BaseException as bug:
            self._tell(partial(_raise, bug))
        else:
            self._tell(partial(self._done, result))


class Jobs(QObject):
    """Runs jobs one after the other, in the order they were asked for, as the writes of one till must be."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._finished.connect(_call, Qt.ConnectionType.QueuedConnection)

    def __call__(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Refused | Unavailable], None],
    ) -> None:
        self._pool.start(_Job(work, done, failed, self._finished.emit))

    def wait(self) -> None:
        """Until the last job asked for has run, as before the window closes."""
        self._pool.waitForDone()


def _call(end: Callable[[], None]) -> None:
    end()


def _raise(bug: BaseException) -> None:
    """A bug in a job stops the operation here, where the crash report sees it."""
    raise bug
