"""Short tones beside what the screen says; a till without sound loses nothing."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pos.services.till import Till

SETTING, OFF, ON = "sounds", "off", "on"
RINGS = {"scanOk": 1, "scanUnknown": 2, "blocked": 3}
"""How often the bell rings: the system's bell is the one tone every till has, so it is told apart by counting."""
APART_MS = 140


class Sounds:
    """`scanOk`, `scanUnknown` and `blocked` (tokens.json). `keep` remembers whether the till is to be silent."""

    def __init__(self, muted: bool, keep: Callable[[bool], None], ring: Callable[[], None] = QApplication.beep) -> None:
        self._muted, self._keep, self._ring = muted, keep, ring

    @property
    def muted(self) -> bool:
        return self._muted

    def mute(self, muted: bool) -> None:
        """From now on, and after the next start too; what is switched on is heard at once."""
        self._muted = muted
        self._keep(muted)
        self.play("scanOk")

    def play(self, name: str) -> None:
        if self._muted:
            return
        self._ring()
        for n in range(1, RINGS[name]):
            QTimer.singleShot(n * APART_MS, self._ring)


def is_muted(till: Till) -> bool:
    with till.store.read() as tx:
        return tx.settings.get(SETTING, ON) == OFF


def keep_muted(till: Till, muted: bool) -> None:
    with till.store.write() as tx:
        tx.settings.put(SETTING, OFF if muted else ON)
