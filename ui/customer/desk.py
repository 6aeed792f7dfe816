"""What the parts of the customer screens share: the screen, the words, and one job at a time."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from pos.domain.failures import Refused, Unavailable
from ui.customer.calls import CustomerCalls
from ui.customer.display import CustomerDisplay
from ui.customer.teller import Teller
from ui.run_job import RunJob
from ui.text import sentence

Result = TypeVar("Result")
Failed = Callable[[Refused | Unavailable], None]


class Desk:
    """What is pressed while a job runs is not taken, so pressing twice writes once."""

    def __init__(self, screen: CustomerDisplay, teller: Teller, run_job: RunJob, calls: CustomerCalls) -> None:
        self.screen, self.teller, self.words, self.calls = screen, teller, teller.words, calls
        self.run_job = run_job
        self._busy = False

    def job(self, work: Callable[[], Result], done: Callable[[Result], None], failed: Failed | None = None) -> None:
        """A refusal is said in the open dialog, unless `failed` knows better."""
        if not self._busy:
            self._busy = True
            self.run_job(work, partial(self._done, done), partial(self._failed, failed or self.refuse))

    def refuse(self, failure: Refused | Unavailable) -> None:
        self.screen.refuse(sentence(failure))

    def _done(self, done: Callable[[Result], None], result: Result) -> None:
        self._busy = False
        done(result)

    def _failed(self, failed: Failed, failure: Refused | Unavailable) -> None:
        self._busy = False
        failed(failure)
