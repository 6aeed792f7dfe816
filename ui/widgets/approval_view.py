"""What an approval in place asks for, in plain values that presenters may make."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who may approve; nobody approves himself, so whoever asks is not among them."""

    staff_id: str
    name: str
    pin_length: int = 4


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """What is asked for, what that changes, and who may say yes."""

    subject: str
    approvers: tuple[Approver, ...]
    detail: str = ""
