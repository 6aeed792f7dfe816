"""What the shift screens are given to show, every text ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from pos.domain.receipt_block import Block
from ui.approvals import ApprovalDisplay

Tone = Literal["success", "warning", "danger", "info"]


@dataclass(frozen=True, slots=True)
class CountRow:
    """One note or coin: its name, how many there are and what they come to."""

    denomination_minor: int
    label: str
    name: str
    count: int
    amount: str


@dataclass(frozen=True, slots=True)
class CountView:
    """The left panel while counting. `locked` takes no numbers now."""

    heading: str
    note: str
    large_title: str
    large: tuple[CountRow, ...]
    small: tuple[CountRow, ...]
    total: str
    locked: bool = False


@dataclass(frozen=True, slots=True)
class BannerView:
    tone: Tone
    icon: str
    title: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class CheckView:
    """Something looked at before a shift opens or closes; what is not `fine` is told and never stops it."""

    words: str
    fine: bool = True


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A basket that is held while its shift is about to close: whose, since when, and what it comes to."""

    title: str
    detail: str
    amount: str


@dataclass(frozen=True, slots=True)
class PrimaryView:
    """The primary action. With a `reason` it is disabled and says so."""

    label: str
    amount: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StartView:
    """The right panel before the difference is known: opening, or the blind count. `as_left` is the button that takes
    the float uncounted and `days` the one to the reports, each empty where there is none."""

    heading: str
    person: str
    detail: str
    banner: BannerView
    checks_title: str
    checks: tuple[CheckView, ...]
    primary: PrimaryView
    as_left: str = ""
    days: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """The right panel once the count is confirmed. No `reasons` are offered where nothing differs; `less` and `more`
    name the buttons beside what is left."""

    heading: str
    figures: tuple[FigureRow, ...]
    banner: BannerView
    reasons: tuple[str, ...]
    reason: str
    left: str
    to_safe: str
    left_wrong: bool
    less: str
    more: str
    recount: str
    primary: PrimaryView


@dataclass(frozen=True, slots=True)
class CardView:
    """One figure of a report in large."""

    title: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: int


Segment = Literal["x", "z", "earlier"]


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A closed shift to look back at."""

    shift_id: str
    words: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """An X or Z report. `earlier` is the list to choose from while that segment shows no report of its own."""

    segment: Segment
    able: tuple[Segment, ...]
    cards: tuple[CardView, ...]
    bars: tuple[Bar, ...]
    paper: tuple[Block, ...]
    banner: BannerView
    print_label: str
    action: Literal["close", "sign_out", ""]
    earlier: tuple[EarlierRow, ...] = ()


class ShiftDisplay(Protocol):
    """The screens as the presenters see them. A report that is read late stays behind cash in and out and the reports
    over days, until `come_back` says that the shift itself is wanted again."""

    @property
    def approval(self) -> ApprovalDisplay: ...
    def come_back(self) -> None: ...
    def show_title(self, subtitle: str) -> None: ...
    def show_count(self, view: CountView) -> None: ...
    def show_start(self, view: StartView) -> None: ...
    def show_difference(self, view: DifferenceView) -> None: ...
    def show_report(self, view: ReportView) -> None: ...
    def show_earlier(self, rows: Sequence[EarlierRow]) -> None: ...
    def ask_held(self, rows: Sequence[HeldRow]) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def tell(self, words: str) -> None: ...
    def refuse(self, words: str) -> None: ...
