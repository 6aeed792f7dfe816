"""One payment at a card terminal, step by step: CREATED → SENT → APPROVED | DECLINED | UNKNOWN | CANCELLED.

SEMANTICS.md, "Tenders": CREATED is durable before anything is sent; UNKNOWN ends only by asking the terminal about this
very attempt or by a named person's decision; what is over stays as it is, so an answer that comes twice or late counts
once.
"""

from dataclasses import dataclass, replace
from typing import Literal

State = Literal["created", "sent", "approved", "declined", "unknown", "cancelled"]
What = Literal["payment", "reversal"]
Outcome = Literal["approved", "declined", "cancelled"]

OVER: frozenset[State] = frozenset({"approved", "declined", "cancelled"})
NO_ANSWER = "no_answer"
OTHER_AMOUNT = "other_amount"
"""The terminal approved an amount that nobody asked for: what was charged is for a person to find out."""
NEVER_SENT = "never_sent"
LATE = "late"
"""The terminal has approved what somebody had put down as declined: money moved, whatever was thought then."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a terminal says of an attempt. `amount_minor` is what it approved, `reference` its own number of that
    payment, never a card's; `reason` is a code of why not."""

    outcome: Outcome
    amount_minor: int = 0
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One payment, or the reversal of (a part of) one. Both are amounts above zero, in minor units.

    `reference` is the terminal's number: of a reversal that is not approved yet it is that of the payment it takes
    back. `amount_minor` becomes what was approved. `decided_by` is who said what the terminal shows.
    """

    attempt_id: str
    basket_id: str
    what: What
    amount_minor: int
    currency: str
    terminal: str
    state: State = "created"
    reference: str = ""
    reason: str = ""
    decided_by: str = ""
    sent_at: str = ""

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def in_doubt(self) -> bool:
        """Sent, and nobody here knows what became of it."""
        return self.state in ("sent", "unknown")


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that moved: what is left of a payment after its reversals; or a reversal, which `takes_back` another."""

    attempt_id: str
    basket_id: str
    amount_minor: int
    reference: str
    terminal: str
    takes_back: str = ""


def sent(attempt: Attempt, at: str) -> Attempt:
    """From here on money may move. An attempt is sent once, ever."""
    assert attempt.state == "created"
    return replace(attempt, state="sent", sent_at=at)


def unanswered(attempt: Attempt, reason: str = NO_ANSWER) -> Attempt:
    """The terminal was silent; an answer that came before stays."""
    return replace(attempt, state="unknown", reason=reason) if attempt.state == "sent" else attempt


def answered(attempt: Attempt, answer: Answer) -> Attempt:
    """What the terminal said, at once or when asked later; what is over already stays as it is.

    A payment may be approved in part, a reversal only whole. An approval of more, or of nothing, is no answer.
    """
    if not attempt.in_doubt:
        return attempt
    if answer.outcome != "approved":
        return replace(attempt, state=answer.outcome, reason=answer.reason)
    least = 1 if attempt.what == "payment" else attempt.amount_minor
    if not least <= answer.amount_minor <= attempt.amount_minor:
        return replace(attempt, state="unknown", reason=OTHER_AMOUNT)
    approved = replace(attempt, state="approved", amount_minor=answer.amount_minor, reason="")
    return replace(approved, reference=answer.reference or attempt.reference)


def found_approved(attempt: Attempt, answer: Answer) -> Attempt:
    """What a person had put down as declined, with the terminal's own word that it was approved after all."""
    if attempt.state != "declined" or not attempt.decided_by or answer.outcome != "approved":
        return attempt
    found = answered(replace(attempt, state="unknown", decided_by=""), answer)
    return replace(found, reason=LATE) if found.state == "approved" else attempt


def decided(attempt: Attempt, outcome: Literal["approved", "declined"], by: str) -> Attempt:
    """What a named person read on the terminal that does not answer the till."""
    assert attempt.state == "unknown" and by
    return replace(attempt, state=outcome, reason="", decided_by=by)
