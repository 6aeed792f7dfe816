"""A keyboard whose time stands still: keys go the whole way through Qt, the moments between them are made up."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.scanner import ScannerSettings, ScanRouter

TYPING_MS = 120
_NAMED = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


class Keyboard:
    """Presses keys in the window of a widget, or in the dialog above it; `router` hears them at the made-up time."""

    def __init__(self, widget: QWidget, settings: ScannerSettings | None = None) -> None:
        self.now_ms = 1_000
        self.scans: list[str] = []
        self.router = ScanRouter(settings, key_time=self._key_time, clock=lambda: self.now_ms)
        self.router.scanned.connect(self.scans.append)
        self._widget = widget
        app = QApplication.instance()
        assert app is not None
        self.router.start(app)

    def close(self) -> None:
        app = QApplication.instance()
        assert app is not None
        self.router.stop(app)

    def pause(self, ms: int) -> None:
        """Let time go by, a few ms at once, as the timer of the router would notice it."""
        for _ in range(ms // 5):
            self.now_ms += 5
            self.router.quiet()
        self.now_ms += ms % 5
        self.router.quiet()

    def key(self, key: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._window(), _NAMED.get(key, key) if isinstance(key, str) else key, held)

    def type(self, text: str, gap_ms: int = TYPING_MS) -> None:
        for char in text:
            self.key(char)
            self.pause(gap_ms)

    def scan(self, code: str, gap_ms: int = 5, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """A scanner's keys: no pause is noticed between them, only the clock moves."""
        self.scan_unevenly(code, [gap_ms] * len(code), end)

    def scan_unevenly(self, code: str, gaps_ms: Sequence[int], end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """The same with a gap of its own after each character."""
        for char, gap_ms in zip(code, gaps_ms, strict=True):
            self.key(char)
            self.now_ms += gap_ms
        if end is not None:
            self.key(end)

    def _window(self) -> QWindow:
        window = (QApplication.activeModalWidget() or self._widget).window().windowHandle()
        assert window is not None
        return window

    def _key_time(self, event: QKeyEvent) -> int:
        return self.now_ms
