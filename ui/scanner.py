"""Hears every key before any widget does, takes scans out of the typing, and gives the typing back untouched.

Rules: at least four characters without a gap, ended by Enter, Tab or silence, are a scan and no key of it reaches a
widget. Everything else is sent on in its order: keys that cannot begin a scan at once, characters one gap later.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.key_run import DEFAULT_GAP_MS, KeyRun
from ui.scanner_layout import Layout, scanned_text, writes

BREATH_MS = 250
"""From the last key of a scan or a word to where somebody rests."""
REPEAT_MS = 300
"""A scanner that may repeat itself is believed to mean one piece when it reads the same code again this soon."""

_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_MODIFIERS = frozenset(
    {
        *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta),
        *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock),
    }
)
_HEARD = frozenset(
    {
        *(QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease),
        *(QEvent.Type.FocusAboutToChange, QEvent.Type.InputMethod),
    }
)


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """How the wedge scanner of this till is set up; `may_repeat` is for those that read a code twice."""

    gap_ms: int = DEFAULT_GAP_MS
    prefix: str = ""
    layout: Layout = "us"
    may_repeat: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    receiver: QObject
    event: QKeyEvent


def key_time(event: QKeyEvent) -> int:
    """When the window system saw a key, in ms; keys that waited for a busy window are not mistaken for a scan."""
    return event.timestamp() or monotonic_ms()


def monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class ScanRouter(QObject):
    """The application's event filter. Emits `scanned` for every code, from keys as from other scanners by `feed`.

    `key_time` and `clock` are the time of a key and of now, in ms.
    """

    scanned = Signal(str)

    def __init__(
        self,
        settings: ScannerSettings | None = None,
        key_time: Callable[[QKeyEvent], int] = key_time,
        clock: Callable[[], int] = monotonic_ms,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings or ScannerSettings()
        self._key_time, self._clock = key_time, clock
        self._platform = QGuiApplication.platformName()
        self._run = KeyRun(self._settings.gap_ms, self._settings.prefix)
        self._held: list[_Held] = []
        self._sending: deque[_Held] = deque()
        self._swallowed: set[int] = set()
        self._last_key_ms = -BREATH_MS
        self._last_code, self._last_code_ms = "", -REPEAT_MS
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._after_waiting_keys)

    def start(self, app: QCoreApplication) -> None:
        app.installEventFilter(self)

    def stop(self, app: QCoreApplication) -> None:
        """Hear nothing more; what was typed until now still arrives."""
        self._interrupt()
        self._timer.stop()
        app.removeEventFilter(self)

    def feed(self, code: str) -> None:
        """Take a code from a scanner that is no keyboard (serial, HID-POS). Some end it with a line feed."""
        code, now = code.strip(), self._clock()
        is_repeat = code == self._last_code and now - self._last_code_ms < REPEAT_MS
        self._last_code, self._last_code_ms = code, now
        if code and not (is_repeat and self._settings.may_repeat):
            self.scanned.emit(code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _HEARD:
            return False
        if kind is QEvent.Type.FocusAboutToChange:
            self._keep_receivers()
        elif isinstance(event, QInputMethodEvent):
            if event.commitString():
                self._interrupt()
        elif isinstance(event, QKeyEvent) and isinstance(watched, QWindow | QWidget) and event.spontaneous():
            return self._key(watched, event)  # keys that programs send, our own replay among them, are nobody's
        return False

    def is_hearing(self) -> bool:
        """Whether somebody scans or types just now, with a breath between two scans."""
        return self._clock() - self._last_key_ms < BREATH_MS

    def quiet(self) -> None:
        """End the run if silence lasted long enough, else go on waiting for the rest of it."""
        if self._run.is_open:
            rest_ms = self._run.patience_ms - (self._clock() - self._last_key_ms)
            if rest_ms > 0:
                self._timer.start(rest_ms)
            else:
                self._settle(self._run.patience_ms)

    def _key(self, receiver: QObject, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS:
            return False
        is_release = event.type() is QEvent.Type.KeyRelease
        taken = self._released(receiver, event) if is_release else self._pressed(receiver, event)
        if taken:
            event.accept()  # else the parents of the widget, or a shortcut, would be asked next
        return taken

    def _pressed(self, receiver: QObject, event: QKeyEvent) -> bool:
        """Whether to keep a press, or the question for shortcuts ahead of it, from the widgets."""
        at_ms = self._key_time(event)
        if self._run.is_open and not self._run.continues(at_ms):
            self._settle(self._run.quiet_ms(at_ms))
        if event.isAutoRepeat():
            self._interrupt()
            return _identity(event) in self._swallowed
        is_press = event.type() is QEvent.Type.KeyPress
        if is_press:
            self._swallowed.discard(_identity(event))
        if not writes(event) and not self._run.continues(at_ms):
            return False
        if is_press:
            self._take(receiver, event, at_ms)
        return True

    def _take(self, receiver: QObject, event: QKeyEvent, at_ms: int) -> None:
        self._held.append(_Held(receiver, _copy(event)))
        if event.key() in _ENDS and self._run.is_long:
            self._finish_scan(at_ms)
            return
        self._run.press(scanned_text(event, self._settings.layout, self._platform), at_ms, writes(event))
        self._last_key_ms = self._clock()
        self._timer.start(self._run.patience_ms)

    def _released(self, receiver: QObject, event: QKeyEvent) -> bool:
        """Whether to keep a release from the widgets: they hear none whose press they did not hear."""
        key = _identity(event)
        if key in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(key)
            return True
        if self._run.is_open:
            self._held.append(_Held(receiver, _copy(event)))
        return self._run.is_open

    def _interrupt(self) -> None:
        """Text comes by another way, and the keys before it must come before; a scan under way is not disturbed."""
        if self._run.is_open and not self._run.is_long:
            self._settle(0)

    def _keep_receivers(self) -> None:
        """Keys pressed before the focus moves belong where it was, should they turn out to be typed."""
        focused = QApplication.focusWidget()
        if focused is not None:
            self._held = [
                _Held(focused, held.event) if isinstance(held.receiver, QWindow) else held for held in self._held
            ]

    def _settle(self, quiet_ms: int) -> None:
        outcome = self._run.outcome(quiet_ms)
        if outcome == "scan":
            self._finish_scan()
            return
        self._run.close()
        if outcome == "noise":
            self._swallow_held()
        self._send_held()

    def _finish_scan(self, ended_ms: int | None = None) -> None:
        code = self._run.code
        self._run.close(scan_ended_ms=ended_ms)
        self._swallow_held()
        self._send_held()
        self.feed(code)

    def _swallow_held(self) -> None:
        """Forget the keys that were held, except the releases of keys that were down before them."""
        pressed: set[int] = set()
        kept = []
        for held in self._held:
            key = _identity(held.event)
            if held.event.type() is QEvent.Type.KeyPress:
                pressed.add(key)
                self._swallowed.add(key)
            elif key in pressed:
                self._swallowed.discard(key)
            else:
                kept.append(held)
        self._held = kept

    def _send_held(self) -> None:
        """Send keys on as they came. A key may open a dialog and only return when that closes; the rest go on then."""
        self._timer.stop()
        self._sending.extend(self._held)
        self._held = []
        while self._sending:
            held = self._sending.popleft()
            receiver = held.receiver if isValid(held.receiver) else QGuiApplication.focusWindow()
            if receiver is not None:
                QCoreApplication.sendEvent(receiver, held.event)

    def _after_waiting_keys(self) -> None:
        """Keys that came while the window was busy wait behind this timer; a turn of the loop lets them go first."""
        QTimer.singleShot(0, self.quiet)


def _copy(event: QKeyEvent) -> QKeyEvent:
    """A key event that may be kept for later. What `clone` of PySide gives belongs to nobody and is never freed: over
    5 kB a scan."""
    copied = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
        event.device(),
    )
    copied.setTimestamp(event.timestamp())
    return copied


def _identity(event: QKeyEvent) -> int:
    """Tells a key by its place, for what it writes may change with Shift before it is released."""
    return event.nativeScanCode() or event.key()
