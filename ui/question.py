"""A question for somebody's yes that belongs to no page: the dialog over the window, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from pos.domain.failures import Refused, Unavailable
from pos.domain.sentences import sentence
from ui.approvals import Approvals
from ui.jobs import Jobs
from ui.session import Session
from ui.shell.shell import Shell
from ui.signin.view import PinAnswer
from ui.text import CommonWords
from ui.widgets.approval import ApprovalDialog
from ui.widgets.approval_view import ApprovalView, Approver


class Question(QObject):
    """One at a time. Whoever asks says who may answer (`approvers`), and what a PIN proves (`approve`)."""

    def __init__(self, session: Session, shell: Shell, jobs: Jobs, common: CommonWords) -> None:
        super().__init__(shell)
        self._session, self._shell, self._jobs, self._common = session, shell, jobs, common
        self.dialog: ApprovalDialog | None = None
        self._approvals = Approvals(self, common, self, self._job)

    def approvers(self) -> tuple[Approver, ...]:
        raise NotImplementedError

    def approve(self, staff_id: str, pin: str) -> PinAnswer:
        raise NotImplementedError

    def refuse(self, words: str) -> None:
        raise NotImplementedError

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

    def _closed(self) -> None:
        if (dialog := self.dialog) is not None:
            self.dialog = None
            dialog.dismiss()

    def _job(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._jobs(work, done, self._failed)

    def _failed(self, failure: Refused | Unavailable) -> None:
        self.end_approval()
        self.refuse(sentence(failure))
