"""What the return page shows: plain values whose every text is ready to be painted."""

from dataclasses import dataclass
from typing import Literal

from ui.pickup.view import ChipView

__all__ = [
    "ChipView",
    "FindView",
    "FoundView",
    "HeadView",
    "MessageView",
    "RefundView",
    "ReturnRow",
    "ReturnView",
    "SumView",
    "WayView",
]


@dataclass(frozen=True, slots=True)
class FoundView:
    """A sale or an online order that was found, to be opened by its number."""

    receipt: str
    title: str
    detail: str
    amount: str
    icon: str = "receipt"


@dataclass(frozen=True, slots=True)
class FindView:
    """Nothing is open: what to do, or what was found."""

    hint: str
    title: str
    words: str
    found: tuple[FoundView, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadView:
    """The sale or order that is open; `chip` says whether it is inside the days for returns, `mark` says "online"."""

    title: str
    detail: str
    chip: ChipView | None = None
    icon: str = "store"
    mark: ChipView | None = None


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One line that may come back. `units` of at most `most` are ticked; `reason` is −1 until one is chosen.

    A row with `most` of 0 has come back already, and `code` says so in place of the barcode.
    """

    key: str
    name: str
    detail: str
    code: str
    paid: str
    paid_words: str
    units: int
    most: int
    spoken: str
    picture: str = ""
    reasons: tuple[str, ...] = ()
    reason: int = -1
    places: tuple[tuple[str, str], ...] = ()
    place: int = 0
    amount: str = ""
    chip: str = ""

    @property
    def ticked(self) -> bool:
        return self.units > 0


@dataclass(frozen=True, slots=True)
class WayView:
    """One way to give the money back; a `reason` disables it, `asks` says that somebody has to allow it."""

    way: str
    label: str
    detail: str
    icon: str
    chosen: bool = False
    asks: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SumView:
    """One row over Refund; `tone` is a colour role."""

    label: str
    amount: str
    tone: str = "text.secondary"


@dataclass(frozen=True, slots=True)
class RefundView:
    """The right side. `reason` is why nothing can be refunded yet."""

    ways: tuple[WayView, ...]
    sums: tuple[SumView, ...]
    total: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MessageView:
    """What went wrong, or what there is to know, in place."""

    title: str
    words: str
    kind: Literal["danger", "info"] = "danger"


@dataclass(frozen=True, slots=True)
class ReturnView:
    """A sale that is open, or goods without receipt; `exchange_reason` is why they cannot be exchanged yet.

    `with_field` has the field in the head, where goods are typed, and `hint` what it asks for; `more` offers lines that
    are not shown yet.
    """

    head: HeadView
    rows: tuple[ReturnRow, ...]
    refund: RefundView
    exchange_reason: str = ""
    more: str = ""
    without: bool = False
    with_field: bool = False
    hint: str = ""
