"""Pages that nobody has asked for yet, made ready while the first one is used."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 400
"""Before the first, which leaves the start to the page that is seen, and between one and the next."""


class Ahead(QObject):
    """Makes one page after the other ready, each in a turn of its own; those that are left over when it stops wait
    until somebody opens them."""

    def __init__(self, loads: Sequence[Callable[[], None]]) -> None:
        super().__init__()
        self._waiting = list(loads)
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._next)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _next(self) -> None:
        if self._waiting:
            self._waiting.pop(0)()
        else:
            self.stop()
