"""What the shift screens ask of the till, and the plain values they ask with and get."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from pos.domain.receipt_block import Block
from pos.domain.shift import ShiftFigures
from pos.services.shift_week import WeekBefore
from ui.shift.view import CheckView, EarlierRow, HeldRow
from ui.signin.view import PinAnswer
from ui.widgets.approval_view import Approver

Counts = Mapping[int, int]
"""How many pieces there are of each denomination in minor units."""


@dataclass(frozen=True, slots=True)
class ShiftState:
    """How things stand when the shift screens are shown. `detail` says till and day, or what the shift did so far;
    `planned_minor` is what was left in the drawer, None for the first shift of a till; `held` are the baskets put
    aside."""

    is_open: bool
    has_closed: bool
    currency: str
    denominations: tuple[int, ...]
    person: str
    detail: str
    limit_minor: int
    planned_minor: int | None = None
    planned_words: str = ""
    checks: tuple[CheckView, ...] = ()
    held: tuple[HeldRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CloseOrder:
    """Everything that closing writes down."""

    counts: Counts
    left_minor: int
    reason: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One shift for the report screen. `opened` and `closed` are times in words, `closed` empty for an X.

    `pieces_milli` counts pieces sold in thousandths, `member_sales` sales with a known customer. `before` is
    the shift that this one is compared with, of the day that `before_day` says in words. `of_day` names the day of an
    open shift that is not of today; `unprinted` says why the Z of a shift that was just closed is not on paper.
    """

    figures: ShiftFigures
    paper: tuple[Block, ...]
    by_hour: Mapping[int, int]
    opened: str
    closed: str = ""
    closed_by: str = ""
    pieces_milli: int = 0
    member_sales: int = 0
    before: WeekBefore | None = None
    before_day: str = ""
    to_safe_minor: int | None = None
    of_day: str = ""
    unprinted: str = ""


@dataclass(frozen=True, slots=True)
class ShiftCalls:
    """The operations behind the screens; all but `state` may take their time and are run as jobs.

    `open_shift` takes the float in minor units. `strike_held` strikes every held basket and says how many it struck.
    `export` writes a report to a file and says where in words. `may_differ` is whether who is signed in closes with any
    difference, and counts again, without asking somebody else.
    """

    state: Callable[[], ShiftState]
    open_shift: Callable[[int], object]
    count: Callable[[Counts], ShiftFigures]
    close_shift: Callable[[CloseOrder], ReportFacts]
    report: Callable[[Literal["x", "z"], str], ReportFacts]
    earlier: Callable[[], tuple[EarlierRow, ...]]
    strike_held: Callable[[], int]
    export: Callable[[ReportFacts], str]
    print_report: Callable[[ReportFacts], object]
    open_drawer: Callable[[], object]
    may_differ: Callable[[], bool]
    approvers: Callable[[], tuple[Approver, ...]]
    approve: Callable[[str, str], PinAnswer]
    sign_out: Callable[[], None]
    opened: Callable[[], None]


def total_minor(counts: Counts) -> int:
    """What the counted notes and coins come to."""
    return sum(denomination * pieces for denomination, pieces in counts.items())
