"""A manager's yes over any page of the window: the dialog, the PIN and the journal's entry of it."""

from collections.abc import Callable

from pos.domain.staff import BUILT_IN, Right, may
from pos.services import staff
from ui.jobs import Jobs
from ui.question import Question
from ui.session import Session
from ui.shell.shell import Shell
from ui.shift.operations import approvers
from ui.signin.view import PinAnswer
from ui.text import CommonWords
from ui.widgets.approval_view import Approver


class Yes(Question):
    """`ask` is for pages that have no dialog of their own for it; one question at a time."""

    def __init__(self, session: Session, shell: Shell, jobs: Jobs, common: CommonWords) -> None:
        super().__init__(session, shell, jobs, common)
        self._right: Right = "refund_tender"
        self._about = ""

    def ask(self, right: Right, subject: str, go_on: Callable[[str], None], about: str = "payment") -> None:
        """`go_on` gets the id of the person who said yes; `about` stands in the journal beside the right."""
        self._right, self._about = right, about
        self._approvals.ask(subject, go_on)

    def allowed(self, right: Right, subject: str, go_on: Callable[[str], None], about: str = "") -> None:
        """Go on at once, with an empty id, where the person here may do it alone; else with somebody's yes."""
        person = self._session.staff
        if person == BUILT_IN or may(person, right):
            go_on("")
        else:
            self.ask(right, subject, go_on, about)

    def approvers(self) -> tuple[Approver, ...]:
        return approvers(self._session, self._right)

    def approve(self, staff_id: str, pin: str) -> PinAnswer:
        session = self._session
        return staff.give_approval(session.till, self._right, session.staff_id, staff_id, pin, self._about)

    def refuse(self, words: str) -> None:
        self._shell.toast.say(words, "info", None)
