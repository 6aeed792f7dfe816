"""What the parts of the pickup desk share: the screen, the words, and one job at a time."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from pos.domain.failures import Refused, Unavailable
from ui.approvals import Approvals
from ui.pickup.calls import PickupCalls
from ui.pickup.teller import Teller
from ui.pickup.view import ChipView, ChoiceView, PickupDisplay
from ui.run_job import RunJob
from ui.text import CommonWords, sentence

Result = TypeVar("Result")
MOST_SCANS = 20
"""More than anybody scans in the second that a job may take."""
Failed = Callable[[Refused | Unavailable], None]


class Desk:
    """A job at a time; what is pressed meanwhile is not taken, so pressing twice hands over once. Scans wait."""

    def __init__(
        self, screen: PickupDisplay, teller: Teller, common: CommonWords, run_job: RunJob, calls: PickupCalls
    ) -> None:
        self.screen, self.teller, self.words, self.calls = screen, teller, teller.words, calls
        self.common, self._run_job = common, run_job
        self.approvals = Approvals(screen, common, calls, self.job)
        self.busy = False
        self._choice: Callable[[str], None] | None = None
        self._scans: deque[Callable[[], None]] = deque()

    def job(self, work: Callable[[], Result], done: Callable[[Result], None], failed: Failed | None = None) -> None:
        """A refusal is told in place and leaves everything as it was, unless `failed` knows better."""
        if self.busy:
            return
        self.busy = True
        self.screen.show_busy(True)
        self._run_job(work, partial(self._done, done), partial(self._failed, failed or self.tell_failure))

    def look(self, work: Callable[[], Result], done: Callable[[Result], None], failed: Failed) -> None:
        """Read something as a job; nobody waits for it, so nothing is busy."""
        self._run_job(work, done, failed)

    def _done(self, done: Callable[[Result], None], result: Result) -> None:
        self.busy = False
        self.screen.show_busy(False)
        done(result)
        self._take_scans()

    def _failed(self, failed: Failed, failure: Refused | Unavailable) -> None:
        self.busy = False
        self.screen.show_busy(False)
        failed(failure)
        self._take_scans()

    def waits(self, scan: Callable[[], None]) -> bool:
        """Whether a scan has to wait for the job that runs; it comes back by itself, unless too many wait already."""
        if not self.busy:
            return False
        if len(self._scans) < MOST_SCANS:
            self._scans.append(scan)
        else:
            self.blocked(self.words.one_moment)
        return True

    def _take_scans(self) -> None:
        while self._scans and not self.busy:
            self._scans.popleft()()

    def tell_failure(self, failure: Refused | Unavailable) -> None:
        self.screen.refuse(sentence(failure))

    def choose(self, view: ChoiceView, chosen: Callable[[str], None]) -> None:
        """Ask for one of a few answers; the last question is the one that is answered."""
        self._choice = chosen
        self.screen.dialogs.ask_choice(view)

    def chosen(self, name: str) -> None:
        if (choice := self._choice) is not None:
            self._choice = None
            choice(name)

    def heard(self, words: str) -> None:
        """A scan did what it should."""
        self.calls.sound("scanOk")
        self.screen.show_scan(ChipView(words, "success", "ok"))

    def blocked(self, words: str) -> None:
        """A scan or a typed text changed nothing."""
        self.calls.sound("blocked")
        self.screen.show_scan(ChipView(words, "danger", "error"))
