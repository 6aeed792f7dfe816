"""The hand of the tour: keys, a finger, and a scanner as fast as they are, however busy the machine is."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QWidget

from ui.app import App
from ui.scanner import ScanRouter, monotonic_ms

KEY_GAP_MS, SCAN_GAP_MS = 120, 5
"""Between two keys of a person, and of a scanner: as the router is told, for no machine keeps to that when busy."""
BEAT_MS = 5
"""In which the window does what a key or a touch asked for."""
NOWHERE = QPoint(1, 1)
"""Where the finger rests: a corner of the window in which nothing lights up under it."""


class Hand:
    """Works one window. All that it does goes through the window, as what the window system sends; only the moments
    between keys are made up, so that typing is never taken for a scan, nor a scan for typing."""

    def __init__(self, app: App) -> None:
        """Before the app is started: the router that hears the keys is put in here, with the time of this hand."""
        self._shell, self._now_ms = app.shell, monotonic_ms()
        self._router = app.router = ScanRouter(key_time=lambda _: self._now_ms, clock=lambda: self._now_ms)
        self._router.scanned.connect(app.scan_desk.scanned)

    def press(self, *keys: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys as a person does, into whatever has the focus."""
        for key in keys:
            QTest.keyClick(self._window(), key, held)  # type: ignore[arg-type]  # a letter may stand for its key
            self._now_ms += KEY_GAP_MS
            self._router.quiet()
            QTest.qWait(BEAT_MS)

    def scan(self, code: str) -> None:
        """Each character as a key and Enter behind them, without a pause."""
        for character in code:
            QTest.keyClick(self._window(), character)  # type: ignore[call-overload]  # as above
            self._now_ms += SCAN_GAP_MS
        QTest.keyClick(self._window(), Qt.Key.Key_Return)
        self._now_ms += KEY_GAP_MS
        QTest.qWait(BEAT_MS)

    def touch(self, widget: QWidget, where: QPoint | None = None) -> None:
        """A finger in the middle of it, or at `where` in it."""
        place = widget.mapTo(self._shell, where or widget.rect().center())
        QTest.mouseClick(self._window(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseMove(self._window(), NOWHERE)
        QTest.qWait(BEAT_MS)

    def touch_row(self, rows: QListView, row: int) -> None:
        """A row of a list, or a tile."""
        index = rows.model().index(row, 0)
        rows.scrollTo(index)
        self.touch(rows.viewport(), rows.visualRect(index).center())

    def _window(self) -> QWindow:
        window = self._shell.windowHandle()
        assert window is not None
        return window
