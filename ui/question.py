"""A question for somebody's yes that belongs to no page: the dialog over the window, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from pos.domain.failures import Refused, Unavailable
from ui.approvals import Approvals
from ui.jobs import Jobs
from ui.session import Session
from ui.shell.shell import Shell
from ui.signin.view import PinAnswer
from ui.text import CommonWords, sentence
from ui.widgets.approval_host import ApprovalHost
from ui.widgets.approval_view import Approver


class Question(QObject):
    """One at a time. Whoever asks says who may answer (`approvers`), and what a PIN proves (`approve`)."""

    def __init__(self, session: Session, shell: Shell, jobs: Jobs, common: CommonWords) -> None:
        super().__init__(shell)
        self._session, self._shell, self._jobs = session, shell, jobs
        self.approval = ApprovalHost(shell, shell.holder, common)
        self._approvals = Approvals(self, common, self, self._job)
        self.approval.entered.connect(self._approvals.entered)

    def approvers(self) -> tuple[Approver, ...]:
        raise NotImplementedError

    def approve(self, staff_id: str, pin: str) -> PinAnswer:
        raise NotImplementedError

    def refuse(self, words: str) -> None:
        raise NotImplementedError

    def _job(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._jobs(work, done, self._failed)

    def _failed(self, failure: Refused | Unavailable) -> None:
        self.approval.end()
        self.refuse(sentence(failure))
