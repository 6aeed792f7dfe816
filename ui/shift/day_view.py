"""What the page of reports over days is given to show, and what it asks of the till."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from pos.domain.staff import Right
from pos.services.report_table import Table

Which = Literal["day", "hour", "category", "tender", "staff", "tax", "exceptions", "loss"]
Period = Literal["today", "week", "month", "all"]
PlotKind = Literal["line", "columns", "rows"]


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a plot: what it is called, how high it is, and its figure in words."""

    label: str
    value: int
    words: str


@dataclass(frozen=True, slots=True)
class PlotView:
    """`name` says what is plotted to those who do not see it."""

    kind: PlotKind
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Figures in words: `right` says which columns are figures; the last row is the total where `has_total`."""

    columns: tuple[str, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    has_total: bool = False


@dataclass(frozen=True, slots=True)
class DayView:
    """A report over days. Without a `plot` the table has the whole room; `notes` stand under it."""

    which: Which
    period: Period
    days: str
    plot: PlotView | None
    table: FigureTable
    notes: tuple[str, ...] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A report as the services give it, with its first and last day in words."""

    table: Table
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class DayCalls:
    """The operations behind the page. `export` writes a table into the till's folder and says where."""

    report: Callable[[Which, Period], DayFacts]
    export: Callable[[Table, Which, Period], str]
    may: Callable[[Right], bool]
    ask_yes: Callable[[Right, str, Callable[[str], None]], None]


class DayDisplay(Protocol):
    """The page as its presenter sees it."""

    def open_reports(self) -> None: ...
    def show_days(self, view: DayView) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def tell(self, words: str) -> None: ...
    def refuse(self, words: str) -> None: ...
