"""What the page for cash in and out is given to show, and what it asks of the till."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from pos.domain.staff import Right
from ui.shift.view import BannerView, PrimaryView

CashKind = Literal["paid_in", "paid_out", "dropped", "no_sale"]


@dataclass(frozen=True, slots=True)
class MovedRow:
    """Cash that moved: `n` is its entry, `title` what and how much, `detail` when, who and why."""

    n: int
    title: str
    amount: str
    detail: str

    @property
    def key(self) -> str:
        return str(self.n)

    @property
    def spoken(self) -> str:
        return f"{self.title} {self.amount}, {self.detail}"


@dataclass(frozen=True, slots=True)
class CashView:
    """The form for one kind of movement. `takes_amount` is off where the drawer only opens."""

    kind: CashKind
    what: str
    reasons: tuple[str, ...]
    reason: str
    amount: str
    takes_amount: bool
    banner: BannerView
    primary: PrimaryView


@dataclass(frozen=True, slots=True)
class Moved:
    """Cash that moved, from the tables; `at` and `by` in words, the amount signed as the drawer sees it."""

    n: int
    kind: str
    at: str
    by: str
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class CashOrder:
    """A booking: always above 0, except `no_sale`, which moves nothing."""

    kind: CashKind
    amount_minor: int
    reason: str
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class CashCalls:
    """The operations behind the page. `book` gives why no slip came out and `open_drawer` why it stayed shut, empty
    when it went well; `ask_yes` asks somebody who holds a right and goes on with the id of that person."""

    moved: Callable[[], tuple[Moved, ...]]
    book: Callable[[CashOrder], str]
    open_drawer: Callable[[CashOrder], str]
    print_copy: Callable[[int], object]
    may: Callable[[Right], bool]
    ask_yes: Callable[[Right, str, Callable[[str], None]], None]


class CashDisplay(Protocol):
    """The page as its presenter sees it."""

    def open_cash(self) -> None: ...
    def show_cash(self, view: CashView) -> None: ...
    def show_moved(self, rows: tuple[MovedRow, ...], nothing: str) -> None: ...
    def clear(self) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def refuse(self, words: str) -> None: ...
