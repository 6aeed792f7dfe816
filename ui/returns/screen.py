"""The return screen: the receipt and its lines at the left, where the money goes at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.keys import action
from ui.pay.terminal_panel import TerminalPanel
from ui.pay.view import TerminalView
from ui.pay.words import PayWords
from ui.returns.find_panel import FindPanel
from ui.returns.head_panel import HeadPanel
from ui.returns.lines_panel import LinesPanel
from ui.returns.refund_panel import RefundPanel
from ui.returns.serial_question import SerialQuestion
from ui.returns.view import ChipView, FindView, MessageView, ReturnView
from ui.returns.words import ReturnWords
from ui.text import CommonWords, spoken
from ui.theme import ThemeHolder
from ui.widgets.approval_host import ApprovalHost
from ui.widgets.notices import Banner
from ui.widgets.shortcut import bind

_REGULAR = 1280 - 84


class ReturnScreen(QWidget):
    """Signals in the words of the presenter; what dialogs bring comes from `approval` and `serial`."""

    searched = Signal(str)
    entered = Signal(str)
    opened = Signal(str)
    other_asked = Signal()
    without_asked = Signal()
    went_back = Signal()
    ticked = Signal(str)
    counted = Signal(str, int)
    reason_chosen = Signal(str, int)
    place_chosen = Signal(str, str)
    more_asked = Signal()
    way_chosen = Signal(str)
    refunded = Signal()
    exchanged = Signal()
    told = Signal(str)

    def __init__(self, holder: ThemeHolder, words: ReturnWords, common: CommonWords) -> None:
        super().__init__()
        self.head, self.finding = HeadPanel(holder, words), FindPanel(holder, words)
        self.lines, self.refund = LinesPanel(holder, words, common), RefundPanel(holder, words)
        self.terminal = TerminalPanel(holder, spoken(PayWords))
        self.terminal.hide()
        self.banner = Banner(holder)
        self.approval = ApprovalHost(self, holder, common)
        self.serial = SerialQuestion(self, holder, words, common)
        self._pages = QStackedWidget()
        self._title = ""
        self._lay_out()
        self._connect()
        self._bind_keys()

    def _lay_out(self) -> None:
        row, left = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        left.setSpacing(12)
        left.addWidget(self.head)
        left.addWidget(self.banner)
        left.addWidget(self._pages, 1)
        row.addLayout(left, 1)
        row.addWidget(self.refund)
        row.addWidget(self.terminal)
        for page in (self.finding, self.lines):
            self._pages.addWidget(page)
        self.banner.hide()
        self.refund.hide()
        self.setFocusProxy(self.head.field)

    def _connect(self) -> None:
        field, lines = self.head.field, self.lines
        field.textEdited.connect(self.searched)
        field.entered.connect(self.entered)
        field.stepped_down.connect(self._to_found)
        self.head.other_asked.connect(self.other_asked)
        self.finding.opened.connect(self.opened)
        self.finding.without_asked.connect(self.without_asked)
        for name in ("without_asked", "ticked", "counted", "reason_chosen", "place_chosen", "more_asked", "exchanged"):
            getattr(lines, name).connect(getattr(self, name))
        self.refund.way_chosen.connect(self.way_chosen)
        self.refund.refunded.connect(self.refunded)

    def _bind_keys(self) -> None:
        """Each key presses the button that shows it; while that is disabled the key asks why."""
        bind(self, action("returns", "find").hint, self._to_field)
        bind(self, action("returns", "refund").hint, self._press_refund)
        bind(self, action("returns", "exchange").hint, self._press_exchange)
        bind(self, "Esc", self._leave)

    def _to_field(self) -> None:
        if self.head.field.isHidden():
            self.head.other.click()
        self.head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_found(self) -> None:
        if self.finding.found and self._pages.currentWidget() is self.finding:
            self.finding.found[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _press_refund(self) -> None:
        if not self.refund.isHidden():
            self._press(self.refund.primary, self.refunded.emit)

    def _press_exchange(self) -> None:
        if self._pages.currentWidget() is self.lines:
            self._press(self.lines.exchange, self.exchanged.emit)

    @staticmethod
    def _press(button: QAbstractButton, ask: Callable[[], None]) -> None:
        (button.click if button.isEnabled() else ask)()

    def _leave(self) -> None:
        if self.head.field.isVisible() and self.head.field.text():
            self.head.field.clear()
            self.searched.emit("")
        else:
            self.went_back.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refund.set_compact(self.width() < _REGULAR)
        self.terminal.setFixedWidth(self.refund.width())

    # What the presenter shows

    def show_find(self, view: FindView) -> None:
        self.finding.show_view(view)
        self.lines.forget()  # nobody sees them, and the next receipt has its own
        self.refund.hide()
        self.head.show_field(view.hint, other=False)
        if self._turn_to(self.finding):
            self.head.field.clear()
        self._title = ""
        self.setFocusProxy(self.head.field)
        if self.isVisible() and not self.head.field.hasFocus() and self.approval.dialog is None:
            self.head.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_return(self, view: ReturnView) -> None:
        another = view.head.title != self._title
        if another:
            self.lines.forget()
        self._title = view.head.title
        self.lines.show_view(view)
        self.refund.show_view(view.refund)
        self.refund.setVisible(self.terminal.isHidden())
        if view.with_field:
            self.head.show_field(view.hint, other=True)
            self.setFocusProxy(self.head.field)
        else:
            self.head.show_head(view.head)
            self.setFocusProxy(self.lines.first())
        turned = self._turn_to(self.lines)
        if (turned or another) and self.isVisible():
            self.focus_work()

    def show_terminal(self, view: TerminalView | None) -> None:
        """The terminal takes the place of the refund while it gives the money back."""
        self.terminal.setVisible(view is not None)
        self.terminal.show_terminal(view)
        self.lines.setEnabled(view is None)
        if view is not None:
            self.refund.hide()

    def focus_work(self) -> None:
        """Where a person goes on: in the field, or at the first line."""
        if self.head.field.isVisibleTo(self):
            self.head.field.clear()
            self.head.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.lines.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to(self, page: QWidget) -> bool:
        if self._pages.currentWidget() is page:
            return False
        self._pages.setCurrentWidget(page)
        return True

    def show_message(self, message: MessageView | None) -> None:
        self.banner.setVisible(message is not None)
        if message is not None:
            icon = "error" if message.kind == "danger" else "info"
            self.banner.say(message.title, message.words, message.kind, icon)

    def show_scan(self, chip: ChipView) -> None:
        self.lines.show_scan(chip)

    def point_to(self, key: str) -> None:
        self.lines.point_to(key)

    def point_to_missing(self, key: str) -> None:
        """Where the reason of these goods is chosen; without any, where the first goods are ticked."""
        if key:
            self.lines.point_to_reason(key)
        else:
            self.focus_work()

    def show_busy(self, busy: bool) -> None:
        self.setCursor(Qt.CursorShape.WaitCursor if busy else Qt.CursorShape.ArrowCursor)

    def refuse(self, words: str) -> None:
        self.told.emit(words)

    def tell(self, words: str) -> None:
        self.told.emit(words)
