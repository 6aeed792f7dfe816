"""A manager's yes over any page of the window: the dialog, the PIN and the journal's entry of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from pos.domain.failures import Refused, Unavailable
from pos.domain.sentences import sentence
from pos.domain.staff import BUILT_IN, Right, may
from pos.services import staff
from ui.approvals import Approvals
from ui.jobs import Jobs
from ui.session import Session
from ui.shell.shell import Shell
from ui.shift.operations import approvers
from ui.signin.view import PinAnswer
from ui.text import CommonWords
from ui.widgets.approval import ApprovalDialog
from ui.widgets.approval_view import ApprovalView, Approver


class Yes(QObject):
    """`ask` is for pages that have no dialog of their own for it; one question at a time."""

    def __init__(self, session: Session, shell: Shell, jobs: Jobs, common: CommonWords) -> None:
        super().__init__(shell)
        self._session, self._shell, self._jobs, self._common = session, shell, jobs, common
        self._right: Right = "refund_tender"
        self._about = ""
        self.dialog: ApprovalDialog | None = None
        self._approvals = Approvals(self, common, self, self._job)

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

    def ask_approval(self, view: ApprovalView) -> None:
        self.dialog = ApprovalDialog(self._shell, self._shell.holder, self._common, view)
        self.dialog.entered.connect(self._approvals.entered)
        self.dialog.closed.connect(self._closed)
        self.dialog.ask()

    def show_approval_problem(self, problem: str, advice: str) -> None:
        if self.dialog is not None:
            self.dialog.show_problem(problem, advice)

    def end_approval(self) -> None:
        if self.dialog is not None:
            self.dialog.close()

    def refuse(self, words: str) -> None:
        self._shell.toast.say(words, "info", None)

    def _closed(self) -> None:
        if (dialog := self.dialog) is not None:
            self.dialog = None
            dialog.dismiss()

    def _job(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._jobs(work, done, self._failed)

    def _failed(self, failure: Refused | Unavailable) -> None:
        self.end_approval()
        self.refuse(sentence(failure))
