"""What the screen after a sale shows: plain values whose every text is ready to be painted."""

from dataclasses import dataclass

from pos.domain.receipt_block import Block


@dataclass(frozen=True, slots=True)
class ChangeView:
    """The verdict at the top: what to do with the money, and how the sale was paid."""

    label: str
    amount: str
    facts: tuple[str, ...]
    drawer: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One way to give the receipt; a `reason` disables it and stands in place of `detail`."""

    name: str
    label: str
    detail: str
    reason: str = ""
    usual: bool = False


@dataclass(frozen=True, slots=True)
class CustomerView:
    name: str
    title: str
    detail: str = ""
    tier: str = ""


@dataclass(frozen=True, slots=True)
class CompleteView:
    change: ChangeView
    coins: tuple[str, ...]
    choices: tuple[ChoiceView, ...]
    customer: CustomerView | None
    nobody: str
    saved: str
    saved_detail: str
    paper: tuple[Block, ...]
    paper_name: str
    refund_reason: str
    reprint_reason: str
