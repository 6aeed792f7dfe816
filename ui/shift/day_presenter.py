"""Reports over days: which one, of which days; for those who may see them, or with the yes of somebody who may."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from pos.domain.failures import Refused, Unavailable
from pos.domain.staff import Right
from ui.run_job import RunJob
from ui.shift.day_teller import DayTeller
from ui.shift.day_view import DayCalls, DayDisplay, DayFacts, Period, Which
from ui.text import sentence

Result = TypeVar("Result")
RIGHT: Right = "see_reports"


class DayPresenter:
    """Keeps what is shown, so that it can be exported as it stands."""

    def __init__(self, screen: DayDisplay, teller: DayTeller, run_job: RunJob, calls: DayCalls) -> None:
        self._screen, self._teller, self._run_job, self._calls = screen, teller, run_job, calls
        self._which: Which = "day"
        self._period: Period = "week"
        self._facts: DayFacts | None = None
        self._busy = self._exports = False

    def asked(self) -> None:
        """Somebody wants to see reports."""
        if self._calls.may(RIGHT):
            self._open()
        else:
            self._calls.ask_yes(RIGHT, self._teller.words.approval, lambda _approver: self._open())

    def which_chosen(self, which: Which) -> None:
        self._which = which
        self._fetch()

    def period_chosen(self, period: Period) -> None:
        self._period = period
        self._fetch()

    def export_asked(self) -> None:
        """What is shown; while a report is fetched, that one when it is there."""
        self._exports = self._busy
        if not self._busy and (facts := self._facts) is not None:
            told = self._teller.words.written
            self._job(
                partial(self._calls.export, facts.table, self._which, self._period),
                lambda place: self._screen.tell(told.format(place=place)),
            )

    def _open(self) -> None:
        self._screen.open_reports()
        self._fetch()

    def _fetch(self) -> None:
        self._job(partial(self._calls.report, self._which, self._period), self._show)

    def _show(self, facts: DayFacts) -> None:
        self._facts = facts
        self._screen.show_days(self._teller.view(facts, self._which, self._period))
        if self._exports:
            self.export_asked()

    def _job(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """One at a time: the choice that is made meanwhile is fetched when this one is there."""
        if self._busy:
            return
        self._busy = True
        self._screen.show_busy(True)
        wanted = (self._which, self._period)
        self._run_job(work, partial(self._done, done, wanted), self._failed)

    def _done(self, done: Callable[[Result], None], wanted: tuple[Which, Period], result: Result) -> None:
        self._busy = False
        self._screen.show_busy(False)
        if wanted == (self._which, self._period):
            done(result)
        else:
            self._fetch()

    def _failed(self, failure: Refused | Unavailable) -> None:
        self._busy = self._exports = False
        self._screen.show_busy(False)
        self._screen.refuse(sentence(failure))
