"""Notices that the till's file was written: by this window, by the synchroniser, or by a command beside it.

The window imports nothing of the synchroniser; what that brings is seen here, and pages then read anew.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from pos.services.till import Till
from pos.store.change import ChangeCounter

EVERY_MS = 200


class StoreWatch(QObject):
    """`changed` comes at most once in EVERY_MS, some moments after a commit; whoever listens reads what it shows."""

    changed = Signal()

    def __init__(self, till: Till, every_ms: int = EVERY_MS) -> None:
        super().__init__()
        self._counter = ChangeCounter(till.store)
        self._seen = 0
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._seen = self._counter.number()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._counter.close()

    def look(self) -> None:
        """Ask once; a few microseconds."""
        number = self._counter.number()
        if number and number != self._seen:
            self._seen = number
            self.changed.emit()
