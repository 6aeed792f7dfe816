"""Pages that take turns, and a rest for the keys that act after each turn."""

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QWidget

SETTLE_MS = 400
"""A second press of the primary key this soon after another page was shown is not meant for it."""


class Settling:
    def __init__(self, settle_ms: int) -> None:
        self._settle_ms = settle_ms
        self._shown = QElapsedTimer()

    def turn_to(self, stack: QStackedWidget, page: QWidget) -> bool:
        """Whether another page is shown now than before."""
        new = stack.currentWidget() is not page
        stack.setCurrentWidget(page)
        if new or not self._shown.isValid():
            self._shown.start()
        return new

    @property
    def rested(self) -> bool:
        """Whether the page stands there long enough that a key is meant for it."""
        return self._shown.isValid() and self._shown.elapsed() >= self._settle_ms

    def press(self, button: QAbstractButton) -> None:
        """What a key does that moves money, where its button is there."""
        if button.isVisible() and self.rested:
            button.click()
