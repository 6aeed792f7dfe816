"""What the pickup screens are given to show, every text ready."""

from dataclasses import dataclass
from typing import Literal, Protocol

from ui.approvals import ApprovalDisplay

Filter = Literal["all", "to_pick", "ready", "overdue"]
FILTERS: tuple[Filter, ...] = ("all", "to_pick", "ready", "overdue")
Tone = Literal["verified", "blocked", "warning", "info"]
Weight = Literal["primary", "outline", "danger"]


@dataclass(frozen=True, slots=True)
class ChipView:
    text: str
    kind: str
    icon: str


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One order of the queue. `brief` stands in for `detail` in a narrow window; `done` shows a tick for a bay."""

    order_id: int
    bay: str
    name: str
    detail: str
    brief: str
    chip: ChipView
    note: str
    done: bool = False

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.name, self.detail, self.chip.text, self.note, self.bay) if part)


@dataclass(frozen=True, slots=True)
class QueueView:
    """The list at the left. `empty` is said where no order is; `print_reason` is why there is nothing to print."""

    filter: Filter
    counts: dict[Filter, int]
    rows: tuple[QueueRow, ...]
    selected: int
    collected: str
    empty: str
    print_reason: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The banner over the work: `over` is the word above a refusal's title, `corner` and `corner_words` stand at the
    right, as the bay does; `corner_icon` goes with the words there."""

    tone: Tone
    icon: str
    title: str
    words: str
    over: str = ""
    corner: str = ""
    corner_words: str = ""
    corner_icon: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of an order: `count` is `1 of 2`; `place` is where it lies, while it is picked; `action` a button."""

    line: int
    name: str
    detail: str
    image: str
    count: str
    done: bool
    place: str = ""
    note: str = ""
    action: str = ""
    selected: bool = False

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.name, self.detail, self.place, self.count, self.note) if part)


@dataclass(frozen=True, slots=True)
class CheckView:
    """Something that was looked at, ticked by whoever looked. `aside` is said in brackets behind it."""

    name: Literal["id", "age"]
    text: str
    aside: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class PrimaryView:
    """The primary action; with a `reason` it is disabled and says so."""

    label: str
    icon: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CollectorView:
    """Who stands at the desk."""

    name: str
    relation: str
    checks: tuple[CheckView, ...]
    note: str
    someone: str
    manager: str


@dataclass(frozen=True, slots=True)
class ServingView:
    """An order being handed over. `partial` is the outlined button's label, empty while there is nothing to split."""

    verdict: VerdictView
    scanned: str
    items: tuple[ItemRow, ...]
    missing_reason: str
    refuse_reason: str
    collector: CollectorView
    partial: str
    primary: PrimaryView
    hint: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """One thing that can be done about a refusal. Without a `button` it is advice; with a `reason` it is disabled."""

    name: str
    icon: str
    title: str
    words: str
    button: str = ""
    weight: Weight = "outline"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RefusedView:
    verdict: VerdictView
    ways: tuple[WayOut, ...]
    facts: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class HandedView:
    """After the goods were given away. `undo` is empty once it is too late, `undo_brief` says it in a narrow window."""

    verdict: VerdictView
    undo: str
    undo_brief: str
    note: str


@dataclass(frozen=True, slots=True)
class PickView:
    """An order being collected from the shelves. `not_ready` is why it is not, empty when it is."""

    title: str
    words: str
    chip: ChipView | None
    items: tuple[ItemRow, ...]
    foot: str
    bays: tuple[str, ...]
    bay: str
    not_ready: str


@dataclass(frozen=True, slots=True)
class IdleView:
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A few answers to choose from; each is (name, title, detail)."""

    title: str
    icon: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """A number or a name that is typed."""

    title: str
    subject: str
    text: str = ""
    decimals: bool = False


class PickupAsking(Protocol):
    """The dialogs as the presenter sees them."""

    def ask_choice(self, view: ChoiceView) -> None: ...
    def ask_quantity(self, view: EntryView) -> None: ...
    def ask_name(self, view: EntryView) -> None: ...
    def end_entry(self) -> None: ...
    def refuse_entry(self, words: str) -> None: ...


class PickupDisplay(Protocol):
    """The screens as the presenter sees them."""

    @property
    def dialogs(self) -> PickupAsking: ...
    @property
    def approval(self) -> ApprovalDisplay: ...
    def show_queue(self, view: QueueView) -> None: ...
    def show_idle(self, view: IdleView) -> None: ...
    def show_serving(self, view: ServingView) -> None: ...
    def show_refused(self, view: RefusedView) -> None: ...
    def show_handed(self, view: HandedView) -> None: ...
    def show_picking(self, view: PickView) -> None: ...
    def show_scan(self, chip: ChipView) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def refuse(self, words: str) -> None: ...
    def tell(self, words: str) -> None: ...
