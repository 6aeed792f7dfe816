"""What the sync centre shows, every text ready, and what a presenter asks of the screen."""

from dataclasses import dataclass
from typing import Literal, Protocol

Tab = Literal["outbox", "look", "reconcile", "log"]
TABS: tuple[Tab, ...] = ("outbox", "look", "reconcile", "log")


@dataclass(frozen=True, slots=True)
class HeadView:
    """What stands over every tab: counts behind the tabs, and why its buttons cannot be pressed."""

    waiting: str
    needs_look: str
    paused: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CardView:
    title: str
    value: str
    detail: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class ChipView:
    words: str
    kind: str
    icon: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """A row of the outbox; a head of a group has words alone. `detail` opens in place."""

    key: str
    icon: str
    words: str
    what: str = ""
    made: str = ""
    chip: ChipView | None = None
    detail: tuple[tuple[str, str], ...] = ()

    @property
    def is_head(self) -> bool:
        return self.chip is None

    @property
    def spoken(self) -> str:
        """The whole row, for screen readers."""
        parts = (self.words, self.what, self.made, self.chip.words if self.chip else "")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class IssueRow:
    """A row of the list of what needs a look."""

    key: str
    title: str
    detail: str

    @property
    def spoken(self) -> str:
        return f"{self.title}, {self.detail}"


@dataclass(frozen=True, slots=True)
class SideRow:
    label: str
    here: str
    there: str
    differs: bool


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One of the choices, with the key that picks it."""

    decision: str
    words: str
    key: str


@dataclass(frozen=True, slots=True)
class IssueView:
    """One disagreement from both sides. `closing` says what was decided; then there is nothing to choose."""

    key: str
    title: str
    subtitle: str
    banner: tuple[str, str]
    rows: tuple[SideRow, ...]
    choices: tuple[ChoiceView, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A kind of record compared; a difference of nothing is told by the state."""

    kind: str
    till_count: str
    hub_count: str
    count_diff: str
    till_amount: str
    hub_amount: str
    amount_diff: str
    chip: ChipView

    @property
    def key(self) -> str:
        return self.kind

    @property
    def spoken(self) -> str:
        return (
            f"{self.kind}: {self.till_count} {self.till_amount}, {self.hub_count} {self.hub_amount}, {self.chip.words}"
        )


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of this till against the hub. `days` are (date, words) to choose from; `action` opens the exceptions."""

    title: str
    subtitle: str
    day: str
    days: tuple[tuple[str, str], ...]
    rows: tuple[FigureRow, ...]
    verdict: tuple[str, str]
    fine: bool
    action: str


@dataclass(frozen=True, slots=True)
class LogRow:
    """Something that the synchroniser did."""

    key: str
    at: str
    words: str

    @property
    def spoken(self) -> str:
        return f"{self.at}, {self.words}"


class SyncDisplay(Protocol):
    """The screen, as the presenter needs it."""

    def show_title(self, subtitle: str) -> None: ...

    def show_head(self, view: HeadView) -> None: ...

    def show_tab(self, tab: Tab) -> None: ...

    def show_cards(self, cards: tuple[CardView, ...]) -> None: ...

    def show_records(self, rows: tuple[RecordView, ...]) -> None: ...

    def show_issues(self, rows: tuple[IssueRow, ...], chosen: IssueView | None) -> None: ...

    def show_reading(self) -> None: ...

    def show_day(self, view: DayView) -> None: ...

    def show_log(self, rows: tuple[LogRow, ...]) -> None: ...

    def tell(self, words: str) -> None: ...
