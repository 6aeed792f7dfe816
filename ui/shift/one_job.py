"""One job of the shift page at a time, and what waits behind it."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from pos.domain.failures import Refused, Unavailable
from ui.run_job import RunJob
from ui.shift.view import ShiftDisplay
from ui.text import sentence

Result = TypeVar("Result")


class OneJob:
    """While a job decides something nothing more is taken; behind one that only reads or prints the next step waits.

    `look` shows how things stand now, after a job that it could not be shown behind.
    """

    def __init__(self, screen: ShiftDisplay, run_job: RunJob, look: Callable[[], None]) -> None:
        self._screen, self._run_job, self._look = screen, run_job, look
        self.busy = self._decides = self._is_behind = False
        self._next: Callable[[], None] | None = None

    def run(self, work: Callable[[], Result], done: Callable[[Result], None], *, decides: bool = False) -> None:
        """One at a time; a refusal is told in place and leaves everything as it was."""
        if self.busy:
            return
        self.busy, self._decides = True, decides
        self._screen.show_busy(True)
        self._run_job(work, partial(self._done, done), self._failed)

    def wait(self, step: Callable[[], None]) -> None:
        """What is asked for while a report is read or printed comes after it."""
        if not self._decides:
            self._next = step

    def look_later(self) -> None:
        """Look when the job has ended; what one decides is shown by itself."""
        self._is_behind = not self._decides

    def _done(self, done: Callable[[Result], None], result: Result) -> None:
        self.busy = False
        self._screen.show_busy(False)
        waiting, self._next = self._next, None
        done(result)
        if waiting is not None:
            waiting()
        self._catch_up()

    def _failed(self, failure: Refused | Unavailable) -> None:
        """What waited was meant for what is not there now. Why not is said beside how things stand now."""
        self.busy, self._next = False, None
        self._screen.show_busy(False)
        self._catch_up()
        refuse = partial(self._screen.refuse, sentence(failure))
        if self.busy:
            self._next = refuse
        else:
            refuse()

    def _catch_up(self) -> None:
        behind, self._is_behind = self._is_behind, False
        if behind:
            self._look()
