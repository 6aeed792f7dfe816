"""A small till for the shift screens: it opens, counts and closes shifts, and remembers what it was asked."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from pos.domain.failures import Refused, Unavailable
from pos.domain.receipt_block import Block, Heading, Pair, Rule, Text
from pos.domain.shift import ShiftFigures, TenderFigures
from pos.services.shift_week import WeekBefore
from tests.ui import gallery
from ui.shell.shell import Shell
from ui.shell.top_bar import SyncView
from ui.shell.words import ShellWords
from ui.shift.calls import CloseOrder, Counts, ReportFacts, ShiftCalls, ShiftState, total_minor
from ui.shift.count_views import Teller
from ui.shift.presenter import ShiftPresenter
from ui.shift.screen import ShiftScreen
from ui.shift.view import CheckView, EarlierRow, HeldRow
from ui.shift.words import ShiftWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.approval_view import Approver

POUNDS = (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
FLOAT = (0, 2, 5, 6, 6, 10, 9, 10, 10, 6, 5, 10)
"""£150.00 in notes and coins."""
DRAWER = (6, 47, 25, 14, 11, 26, 10, 14, 17, 9, 7, 11)
"""£1,618.20 in notes and coins."""
WORDS = ShiftWords()
SIGNALS = (
    "counted primary as_left_asked went_back drawer_asked reason_chosen "
    "left_typed left_stepped recount_asked approval_entered "
    "segment_chosen earlier_chosen export_asked print_asked close_asked sign_out_asked page_left held_kept held_struck"
).split()


@dataclass(frozen=True)
class Answer:
    outcome: Any
    tries_left: int = 0
    seconds: int = 0


@dataclass
class Desk:
    """`expected_minor` is what the drawer should hold; managers' PINs are 2468."""

    is_open: bool = False
    expected_minor: int = 1619_70
    limit_minor: int = 5_00
    planned_minor: int | None = 150_00
    denominations: tuple[int, ...] = POUNDS
    currency: str = "GBP"
    may_differ: bool = False
    approvers: tuple[Approver, ...] = (Approver("jo", "James Obi"),)
    held: tuple[HeldRow, ...] = ()
    of_day: str = ""
    unprinted: str = ""
    failure: Refused | Unavailable | None = None
    at_once: bool = True
    waiting: list[Callable[[], None]] = field(default_factory=list)
    opened_with: list[int] = field(default_factory=list)
    orders: list[CloseOrder] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def state(self) -> ShiftState:
        return ShiftState(
            is_open=self.is_open,
            has_closed=True,
            currency=self.currency,
            denominations=self.denominations,
            person="Maya Kowalczyk",
            detail="Till 2 · 126 sales, 7 returns" if self.is_open else "Till 2 · Sat 21 Nov 2026, 08:56",
            limit_minor=self.limit_minor,
            planned_minor=self.planned_minor,
            planned_words="left by Daniel P. on Friday",
            held=self.held,
            checks=(CheckView("Receipt printer ready, paper fine"), CheckView("1 record needs a look", fine=False)),
        )

    def figures(self, counted_minor: int | None = None) -> ShiftFigures:
        return ShiftFigures(
            "s1",
            self.currency,
            "2026-11-21T08:56:00.000Z",
            sales_count=126,
            sales_minor=6482_15,
            returns_count=7,
            returns_minor=-391_40,
            tenders=(TenderFigures("card", 88, 4256_05), TenderFigures("cash", 44, 1619_70)),
            float_minor=150_00,
            dropped_minor=150_00,
            cash_sales_count=41,
            cash_sales_minor=1734_20,
            cash_refunds_count=3,
            cash_refunds_minor=-114_50,
            cash_expected_minor=self.expected_minor,
            cash_counted_minor=counted_minor,
        )

    def count(self, counts: Counts) -> ShiftFigures:
        return self.figures(total_minor(counts))

    def open_shift(self, float_minor: int) -> None:
        self.opened_with.append(float_minor)
        self.is_open = True

    def close_shift(self, order: CloseOrder) -> ReportFacts:
        self.orders.append(order)
        self.is_open = False
        counted = total_minor(order.counts)
        figures = replace(self.figures(counted), number=318, closed_at="2026-11-21T18:14:00.000Z")
        facts = self.facts(figures, closed="18:14", to_safe_minor=counted - order.left_minor)
        return replace(facts, unprinted=self.unprinted)

    def facts(self, figures: ShiftFigures, closed: str = "", to_safe_minor: int | None = None) -> ReportFacts:
        paper: tuple[Block, ...] = (
            Heading("Z REPORT No. 000318" if closed else "X REPORT"),
            Rule(),
            Pair("Sales, 126", "6,482.15"),
            Pair("Net, VAT included", "6,090.75", bold=True),
            Text("Journal 000001–004231 unbroken", "centre"),
        )
        return ReportFacts(
            figures,
            paper,
            dict(zip(range(8, 18), (2, 5, 9, 14, 12, 11, 17, 21, 18, 17), strict=True)),
            opened="08:56",
            closed=closed,
            closed_by="Maya Kowalczyk",
            pieces_milli=327_600,
            member_sales=89,
            before=WeekBefore(date(2026, 11, 14), 5639_58, 266_400, 111),
            before_day="last Saturday",
            to_safe_minor=to_safe_minor,
            of_day="" if closed else self.of_day,
        )

    def approve(self, staff_id: str, pin: str) -> Answer:
        return Answer("right") if pin == "2468" else Answer("wrong", 2)

    def earlier(self) -> tuple[EarlierRow, ...]:
        return EarlierRow("s0", "Z 000317 · Fri 20 Nov"), EarlierRow("s-1", "Z 000316 · Thu 19 Nov")

    def report(self, kind: str, shift_id: str) -> ReportFacts:
        self.done.append(f"report {kind} {shift_id}".strip())
        return self.facts(self.figures(), closed="18:10" if kind == "z" else "")

    def strike_held(self) -> int:
        struck, self.held = len(self.held), ()
        return struck

    def note(self, words: str) -> Callable[..., str]:
        """An operation that only leaves its name."""

        def operation(*given: object) -> str:
            self.done.append(words)
            return "reports/x.csv"

        return operation

    def calls(self) -> ShiftCalls:
        return ShiftCalls(
            state=self.state,
            open_shift=self.open_shift,
            count=self.count,
            close_shift=self.close_shift,
            report=self.report,
            earlier=self.earlier,
            strike_held=self.strike_held,
            export=self.note("export"),
            print_report=self.note("print"),
            open_drawer=self.note("drawer"),
            may_differ=lambda: self.may_differ,
            approvers=lambda: self.approvers,
            approve=self.approve,
            sign_out=lambda: self.done.append("sign out"),
            opened=lambda: self.done.append("opened"),
        )

    def run_job(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
        def end() -> None:
            if self.failure is not None:
                failed(self.failure)
            else:
                done(work())

        if self.at_once:
            end()
        else:
            self.waiting.append(end)


class ShiftStage(Shell):
    """The window on its shift page, with the presenter and a desk behind it."""

    def __init__(self, holder: ThemeHolder, desk: Desk, settle_ms: int) -> None:
        super().__init__(holder, ShellWords(), CommonWords(), lambda: "08:56")
        self.desk = desk
        self.screen_ = ShiftScreen(holder, WORDS, CommonWords(), settle_ms)
        teller = Teller(WORDS, "en_GB")
        self.presenter = ShiftPresenter(self.screen_, teller, CommonWords(), desk.run_job, desk.calls())
        for name in SIGNALS:
            getattr(self.screen_, name).connect(getattr(self.presenter, name))
        self.screen_.titled.connect(self.top.show_title)
        self.screen_.told.connect(self.toast.say)
        self.add_page("shift", self.screen_)
        self.top.show_place("Northgate Store · Till 2", demo=False)
        self.top.show_sync(SyncView("Synced 08:55", "sync.ok"))
        self.top.show_person("Maya Kowalczyk", "Maya K.")
        self.presenter.start()
        self.show_page("shift")

    def count(self, pieces: tuple[int, ...]) -> None:
        """Type these numbers into the lines, one after the other."""
        lines = [*self.screen_.count.large.lines, *self.screen_.count.small.lines]
        for line, number in zip(lines, pieces, strict=True):
            line.stepper.field.setText(str(number))
            line.stepper.changed.emit(number)

    def close_to_difference(self, reason: int | None = None) -> None:
        """From the X report through the blind count to the difference."""
        self.screen_.close_asked.emit()
        self.count(DRAWER)
        self.screen_.primary.emit()
        if reason is not None:
            self.screen_.reason_chosen.emit(reason)


def a_stage(desk: Desk | None = None, settle_ms: int = 0, **how: Any) -> ShiftStage:
    """The primary key answers at once, unless it has to wait for `settle_ms`."""
    return gallery.show(lambda holder: ShiftStage(holder, desk or Desk(), settle_ms), **how)


def key(stage: ShiftStage, wanted: Qt.Key) -> None:
    QTest.keyClick(stage.focusWidget() or stage.screen_, wanted)


def counted(pieces: tuple[int, ...]) -> dict[int, int]:
    return {minor: number for minor, number in zip(POUNDS, pieces, strict=True) if number}


def words_of(stage: ShiftStage) -> str:
    """Everything that labels and names of visible widgets say."""
    labels = [label.text() for label in stage.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels + [part.accessibleName() for part in stage.findChildren(QWidget) if part.isVisible()])


def run_out(stage: ShiftStage) -> None:
    """Let all jobs end, those too that begin meanwhile."""
    while stage.desk.waiting:
        stage.desk.waiting.pop(0)()
