"""Asking somebody who may for a yes, and going on with it; for every screen that has such questions."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from ui.pin_words import pin_problem
from ui.signin.view import PinAnswer
from ui.text import CommonWords
from ui.widgets.approval_view import ApprovalView, Approver

Job = Callable[[Callable[[], Any], Callable[[Any], None]], None]
"""Runs work and gives its result to what comes next; refusals are told elsewhere."""


class ApprovalDisplay(Protocol):
    """Where somebody's PIN is asked for."""

    def ask(self, view: ApprovalView) -> None: ...
    def show_problem(self, problem: str, advice: str) -> None: ...
    def end(self) -> None: ...


class ApprovalScreen(Protocol):
    """A screen that has such a place, and says why nobody can be asked."""

    @property
    def approval(self) -> ApprovalDisplay: ...
    def refuse(self, words: str) -> None: ...


class ApprovalCalls(Protocol):
    """Who may say yes here, and whether a PIN is theirs."""

    @property
    def approvers(self) -> Callable[[], tuple[Approver, ...]]: ...
    @property
    def approve(self) -> Callable[[str, str], PinAnswer]: ...


class Approvals:
    """One question at a time. What was asked last is what an entered PIN answers."""

    def __init__(self, screen: ApprovalScreen, common: CommonWords, calls: ApprovalCalls, job: Job) -> None:
        self._screen, self._common, self._calls, self._job = screen, common, calls, job
        self._go_on: Callable[[str], None] | None = None

    def ask(self, subject: str, go_on: Callable[[str], None]) -> None:
        """`go_on` gets the id of the person who said yes."""
        approvers = self._calls.approvers()
        if not approvers:
            self._screen.refuse(self._common.nobody_may)
            return
        self._go_on = go_on
        self._screen.approval.ask(ApprovalView(subject, approvers))

    def entered(self, staff_id: str, pin: str) -> None:
        self._job(partial(self._calls.approve, staff_id, pin), partial(self._answered, staff_id))

    def _answered(self, staff_id: str, answer: PinAnswer) -> None:
        if (problem := pin_problem(answer, self._common)) is not None:
            self._screen.approval.show_problem(*problem)
        elif (go_on := self._go_on) is not None:
            self._go_on = None
            self._screen.approval.end()
            go_on(staff_id)
