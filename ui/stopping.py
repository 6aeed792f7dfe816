"""Ctrl-C and SIGTERM close the window as a person does, so that everything it started ends with it.

Python hears a signal only while Python runs, and Qt's loop is not Python: so a handler sets a flag and a timer looks at
it. A signal that comes before the loop begins is seen by the timer's first look.
"""

import signal
from types import FrameType, TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer

EVERY_MS = 100
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """Holds both signals between `with` and its end; `asked` says that one came."""

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[signal.Signals, Any] = {}
        self._timer: QTimer | None = None

    def __enter__(self) -> "Stopping":
        self._before = {number: signal.signal(number, self._ask) for number in SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.stop()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def watch(self, qt: QCoreApplication) -> None:
        """End Qt's loop soon after a signal, or at once when one came already."""
        self._timer = QTimer()
        self._timer.timeout.connect(lambda: qt.quit() if self.asked else None)
        self._timer.start(EVERY_MS)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
