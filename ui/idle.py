"""Nobody at the till for a while: it says that it will lock, then it does; the basket stays."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from pos.services.shop import LOCK_NOTICE_S

EVERY_MS = 1_000
_STIRS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,  # of a shortcut there is no more to be heard
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.Wheel,
    }
)


class IdleLock(QObject):
    """`warned` carries the seconds that are left, once; `expired` is told after `after_s` seconds without a touch, a
    key or a scan. `holds` says that something goes on which must not be locked, as a card in the terminal. 0 is never.
    """

    warned = Signal(int)
    expired = Signal()
    stirred = Signal()

    def __init__(
        self,
        after_s: int,
        holds: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._after_s, self._holds, self._clock = after_s, holds, clock
        self._stirred_at = clock()
        self._warned = False
        self._window: QWidget | None = None
        self._heard: QObject | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self, window: QWidget) -> None:
        """Begin to count; nothing is watched where the till never locks by itself."""
        self.stir()
        self._window = window
        if self._after_s:
            self._listen()
            self._timer.start(EVERY_MS)

    def stop(self) -> None:
        self._timer.stop()
        if self._heard is not None:
            self._heard.removeEventFilter(self)
            self._heard = None

    def _listen(self) -> None:
        """To the window as the system knows it, which is there once it was shown: it hears each touch and key once,
        where a filter over the application would be asked for everything that is painted too."""
        handle = self._window.windowHandle() if self._window is not None and self._heard is None else None
        if handle is not None:
            handle.installEventFilter(self)
            self._heard = handle

    def stir(self) -> None:
        """Somebody is here."""
        self._stirred_at = self._clock()
        if self._warned:
            self._warned = False
            self.stirred.emit()

    def look(self) -> None:
        self._listen()
        if self._holds():
            self.stir()
            return
        left = self._after_s - (self._clock() - self._stirred_at)
        if left <= 0:
            self.stir()
            self.expired.emit()
        elif left <= LOCK_NOTICE_S and not self._warned:
            self._warned = True
            self.warned.emit(round(left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _STIRS:
            self.stir()
        return False
