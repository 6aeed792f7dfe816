"""Into training and back: the till for practice is made beside the window, then the window opens anew over it.

The lock of the real till's window is held all the time, so that nobody opens it meanwhile; what was sold there before
goes on to be sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pos.domain.failures import Refused, Unavailable
from pos.domain.staff import BUILT_IN
from pos.services.till import WINDOW_LOCK, Till, open_till
from pos.services.training import PRACTICE_PIN, enter_training, leave_training, many_products
from pos.store.engine import WINDOW_CACHE_KIB
from ui.jobs import Jobs
from ui.programs import Synchroniser
from ui.session import Session
from ui.signin.operations import everybody


@dataclass(frozen=True, slots=True)
class Switch:
    """The till whose window comes next: training (`enters`), signed in as `staff`, or the real one again."""

    home: Path
    staff: str
    enters: bool


class TrainingDesk:
    """`wanted` is None until somebody switched; whoever runs the window looks at it when the window has ended."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        prepare: Callable[[int], None],
        failed: Callable[[Refused | Unavailable], None],
    ) -> None:
        """`prepare` is told that the till for practice is being made, and how many products are copied where it takes
        a while."""
        self._session, self._jobs, self._prepare, self._failed = session, jobs, prepare, failed
        self.wanted: Switch | None = None

    @property
    def is_on(self) -> bool:
        return self._session.till.setup.training

    def pins(self) -> dict[str, str]:
        """What everybody types in training; it is no secret."""
        return {person.staff_id: PRACTICE_PIN for person in everybody(self._session)}

    def enter(self, staff: str) -> None:
        """As this person, whose PIN was checked. The catalogue is copied while the window goes on drawing."""
        till = self._session.till
        self._prepare(many_products(till))
        self._jobs(partial(enter_training, till, staff), partial(self._made, staff), self._failed)

    def leave(self) -> None:
        self._end(Switch(real_home(self._session.till), "", enters=False))

    def _made(self, staff: str, home: Path) -> None:
        self._end(Switch(home, staff, enters=True))

    def _end(self, switch: Switch) -> None:
        self.wanted = switch
        QApplication.quit()


class Beside:
    """The real till's synchroniser while its window is that of training: what was sold before goes on to be sent."""

    def __init__(self, till: Till) -> None:
        self._synchroniser = Synchroniser(real_home(till))
        with till.store.read() as tx:
            self._joined = tx.link.peer() is not None

    def __enter__(self) -> "Beside":
        return self

    def __exit__(self, *_failure: object) -> None:
        self._synchroniser.stop()

    def switched(self, switch: Switch) -> None:
        if switch.enters and self._joined:
            self._synchroniser.start()
        else:
            self._synchroniser.stop()


def for_window(till: Till, *, training: bool) -> Till:
    """The till whose window opens: this one or, with `training`, its till for practice, after this one was closed.

    Refused `training_by_its_till` for a till for practice that was opened by itself: nobody would hold the real one.
    """
    if not training and not till.setup.training:
        return till
    try:
        if till.setup.training:
            raise Refused("training_by_its_till")
        home = enter_training(till, "")
    finally:
        till.close()
    return open_till(home, cache_kib=WINDOW_CACHE_KIB, locked=(WINDOW_LOCK,))


def journal_left(practice: Session) -> None:
    """Training was left, which the real till's journal says; nobody has that till open now."""
    who = practice.staff_id if practice.staff != BUILT_IN else ""
    till = open_till(real_home(practice.till), locked=(WINDOW_LOCK,))
    try:
        leave_training(till, who)
    finally:
        till.close()


def real_home(till: Till) -> Path:
    """Where the real till is, seen from either."""
    return till.home.parent if till.setup.training else till.home
