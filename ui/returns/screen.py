"""The return screen: the receipt and its lines at the left, where the money goes at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from ui.keys import action
from ui.pay.terminal_panel import TerminalPanel
from ui.pay.view import TerminalView
from ui.pay.words import PayWords
from ui.returns.receipt_column import ReceiptColumn
from ui.returns.refund_panel import RefundPanel
from ui.returns.serial_question import SerialQuestion
from ui.returns.view import ChipView, FindView, MessageView, ReturnView
from ui.returns.words import ReturnWords
from ui.text import CommonWords, spoken
from ui.theme import ThemeHolder
from ui.widgets.approval_host import ApprovalHost
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
        self._receipt = receipt = ReceiptColumn(holder, words, common)
        self.head, self.banner = receipt.head, receipt.banner
        self.finding, self.lines = receipt.finding, receipt.lines
        self.refund, self.terminal = RefundPanel(holder, words), TerminalPanel(holder, spoken(PayWords))
        self.approval = ApprovalHost(self, holder, common)
        self.serial = SerialQuestion(self, holder, words, common)
        self._lay_out()
        self._connect()
        self._bind_keys()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self._receipt, 1)
        row.addWidget(self.refund)
        row.addWidget(self.terminal)
        self.refund.hide()
        self.terminal.hide()
        self.setFocusProxy(self._receipt)

    def _connect(self) -> None:
        field, lines = self.head.field, self.lines
        field.textEdited.connect(self.searched)
        field.entered.connect(self.entered)
        self.head.other_asked.connect(self.other_asked)
        self.finding.opened.connect(self.opened)
        self.finding.without_asked.connect(self.without_asked)
        for name in ("without_asked", "ticked", "counted", "reason_chosen", "place_chosen", "more_asked", "exchanged"):
            getattr(lines, name).connect(getattr(self, name))
        self.refund.way_chosen.connect(self.way_chosen)
        self.refund.refunded.connect(self.refunded)

    def _bind_keys(self) -> None:
        """Each key presses the button that shows it; while that is disabled the key asks why."""
        bind(self, action("returns", "find").hint, self._receipt.to_field)
        bind(self, action("returns", "refund").hint, self._press_refund)
        bind(self, action("returns", "exchange").hint, self._press_exchange)
        bind(self, "Esc", self._leave)

    def _press_refund(self) -> None:
        if not self.refund.isHidden():
            self._press(self.refund.primary, self.refunded.emit)

    def _press_exchange(self) -> None:
        if self._receipt.shows_lines:
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
        self._receipt.show_find(view)
        self.refund.hide()
        if self.isVisible() and not self.head.field.hasFocus() and self.approval.dialog is None:
            self.head.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_return(self, view: ReturnView) -> None:
        self.refund.show_view(view.refund)
        self.refund.setVisible(self.terminal.isHidden())
        self._receipt.show_return(view)

    def show_terminal(self, view: TerminalView | None) -> None:
        """The terminal takes the place of the refund while it gives the money back."""
        self.terminal.setVisible(view is not None)
        self.terminal.show_terminal(view)
        self.lines.setEnabled(view is None)
        if view is not None:
            self.refund.hide()

    def focus_work(self) -> None:
        self._receipt.focus_work()

    def show_message(self, message: MessageView | None) -> None:
        self._receipt.show_message(message)

    def show_scan(self, chip: ChipView) -> None:
        self.lines.show_scan(chip)

    def point_to(self, key: str) -> None:
        self.lines.point_to(key)

    def point_to_missing(self, key: str) -> None:
        self._receipt.point_to_missing(key)

    def show_busy(self, busy: bool) -> None:
        self.setCursor(Qt.CursorShape.WaitCursor if busy else Qt.CursorShape.ArrowCursor)

    def refuse(self, words: str) -> None:
        self.told.emit(words)

    def tell(self, words: str) -> None:
        self.told.emit(words)
