"""The pages of the pickup desk, one at a time, and what the keys mean on each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.pickup.handed_page import HandedPage
from ui.pickup.idle_page import IdlePage
from ui.pickup.pick_page import PickPage
from ui.pickup.refused_page import RefusedPage
from ui.pickup.serving_page import ServingPage
from ui.pickup.words import PickupWords
from ui.sell.pictures import Pictures
from ui.theme import ThemeHolder
from ui.widgets.settling import Settling


class PickupPages(QStackedWidget):
    """Signals in the words of the desk; `primary` is F12 or its button, whatever it means on the page shown."""

    went_back = Signal()
    primary = Signal()
    part_asked = Signal()
    ticked = Signal()
    stepped = Signal(int)
    item_chosen = Signal(int)
    item_acted = Signal(int)
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

    def __init__(self, holder: ThemeHolder, words: PickupWords, settle_ms: int) -> None:
        super().__init__()
        self._settling = Settling(settle_ms)
        pictures = Pictures(self)
        self.idle, self.refused = IdlePage(holder), RefusedPage(holder, words)
        self.serving = ServingPage(holder, words, pictures)
        self.handed, self.picking = HandedPage(holder, words), PickPage(holder, words, pictures)
        for page in (self.idle, self.serving, self.refused, self.handed, self.picking):
            self.addWidget(page)
        self._settling.turn_to(self, self.idle)
        self._connect_items()
        self._connect_serving()
        self._connect_others()

    def _connect_items(self) -> None:
        for items in (self.serving.list, self.picking.list):
            items.chosen.connect(self.item_chosen)
            items.acted.connect(self.item_acted)
            items.stepped.connect(self.stepped)
            items.ticked.connect(self.ticked)

    def _connect_serving(self) -> None:
        serving, collector = self.serving, self.serving.collector
        serving.primary_pressed.connect(self.primary)
        serving.partial.clicked.connect(self.part_asked)
        serving.back.clicked.connect(self.went_back)
        serving.missing.clicked.connect(self.missing_asked)
        serving.refuse.clicked.connect(self.refuse_asked)
        collector.checked.connect(self.checked)
        collector.someone_asked.connect(self.someone_asked)
        collector.manager_asked.connect(self.manager_asked)

    def _connect_others(self) -> None:
        self.refused.chosen.connect(self.way_chosen)
        self.handed.slip_asked.connect(self.slip_asked)
        self.handed.undo_asked.connect(self.undo_asked)
        self.handed.next_asked.connect(self.next_asked)
        self.picking.primary_pressed.connect(self.primary)
        self.picking.bay_chosen.connect(self.bay_chosen)
        self.picking.more_asked.connect(self.bays_asked)

    def turn_to(self, page: QWidget) -> bool:
        """Whether another page is shown now; then the keys that act rest for a moment."""
        turned = self._settling.turn_to(self, page)
        if turned:
            self.say_refusal("")
        return turned

    @property
    def has_items(self) -> bool:
        """Whether the arrows have items to move through."""
        return self.currentWidget() in (self.serving, self.picking)

    def enter(self) -> None:
        """Enter in the empty field: the next thing on this page."""
        page = self.currentWidget()
        if page is self.refused and self._settling.rested:
            self.refused.press_default()
        elif page is self.handed and self._settling.rested:
            self.handed.next.click()

    def print(self) -> None:
        if self.currentWidget() is self.handed:
            self.handed.slip.click()

    def press_primary(self) -> None:
        page = self.currentWidget()
        if isinstance(page, (ServingPage, PickPage)) and self._settling.rested:
            page.primary.click()

    def set_compact(self, compact: bool) -> None:
        for page in (self.serving, self.refused, self.handed, self.picking):
            page.set_compact(compact)

    def refuse(self, words: str) -> bool:
        """Say why not on the page itself; false where it has no place for that."""
        has_place = self.has_items or self.currentWidget() is self.handed
        if has_place:
            self.say_refusal(words)
        return has_place

    def say_refusal(self, words: str) -> None:
        for page in (self.serving, self.picking, self.handed):
            page.refusal.setText(words)
            page.refusal.setVisible(bool(words))

    def show_busy(self, busy: bool) -> None:
        """While a job runs nothing is greyed out for the blink it takes; what was refused before is over."""
        if busy:
            self.say_refusal("")
        self.setCursor(Qt.CursorShape.WaitCursor if busy else Qt.CursorShape.ArrowCursor)
