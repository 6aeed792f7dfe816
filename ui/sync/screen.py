"""The sync centre: tabs over four pages, Pause and Sync now beside them, cards under them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.sync.cards import Card
from ui.sync.day_page import DayPage
from ui.sync.log_page import LogPage
from ui.sync.look_page import LookPage
from ui.sync.outbox_page import OutboxPage
from ui.sync.view import (
    TABS,
    CardView,
    DayView,
    HeadView,
    IssueRow,
    IssueView,
    LogRow,
    RecordView,
    Tab,
)
from ui.sync.words import SyncWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.segmented import Segmented
from ui.widgets.shortcut import bind

_CARDS = 4
_ICONS = {"outbox": "sync.queued", "look": "sync.problem", "reconcile": "reconcile", "log": "report"}


class SyncScreen(QWidget):
    """Tells what a person wants; shows what it is given."""

    tab_chosen = Signal(str)
    sync_asked = Signal()
    pause_asked = Signal()
    issue_chosen = Signal(str)
    decided = Signal(str)
    day_chosen = Signal(str)
    print_asked = Signal()
    export_asked = Signal()
    open_asked = Signal()
    titled = Signal(str, str)
    told = Signal(str)

    def __init__(self, holder: ThemeHolder, words: SyncWords) -> None:
        super().__init__()
        self._words = words
        names = dict(zip(TABS, (words.outbox, words.look, words.reconcile, words.log_tab), strict=True))
        self.tabs = Segmented(holder, tuple(names.items()), icons=_ICONS)
        self.pause = OutlineButton(holder, words.pause, "pause")
        self.now = FilledButton(holder, words.sync_now, "refresh", "F5")
        self.pause.setObjectName("pause-sync")
        self.now.setObjectName("sync-now")
        self.cards = [Card(holder) for _ in range(_CARDS)]
        self.outbox, self.look = OutboxPage(holder, words), LookPage(holder, words)
        self.day, self.log = DayPage(holder, words), LogPage(holder, words)
        self._pages: dict[Tab, QWidget] = dict(zip(TABS, (self.outbox, self.look, self.day, self.log), strict=True))
        self._card_row, self._stack = QWidget(), QStackedWidget()
        self._parked = False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column, over, cards = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout(self._card_row)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        over.setSpacing(12)
        over.addWidget(self.tabs)
        over.addStretch()
        over.addWidget(self.pause)
        over.addWidget(self.now)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(12)
        for card in self.cards:
            cards.addWidget(card, 1)
        for page in self._pages.values():
            self._stack.addWidget(page)
        column.addLayout(over)
        column.addWidget(self._card_row)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.tab_chosen)
        self.pause.clicked.connect(self.pause_asked)
        self.now.clicked.connect(self.sync_asked)
        self.look.chosen.connect(self.issue_chosen)
        self.look.decided.connect(self.decided)
        for name in ("day_chosen", "print_asked", "export_asked", "open_asked"):
            getattr(self.day, name).connect(getattr(self, name))
        bind(self, "F5", self.now.click)
        for step, key in ((1, "Ctrl Tab"), (-1, "Ctrl Shift Tab")):
            bind(self, key, partial(self._step, step))

    def _step(self, by: int) -> None:
        at = next(n for n, tab in enumerate(TABS) if self._pages[tab] is self._stack.currentWidget())
        self.tab_chosen.emit(TABS[(at + by) % len(TABS)])

    def show_title(self, subtitle: str) -> None:
        self.titled.emit(self._words.title, subtitle)

    def show_head(self, view: HeadView) -> None:
        self.tabs.set_count("outbox", view.waiting)
        self.tabs.set_count("look", view.needs_look)
        self.pause.icon_name = "play" if view.paused else "pause"
        self.pause.setText(self._words.go_on if view.paused else self._words.pause)
        for button in (self.pause, self.now):
            button.set_reason(view.reason)

    def show_tab(self, tab: Tab) -> None:
        """The reconciliation has the room of the cards too."""
        self.tabs.choose(tab)
        page = self._pages[tab]
        self._card_row.setVisible(tab != "reconcile")
        self._stack.setCurrentWidget(page)
        self._focus(tab)

    def _focus(self, tab: Tab) -> None:
        """A list without rows is hidden and cannot have the focus; it stays at the tab until there are some."""
        page, segment = self._pages[tab], self.tabs.segments[tab]
        rows = page.focusProxy()
        first = page if rows is None or rows.isVisibleTo(page) else segment
        self._parked = first is segment
        self.setFocusProxy(first)
        first.setFocus()

    def _showing(self, tab: Tab, show: Callable[[], None]) -> None:
        """The focus goes from rows that went to the tab, and from a tab that had none to the rows that came; where
        somebody put it otherwise it stays."""
        page, segment = self._pages[tab], self.tabs.segments[tab]
        here = page.isAncestorOf(QApplication.focusWidget() or self)
        show()
        gone = here and not page.isAncestorOf(QApplication.focusWidget() or self)
        if gone or (self._parked and segment.hasFocus()):
            self._focus(tab)

    def show_cards(self, cards: tuple[CardView, ...]) -> None:
        for card, view in zip(self.cards, cards, strict=True):
            card.show_view(view)

    def show_records(self, rows: tuple[RecordView, ...]) -> None:
        self._showing("outbox", partial(self.outbox.show_rows, rows))

    def show_issues(self, rows: tuple[IssueRow, ...], chosen: IssueView | None) -> None:
        self._showing("look", partial(self.look.show_issues, rows, chosen))

    def show_reading(self) -> None:
        """The comparison that is asked for is not there yet, and no other stands in its place."""
        self.day.show_reading()

    def show_day(self, view: DayView) -> None:
        self.day.show_view(view)

    def show_log(self, rows: tuple[LogRow, ...]) -> None:
        self._showing("log", partial(self.log.show_rows, rows))

    def tell(self, words: str) -> None:
        self.told.emit(words)
