"""The pickup screen: the queue at the left; the field and, under it, whatever the order at hand asks for."""

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.keys import action
from ui.pickup.handed_page import HandedPage
from ui.pickup.idle_page import IdlePage
from ui.pickup.pick_page import PickPage
from ui.pickup.pickup_dialogs import PickupDialogs
from ui.pickup.queue_panel import QueuePanel
from ui.pickup.refused_page import RefusedPage
from ui.pickup.scan_field import ScanField
from ui.pickup.serving_page import ServingPage
from ui.pickup.view import (
    ChipView,
    ChoiceView,
    EntryView,
    HandedView,
    IdleView,
    PickView,
    QueueView,
    RefusedView,
    ServingView,
)
from ui.pickup.words import PickupWords
from ui.sell.pictures import Pictures
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.approval_view import ApprovalView
from ui.widgets.shortcut import bind

_QUEUE, _QUEUE_COMPACT, _REGULAR = 430, 340, 1280 - 84
SETTLE_MS = 400
"""A second press of the primary key this soon after another page was shown is not meant for it."""
SECOND_MS = 1_000


class PickupScreen(QWidget):
    """Signals in the words of the desk; `primary` is F12 or its button, whatever it means on the page shown."""

    filtered = Signal(str)
    opened = Signal(int)
    list_print_asked = Signal()
    typed = Signal(str)
    went_back = Signal()
    primary = Signal()
    part_asked = Signal()
    ticked = Signal()
    stepped = Signal(int)
    item_chosen = Signal(int)
    item_acted = Signal(int)
    quantity_asked = Signal()
    missing_asked = Signal()
    refuse_asked = Signal()
    checked = Signal(str)
    someone_asked = Signal()
    manager_asked = Signal()
    way_chosen = Signal(str)
    slip_asked = Signal()
    undo_asked = Signal()
    next_asked = Signal()
    bay_chosen = Signal(str)
    bays_asked = Signal()
    second = Signal()
    told = Signal(str)

    def __init__(
        self, holder: ThemeHolder, words: PickupWords, common: CommonWords, settle_ms: int = SETTLE_MS
    ) -> None:
        super().__init__()
        self._words, self._settle_ms = words, settle_ms
        self.pictures = Pictures(self)
        self.queue, self.field = QueuePanel(holder, words), ScanField(holder)
        self.idle, self.refused = IdlePage(holder), RefusedPage(holder, words)
        self.serving = ServingPage(holder, words, self.pictures)
        self.handed, self.picking = HandedPage(holder, words), PickPage(holder, words, self.pictures)
        self.dialogs = PickupDialogs(self, holder, words, common)
        self._pages, self._shown = QStackedWidget(), QElapsedTimer()
        self._timer = QTimer(self)
        self._lay_out()
        self._connect_lists()
        self._connect_pages()
        self._bind_keys()
        self.setFocusProxy(self.field)
        self.field.ask(words.scan_code)
        self._shown.start()

    def _lay_out(self) -> None:
        row, right = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        right.setSpacing(12)
        right.addWidget(self.field)
        right.addWidget(self._pages, 1)
        row.addWidget(self.queue)
        row.addLayout(right, 1)
        for page in (self.idle, self.serving, self.refused, self.handed, self.picking):
            self._pages.addWidget(page)

    def _connect_lists(self) -> None:
        self.queue.filtered.connect(self.filtered)
        self.queue.opened.connect(self.opened)
        self.queue.print_asked.connect(self.list_print_asked)
        self.field.entered.connect(self.typed)
        self.field.stepped.connect(self._step)
        self.field.opened.connect(self._enter)
        self.field.ticked.connect(self.ticked)
        self.serving.list.chosen.connect(self.item_chosen)
        self.picking.list.chosen.connect(self.item_chosen)
        for items in (self.serving.list, self.picking.list):
            items.acted.connect(self.item_acted)
            items.stepped.connect(self.stepped)
            items.ticked.connect(self.ticked)

    def _connect_pages(self) -> None:
        serving, collector = self.serving, self.serving.collector
        serving.primary_pressed.connect(self.primary)
        serving.partial.clicked.connect(self.part_asked)
        serving.back.clicked.connect(self.went_back)
        serving.missing.clicked.connect(self.missing_asked)
        serving.refuse.clicked.connect(self.refuse_asked)
        collector.checked.connect(self.checked)
        collector.someone_asked.connect(self.someone_asked)
        collector.manager_asked.connect(self.manager_asked)
        self.refused.chosen.connect(self.way_chosen)
        self.handed.slip_asked.connect(self.slip_asked)
        self.handed.undo_asked.connect(self.undo_asked)
        self.handed.next_asked.connect(self.next_asked)
        self.picking.primary_pressed.connect(self.primary)
        self.picking.bay_chosen.connect(self.bay_chosen)
        self.picking.more_asked.connect(self.bays_asked)
        self._timer.timeout.connect(self.second)

    def _bind_keys(self) -> None:
        keys = {name: action("pickups", name).hint for name in ("find", "quantity", "print", "pick_list", "hand_over")}
        bind(self, keys["find"], self._to_field)
        bind(self, keys["quantity"], self.quantity_asked.emit)
        bind(self, keys["print"], self._print)
        bind(self, keys["pick_list"], self.queue.print_list.click)
        bind(self, keys["hand_over"], self._press_primary)
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
        if self._pages.currentWidget() in (self.serving, self.picking):
            self.stepped.emit(by)
        else:
            self.queue.list.step(by)

    def _enter(self) -> None:
        """Enter in the empty field: whatever is the next thing on this page."""
        page = self._pages.currentWidget()
        if page is self.idle:
            self.queue.list.open_current()
        elif self._shown.elapsed() >= self._settle_ms:
            if page is self.refused:
                self.refused.press_default()
            elif page is self.handed:
                self.handed.next.click()

    def _print(self) -> None:
        if self._pages.currentWidget() is self.handed:
            self.handed.slip.click()

    def _press_primary(self) -> None:
        page = self._pages.currentWidget()
        if isinstance(page, (ServingPage, PickPage)) and self._shown.elapsed() >= self._settle_ms:
            page.primary.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < _REGULAR
        self.queue.setFixedWidth(_QUEUE_COMPACT if compact else _QUEUE)
        for part in (self.queue, self.serving, self.refused, self.handed, self.picking):
            part.set_compact(compact)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start(SECOND_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def show_queue(self, view: QueueView) -> None:
        self.queue.show_view(view)

    def show_idle(self, view: IdleView) -> None:
        self.idle.show_view(view)
        self._turn_to(self.idle, self._words.scan_code)

    def show_serving(self, view: ServingView) -> None:
        self.serving.show_view(view)
        self._turn_to(self.serving, view.hint)

    def show_refused(self, view: RefusedView) -> None:
        self.refused.show_view(view)
        self._turn_to(self.refused, self._words.scan_code)

    def show_handed(self, view: HandedView) -> None:
        self.handed.show_view(view)
        self._turn_to(self.handed, self._words.scan_code)

    def show_picking(self, view: PickView) -> None:
        self.picking.show_view(view)
        self._turn_to(self.picking, self._words.scan_pick)

    def _turn_to(self, page: QWidget, hint: str) -> None:
        """Another page: the field has the focus again, and the keys that act rest for a moment."""
        self.field.ask(hint)
        if self._pages.currentWidget() is page:
            return
        self._pages.setCurrentWidget(page)
        self._shown.start()
        self.field.clear_scan()
        self._say_refusal("")
        if self.isVisible() and not self.dialogs.is_open:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_scan(self, chip: ChipView) -> None:
        self._say_refusal("")
        self.field.show_scan(chip)

    def show_busy(self, busy: bool) -> None:
        """While a job runs nothing is greyed out for the blink it takes; what was refused before is over."""
        if busy:
            self._say_refusal("")
        self._pages.setCursor(Qt.CursorShape.WaitCursor if busy else Qt.CursorShape.ArrowCursor)

    def ask_choice(self, view: ChoiceView) -> None:
        self.dialogs.ask_choice(view)

    def ask_quantity(self, view: EntryView) -> None:
        self.dialogs.ask_quantity(view)

    def ask_name(self, view: EntryView) -> None:
        self.dialogs.ask_name(view)

    def end_entry(self) -> None:
        self.dialogs.end_entry()

    def refuse_entry(self, words: str) -> None:
        self.dialogs.refuse_entry(words)

    def ask_approval(self, view: ApprovalView) -> None:
        self.dialogs.ask_approval(view)

    def show_approval_problem(self, problem: str, advice: str) -> None:
        self.dialogs.show_approval_problem(problem, advice)

    def end_approval(self) -> None:
        self.dialogs.end_approval()

    def refuse(self, words: str) -> None:
        """Say why not, at the place of the action."""
        if self._pages.currentWidget() in (self.serving, self.picking, self.handed):
            self._say_refusal(words)
        else:
            self.told.emit(words)

    def _say_refusal(self, words: str) -> None:
        for page in (self.serving, self.picking, self.handed):
            page.refusal.setText(words)
            page.refusal.setVisible(bool(words))

    def tell(self, words: str) -> None:
        self.told.emit(words)
