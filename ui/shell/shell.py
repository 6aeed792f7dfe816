"""The window: rail, top bar, the strip while something is limited, and the pages; or one page over all of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ui.shell.band import Band
from ui.shell.rail import PAGES, PageView, Rail
from ui.shell.top_bar import SyncView, TopBar
from ui.shell.words import ShellWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.focus import FocusRing
from ui.widgets.notices import Strip
from ui.widgets.pages import Pages
from ui.widgets.shortcut import bind
from ui.widgets.tab_walk import give_focus, next_stop
from ui.widgets.toast import Toast

_SMALLEST = (1024, 720)
_CLOCK_MS = 1_000


class Shell(QMainWindow):
    """Pages are added once and kept. Those of the rail stand inside the frame; full pages, such as sign-in, cover it.

    A rail button whose page was never added stays disabled and says why. `page_shown` carries the name of the page; the
    signals that end in `_asked` are for the application, `undo_asked` where no toast takes it.
    """

    page_shown = Signal(str)
    lock_asked = Signal()
    help_asked = Signal()
    undo_asked = Signal()
    sync_asked = Signal()
    demo_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: ShellWords, common: CommonWords, clock: Callable[[], str]) -> None:
        """`clock` gives the time of day in words; it is asked every second."""
        super().__init__()
        self.holder, self._words, self._clock = holder, words, clock
        self.page = ""
        self._pages: dict[str, QWidget] = {}
        self._full: dict[str, QWidget] = {}
        self.rail, self.top = Rail(holder, words), TopBar(holder, words)
        self.strip = Strip(holder, common.close)
        self.stack, self._outer = Pages(), Pages()
        self._frame = self._framed()
        self._outer.addWidget(self._frame)
        self._outer.setProperty("surface", "app")
        self._outer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.band = Band(holder)
        self.setCentralWidget(self._below_band())
        self.setMinimumSize(*_SMALLEST)
        self.toast = Toast(self.stack, holder, common.undo)
        self.ring = FocusRing(self, holder)
        self._bind_keys()
        self._start_clock()
        self.top.show_sync(SyncView(words.stand_alone, "db"))

    def _below_band(self) -> QWidget:
        """Every page, full ones too, stands below the band."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addWidget(self._outer, 1)
        return whole

    def _framed(self) -> QWidget:
        frame, column = QWidget(), QVBoxLayout()
        row = QHBoxLayout(frame)
        for layout in (row, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.strip.hide()
        self.strip.closed.connect(self.strip.hide)
        self.rail.chosen.connect(self.show_page)
        self.top.sync_pressed.connect(self.sync_asked)
        self.top.lock_pressed.connect(self.lock_asked)
        self.top.demo_pressed.connect(self.demo_asked)
        return frame

    def _bind_keys(self) -> None:
        """These answer on every page inside the frame, and not while a dialog is open or nobody is signed in."""
        for number, page in enumerate(PAGES, start=1):
            bind(self._frame, f"Alt {number}", self.rail.buttons[page].click)
        bind(self._frame, "Ctrl L", self.lock_asked.emit)
        bind(self._frame, "Ctrl Z", self._undo)
        bind(self._outer, "F1", self.help_asked.emit)
        bind(self._outer, "F11", self.toggle_full_screen)

    def _undo(self) -> None:
        """What a toast tells is taken back first; else the page is asked."""
        if not self.toast.undo():
            self.undo_asked.emit()

    def _start_clock(self) -> None:
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_CLOCK_MS)
        self._tick()

    def _tick(self) -> None:
        self.top.show_time(self._clock())

    def add_page(self, name: str, page: QWidget) -> None:
        """A page of the rail; its button can be pressed from now on."""
        assert name in PAGES
        self._pages[name] = page
        self.stack.addWidget(page)
        self.rail.show_page(PageView(name))

    def add_full_page(self, name: str, page: QWidget) -> None:
        """A page that covers rail and top bar."""
        assert name not in PAGES
        self._full[name] = page
        self._outer.addWidget(page)

    def show_page(self, name: str) -> None:
        """Open a page, let it be prepared, and put the focus on what it proxies it to."""
        if (page := self._full.get(name)) is not None:
            self._outer.setCurrentWidget(page)
        else:
            page = self._pages[name]
            self._outer.setCurrentWidget(self._frame)
            self.stack.setCurrentWidget(page)
            self.rail.mark(name)
        self.page = name
        self.page_shown.emit(name)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round the page, the rail and the top bar, and back the same way with Shift."""
        stop = next_stop(self, QApplication.focusWidget(), forward)
        if stop is not None:
            give_focus(stop, forward)
        return stop is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody wanted: the keys of the page also answer while the focus is on the rail or the top bar."""
        page = self.stack.currentWidget()
        if self._outer.currentWidget() is self._frame and page is not None and not event.isAutoRepeat():
            asked = QKeySequence(event.keyCombination())
            for shortcut in page.findChildren(QShortcut):
                owner = shortcut.parent()
                if shortcut.key() == asked and isinstance(owner, QWidget) and owner.isVisible():
                    shortcut.activated.emit()
                    return
        super().keyPressEvent(event)

    def toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def show_strip(self, title: str, words: str, action: str = "", other: str = "") -> None:
        """Once for each outage; closing it is up to the person. `other` is a second thing that may be done."""
        self.strip.say(title, words, action, other=other)
        self.strip.show()
