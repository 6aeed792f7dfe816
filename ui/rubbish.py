"""Python looks for objects that hold only each other on the main thread, and nowhere else.

Where it happens by itself it happens on whichever thread makes the next object. What it finds there may be a widget,
and Qt's widgets must go on the thread that made them: one that went elsewhere left the window to crash some time later.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from ui.memory import give_back

EVERY_MS = 500
GIVE_BACK_EACH = 60
"""Turns from one time that memory goes back to the machine to the next."""


class Rubbish(QObject):
    """From `start` to `stop` the collector runs at this timer's turns, as often as its thresholds say it is due."""

    def __init__(self) -> None:
        super().__init__()
        self._turns = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        gc.disable()
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()

    def look(self) -> None:
        """Collect the oldest generation that is due, with all that are younger; mostly none is. Now and then what was
        freed goes back to the machine."""
        due = [n for n, (made, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if made > most]
        if due:
            gc.collect(due[-1])
        self._turns = (self._turns + 1) % GIVE_BACK_EACH
        if self._turns == 0:
            give_back()
