"""Somebody's yes to what the person at the till may not give back alone."""

from collections.abc import Callable

from pos.domain.staff import Right
from ui.approvals import Approvals, Job
from ui.returns.at_hand import AtHand
from ui.returns.calls import ReturnCalls
from ui.signin.view import PinAnswer
from ui.text import CommonWords
from ui.widgets.approval_view import Approver


class _Approving:
    """Who may say yes to what is asked now."""

    def __init__(self, calls: ReturnCalls) -> None:
        self._calls, self.subject = calls, ""
        self.rights: tuple[Right, ...] = ()

    def approvers(self) -> tuple[Approver, ...]:
        return self._calls.approvers(self.rights)

    def approve(self, staff_id: str, pin: str) -> PinAnswer:
        return self._calls.approve(self.rights, self.subject, staff_id, pin)


class Asking:
    """`approvals` takes the PIN."""

    def __init__(self, at_hand: AtHand, common: CommonWords, job: Job) -> None:
        self._at, self._approving = at_hand, _Approving(at_hand.calls)
        self.approvals = Approvals(at_hand.screen, common, self._approving, job)

    def with_yes(
        self,
        needed: tuple[Right, ...],
        number: str,
        amount_minor: int,
        days: tuple[int, int | None],
        go_on: Callable[[str], None],
    ) -> None:
        """Go on with the id of who allowed these rights for what `number` names, or at once where none is needed;
        `days` is how old it is, and how old it may be."""
        if not needed:
            go_on("")
            return
        words, (age, allowed) = self._at.words, days
        self._approving.rights, self._approving.subject = needed, number
        why = " ".join(words.why[right].format(age=age, days=allowed) for right in needed)
        amount = self._at.teller.money(amount_minor)
        self.approvals.ask(words.approve_refund.format(number=number, amount=amount, why=why), go_on)
