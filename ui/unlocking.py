"""Letting somebody in who is locked after wrong PINs: another person who may says so at the sign-in page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from pos.domain.staff import may
from pos.services import staff
from pos.services.people import unlock_user
from ui.jobs import Jobs
from ui.question import Question
from ui.session import Session
from ui.shell.shell import Shell
from ui.signin.view import PinAnswer
from ui.text import CommonWords, spoken
from ui.widgets.approval_view import Approver


@dataclass(frozen=True, slots=True)
class UnlockWords:
    subject: str = "{name} is locked after wrong PINs. Let this user try again."


class Unlocking(Question):
    """`unlocked` is told whose lock is gone, `say` tells why not."""

    def __init__(
        self,
        session: Session,
        shell: Shell,
        jobs: Jobs,
        common: CommonWords,
        unlocked: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        super().__init__(session, shell, jobs, common)
        self._unlocked, self._say = unlocked, say
        self._locked = ""

    def ask(self, staff_id: str, name: str) -> None:
        self._locked = staff_id
        self._approvals.ask(spoken(UnlockWords).subject.format(name=name), self._unlock)

    def approvers(self) -> tuple[Approver, ...]:
        return tuple(
            Approver(person.staff_id, person.name, person.pin_length)
            for person in staff.people(self._session.till)
            if person.staff_id != self._locked and may(person, "unlock_user")
        )

    def approve(self, staff_id: str, pin: str) -> PinAnswer:
        return staff.check_pin(self._session.till, staff_id, pin)

    def refuse(self, words: str) -> None:
        self._say(words)

    def _unlock(self, by: str) -> None:
        locked = self._locked
        self._job(partial(unlock_user, self._session.till, locked, by), lambda _: self._unlocked(locked))
