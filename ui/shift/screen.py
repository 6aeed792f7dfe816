"""The shift screen: counting with what stands beside it, a report, cash in and out, or reports over days; and the
approval dialog over them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from ui.keys import action
from ui.shift.cash_page import CashPage
from ui.shift.cash_view import CashView, MovedRow
from ui.shift.cash_words import CashWords
from ui.shift.counting_page import CountingPage
from ui.shift.day_page import DayPage
from ui.shift.day_view import DayView
from ui.shift.day_words import DayWords
from ui.shift.held_dialog import HeldAtCloseDialog
from ui.shift.report_page import ReportPage
from ui.shift.view import CountView, DifferenceView, EarlierRow, HeldRow, ReportView, StartView
from ui.shift.words import ShiftWords
from ui.text import CommonWords, spoken
from ui.theme import ThemeHolder
from ui.widgets.approval_host import ApprovalHost
from ui.widgets.settling import SETTLE_MS, Settling
from ui.widgets.shortcut import bind

_SIDE, _SIDE_COMPACT, _COMPACT = 400, 320, 1180


class ShiftScreen(QWidget):
    """`primary` is F12 or its button, whatever it means at this step."""

    counted = Signal(int, int)
    primary = Signal()
    as_left_asked = Signal()
    went_back = Signal()
    drawer_asked = Signal()
    reason_chosen = Signal(int)
    left_typed = Signal(str)
    left_stepped = Signal(int)
    recount_asked = Signal()
    approval_entered = Signal(str, str)
    segment_chosen = Signal(str)
    earlier_chosen = Signal(str)
    export_asked = Signal()
    print_asked = Signal()
    close_asked = Signal()
    sign_out_asked = Signal()
    cash_asked = Signal()
    days_asked = Signal()
    page_left = Signal()
    held_kept = Signal()
    held_struck = Signal()
    titled = Signal(str, str)
    told = Signal(str)

    def __init__(
        self, holder: ThemeHolder, words: ShiftWords, common: CommonWords, settle_ms: int = SETTLE_MS, sign: str = ""
    ) -> None:
        """`sign` is the currency's, as a field for amounts shows it while it is empty."""
        super().__init__()
        self._holder, self._words, self._common = holder, words, common
        self._settling = Settling(settle_ms)
        self._counting = counting = CountingPage(holder, words, common)
        self.count, self.start, self.difference = counting.count, counting.start, counting.difference
        self.report = ReportPage(holder, words)
        self.cash_words, self.day_words = spoken(CashWords), spoken(DayWords)
        self.cash, self.days = CashPage(holder, self.cash_words, sign), DayPage(holder, self.day_words)
        self._pages = QStackedWidget()
        self._went_on = False
        self.approval = ApprovalHost(self, holder, common)
        self._lay_out()
        self._connect()
        self._bind_keys()

    def _lay_out(self) -> None:
        for page in (self._counting, self.report, self.cash, self.days):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _connect(self) -> None:
        self.count.counted.connect(self.counted)
        self.count.drawer.clicked.connect(self.drawer_asked)
        for panel in (self.start, self.difference):
            panel.primary.clicked.connect(self.primary)
        self.start.as_left.clicked.connect(self.as_left_asked)
        self.difference.reason_chosen.connect(self.reason_chosen)
        self.difference.left_typed.connect(self.left_typed)
        self.difference.left_stepped.connect(self.left_stepped)
        self.difference.recount_asked.connect(self.recount_asked)
        for name in (
            "segment_chosen",
            "earlier_chosen",
            "export_asked",
            "print_asked",
            "close_asked",
            "sign_out_asked",
            "cash_asked",
            "days_asked",
        ):
            getattr(self.report, name).connect(getattr(self, name))
        self.start.days.clicked.connect(self.days_asked)
        self.cash.form.left.connect(self.page_left)
        self.approval.entered.connect(self.approval_entered)

    def _bind_keys(self) -> None:
        press = self._settling.press
        bind(self._counting, "F9", self.count.drawer.click)
        bind(self._counting, action("shift", "as_left").hint, lambda: press(self.start.as_left))
        bind(self._counting, "F12", lambda: press(self._counting.panel.primary))
        bind(self._counting, "Esc", self.went_back.emit)
        bind(self.report, "F6", self.report.print_again.click)
        bind(self.report, "F12", lambda: press(self.report.foot.close_shift))
        bind(self.report, action("shift", "days").hint, self.report.days.click)
        bind(self.report, action("shift", "cash_moves").hint, lambda: _press(self.report.cash))
        bind(self._counting, action("shift", "days").hint, lambda: _press(self.start.days))
        bind(self.cash, "F6", lambda: _press(self.cash.print_again))
        bind(self.cash, "F12", lambda: press(self.cash.side.primary))
        bind(self.cash, "Esc", self.cash.form.leave)
        bind(self.days, "Esc", self.page_left.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for side in (self._counting.side, self.cash.side):
            side.setFixedWidth(_SIDE if self.width() >= _COMPACT else _SIDE_COMPACT)

    def come_back(self) -> None:
        self._went_on = False

    def show_title(self, subtitle: str) -> None:
        if not self._went_on:
            self.show_subtitle(subtitle)

    def show_count(self, view: CountView) -> None:
        """Whoever went on to another page meanwhile is not brought back."""
        self.count.show_view(view)
        if self._went_on:
            return
        if self._settling.turn_to(self._pages, self._counting) or self.focusProxy() is None:
            self._counting.lead_on()
            self._focus(self.count.first_field())

    def show_start(self, view: StartView) -> None:
        self.start.show_view(view)
        self._settling.turn_to(self._counting.side, self.start)

    def show_difference(self, view: DifferenceView) -> None:
        self.difference.show_view(view)
        if self._settling.turn_to(self._counting.side, self.difference):
            self._focus(self.difference.reason if view.reasons else self.difference.left)

    def show_report(self, view: ReportView) -> None:
        """A report that was still being read when somebody went on from it does not bring them back."""
        self.report.show_view(view)
        if self._went_on:
            return
        self._settling.turn_to(self._pages, self.report)
        if not self.report.segments.isAncestorOf(self.focusWidget() or self):
            self._focus(self.report.print_again)

    def _focus(self, first: QWidget) -> None:
        """What is worked on first. Behind another page it only waits, so that the focus stays where it is seen."""
        self.setFocusProxy(first)
        if self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_earlier(self, rows: Sequence[EarlierRow]) -> None:
        self.report.show_earlier(rows)

    def open_cash(self) -> None:
        self._went_on = True
        if self._settling.turn_to(self._pages, self.cash):
            self.show_subtitle(self.cash_words.subtitle)
            self._focus(self.cash.form.reason)

    def show_cash(self, view: CashView) -> None:
        self.cash.show_view(view)

    def show_moved(self, rows: tuple[MovedRow, ...], nothing: str) -> None:
        self.cash.show_moved(rows, nothing)

    def clear(self) -> None:
        self.cash.clear()

    def open_reports(self) -> None:
        self._went_on = True
        if self._settling.turn_to(self._pages, self.days):
            self.show_subtitle(self.day_words.subtitle)
            self._focus(self.days.which)

    def show_days(self, view: DayView) -> None:
        self.days.show_view(view)

    def show_subtitle(self, subtitle: str) -> None:
        self.titled.emit(self._words.title, subtitle)

    def ask_held(self, rows: Sequence[HeldRow]) -> None:
        dialog = HeldAtCloseDialog(self.window(), self._holder, self._words, self._common, rows)
        dialog.kept.connect(self.held_kept)
        dialog.struck.connect(self.held_struck)
        dialog.closed.connect(dialog.dismiss)
        dialog.ask()

    def show_busy(self, busy: bool) -> None:
        """While a job runs the numbers stand still; nothing is greyed out for the blink it takes."""
        self._pages.setCursor(Qt.CursorShape.WaitCursor if busy else Qt.CursorShape.ArrowCursor)

    def tell(self, words: str) -> None:
        self.told.emit(words)

    def refuse(self, words: str) -> None:
        """Say why not, at the place of the action."""
        if self.approval.dialog is not None:
            self.approval.show_problem(words, "")
        elif self._pages.currentWidget() is self.report:
            self.report.refuse(words)
        elif self._pages.currentWidget() is self.days:
            self.days.refuse(words)
        elif self._pages.currentWidget() is self.cash:
            self.cash.side.refuse(words)
        else:
            self._counting.panel.refuse(words)


def _press(button: QAbstractButton) -> None:
    """What a key does where its button may not be there."""
    if button.isVisible():
        button.click()
