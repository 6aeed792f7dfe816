"""The pickup screen: the queue at the left; the field and, under it, whatever the order at hand asks for."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.keys import action
from ui.pickup.pages import PickupPages
from ui.pickup.pickup_dialogs import PickupDialogs
from ui.pickup.queue_panel import QueuePanel
from ui.pickup.scan_field import ScanField
from ui.pickup.view import ChipView, HandedView, IdleView, PickView, QueueView, RefusedView, ServingView
from ui.pickup.words import PickupWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.approval_host import ApprovalHost
from ui.widgets.settling import SETTLE_MS
from ui.widgets.shortcut import bind

_QUEUE, _QUEUE_COMPACT, _REGULAR = 430, 340, 1280 - 84
SECOND_MS = 1_000


class PickupScreen(QWidget):
    """Signals in the words of the desk; those of the order at hand come from `pages`, what dialogs bring from
    `dialogs` and `approval`."""

    filtered = Signal(str)
    opened = Signal(int)
    list_print_asked = Signal()
    typed = Signal(str)
    went_back = Signal()
    quantity_asked = Signal()
    second = Signal()
    told = Signal(str)

    def __init__(
        self, holder: ThemeHolder, words: PickupWords, common: CommonWords, settle_ms: int = SETTLE_MS
    ) -> None:
        super().__init__()
        self._words = words
        self.queue, self.field = QueuePanel(holder, words), ScanField(holder)
        self.pages = PickupPages(holder, words, settle_ms)
        self.dialogs = PickupDialogs(self, holder, words, common)
        self.approval = ApprovalHost(self, holder, common)
        self._timer = QTimer(self)
        self._lay_out()
        self._connect()
        self._bind_keys()
        self.setFocusProxy(self.field)
        self.field.ask(words.scan_code)

    def _lay_out(self) -> None:
        row, right = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        right.setSpacing(12)
        right.addWidget(self.field)
        right.addWidget(self.pages, 1)
        row.addWidget(self.queue)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self.queue.filtered.connect(self.filtered)
        self.queue.opened.connect(self.opened)
        self.queue.print_asked.connect(self.list_print_asked)
        self.field.entered.connect(self.typed)
        self.field.stepped.connect(self._step)
        self.field.opened.connect(self._enter)
        self.field.ticked.connect(self.pages.ticked)
        self.pages.went_back.connect(self.went_back)
        self._timer.timeout.connect(self.second)

    def _bind_keys(self) -> None:
        keys = {name: action("pickups", name).hint for name in ("find", "quantity", "print", "pick_list", "hand_over")}
        bind(self, keys["find"], self._to_field)
        bind(self, keys["quantity"], self.quantity_asked.emit)
        bind(self, keys["print"], self.pages.print)
        bind(self, keys["pick_list"], self.queue.print_list.click)
        bind(self, keys["hand_over"], self.pages.press_primary)
        bind(self, "Esc", self._leave)

    def _to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        if self.field.text():
            self.field.clear()
        else:
            self.went_back.emit()

    def _step(self, by: int) -> None:
        """Arrows in the field move through the items while there are any, else through the queue."""
        if self.pages.has_items:
            self.pages.stepped.emit(by)
        else:
            self.queue.list.step(by)

    def _enter(self) -> None:
        """Enter in the empty field: the order chosen in the queue, or the next thing on the page."""
        if self.pages.currentWidget() is self.pages.idle:
            self.queue.list.open_current()
        else:
            self.pages.enter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < _REGULAR
        self.queue.setFixedWidth(_QUEUE_COMPACT if compact else _QUEUE)
        self.queue.set_compact(compact)
        self.pages.set_compact(compact)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start(SECOND_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    # What the presenter shows

    def show_queue(self, view: QueueView) -> None:
        self.queue.show_view(view)

    def show_idle(self, view: IdleView) -> None:
        self.pages.idle.show_view(view)
        self._turn_to(self.pages.idle, self._words.scan_code)

    def show_serving(self, view: ServingView) -> None:
        self.pages.serving.show_view(view)
        self._turn_to(self.pages.serving, view.hint)

    def show_refused(self, view: RefusedView) -> None:
        self.pages.refused.show_view(view)
        self._turn_to(self.pages.refused, self._words.scan_code)

    def show_handed(self, view: HandedView) -> None:
        self.pages.handed.show_view(view)
        self._turn_to(self.pages.handed, self._words.scan_code)

    def show_picking(self, view: PickView) -> None:
        self.pages.picking.show_view(view)
        self._turn_to(self.pages.picking, self._words.scan_pick)

    def _turn_to(self, page: QWidget, hint: str) -> None:
        """Another page: the field has the focus again."""
        self.field.ask(hint)
        if not self.pages.turn_to(page):
            return
        self.field.clear_scan()
        if self.isVisible() and not self.dialogs.is_open and self.approval.dialog is None:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_scan(self, chip: ChipView) -> None:
        self.pages.say_refusal("")
        self.field.show_scan(chip)

    def show_busy(self, busy: bool) -> None:
        self.pages.show_busy(busy)

    def refuse(self, words: str) -> None:
        """Say why not, at the place of the action."""
        if not self.pages.refuse(words):
            self.told.emit(words)

    def tell(self, words: str) -> None:
        self.told.emit(words)
