"""The sync centre: which tab is shown, read anew when the till's file was written; and what people decide there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar, cast

from pos.domain.failures import Refused, Unavailable
from pos.services.link import Decision
from ui.run_job import RunJob
from ui.sync.view import (
    CardView,
    DayView,
    HeadView,
    IssueRow,
    IssueView,
    LogRow,
    RecordView,
    SyncDisplay,
    Tab,
)
from ui.sync.words import SyncWords
from ui.text import sentence

Result = TypeVar("Result")
Issues = tuple[tuple[IssueRow, ...], IssueView | None]


@dataclass(frozen=True, slots=True)
class SyncCalls:
    """What the sync centre asks of the till. `head` and `cards` are answered at once, the others are jobs."""

    head: Callable[[], HeadView]
    cards: Callable[[], tuple[CardView, ...]]
    records: Callable[[], tuple[RecordView, ...]]
    issues: Callable[[str], Issues]
    day: Callable[[str], DayView]
    log: Callable[[], tuple[LogRow, ...]]
    sync_now: Callable[[bool], None]
    pause: Callable[[bool], None]
    decide: Callable[[str, Decision], object]
    print_day: Callable[[DayView], object]
    export_day: Callable[[DayView], str]


class SyncPresenter:
    """A read at a time: what changes while one is under way is read once more after it."""

    def __init__(self, screen: SyncDisplay, words: SyncWords, run_job: RunJob, calls: SyncCalls) -> None:
        self._screen, self._words, self._run_job, self._calls = screen, words, run_job, calls
        self._tab: Tab = "outbox"
        self._shown = self._reading = self._again = False
        self._issue, self._day = "", ""
        self._day_view: DayView | None = None

    def start(self, tab: Tab | None = None) -> None:
        """The page is in front."""
        self._shown = True
        self._screen.show_title("")
        self.tab_chosen(tab or self._tab)

    def left(self) -> None:
        """Another page is in front; nothing is read until this one is again."""
        self._shown = False

    def tab_chosen(self, tab: Tab) -> None:
        self._tab = tab
        self._screen.show_tab(tab)
        if tab == "reconcile":
            self._put_day_away()
        self.changed()

    def changed(self) -> None:
        """Something was written, or time has passed: read what is shown."""
        if not self._shown:
            return
        self._screen.show_head(self._calls.head())
        self._screen.show_cards(self._calls.cards())
        if self._reading:
            self._again = True
            return
        self._reading = True
        match self._tab:
            case "outbox":
                self._run_job(self._calls.records, partial(self._read, self._screen.show_records), self._failed)
            case "look":
                self._run_job(partial(self._calls.issues, self._issue), partial(self._read, self._looked), self._failed)
            case "reconcile":
                read = partial(self._read, partial(self._compared, self._day))
                self._run_job(partial(self._calls.day, self._day), read, self._failed)
            case "log":
                self._run_job(self._calls.log, partial(self._read, self._screen.show_log), self._failed)

    def issue_chosen(self, key: str) -> None:
        if key != self._issue:
            self._issue = key
            self.changed()

    def decided(self, decision: str) -> None:
        """What somebody says of the issue that is shown."""
        if self._issue:
            self._do(partial(self._calls.decide, self._issue, cast(Decision, decision)))

    def day_chosen(self, day: str) -> None:
        self._day = day
        self._put_day_away()
        self.changed()

    def sync_now(self) -> None:
        """F5; on the reconciliation it also compares anew."""
        self._do(partial(self._calls.sync_now, self._tab == "reconcile"))

    def pause_toggled(self) -> None:
        self._do(partial(self._calls.pause, not self._calls.head().paused))

    def print_asked(self) -> None:
        if self._day_view is not None:
            self._do(partial(self._calls.print_day, self._day_view), self._words.printed)

    def export_asked(self) -> None:
        if self._day_view is not None:
            self._run_job(partial(self._calls.export_day, self._day_view), self._exported, self._failed)

    def open_asked(self) -> None:
        """From a comparison that names an exception to the exceptions."""
        self.tab_chosen("look")

    def _looked(self, issues: Issues) -> None:
        rows, chosen = issues
        self._issue = chosen.key if chosen is not None else ""
        self._screen.show_issues(rows, chosen)

    def _put_day_away(self) -> None:
        """What was compared before is not what is asked for now."""
        self._day_view = None
        self._screen.show_reading()

    def _compared(self, day: str, view: DayView) -> None:
        """An answer about a day that is no longer asked for shows nothing."""
        if day == self._day:
            self._day_view = view if view.rows else None
            self._screen.show_day(view)

    def _exported(self, path: str) -> None:
        self._screen.tell(self._words.exported.format(path=path))

    def _read(self, show: Callable[[Result], None], result: Result) -> None:
        self._reading = False
        show(result)
        if self._again:
            self._again = False
            self.changed()

    def _do(self, work: Callable[[], object], said: str = "") -> None:
        def done(_result: object) -> None:
            if said:
                self._screen.tell(said)
            self.changed()

        self._run_job(work, done, self._failed)

    def _failed(self, failure: Refused | Unavailable) -> None:
        self._reading = False
        self._screen.tell(sentence(failure))
