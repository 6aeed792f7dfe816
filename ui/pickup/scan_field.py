"""The field over the pickup pages: scans are told there, order numbers and codes are typed there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.keys import action
from ui.theme import ThemeHolder
from ui.widgets.announce import announce
from ui.widgets.told_field import Told, ToldField

LONGEST = 300
"""A pickup token has 227 digits; it may be pasted too."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class ScanField(ToldField):
    """`entered` carries what was typed. With nothing typed the keys act on the list: `stepped`, `opened`, `ticked`."""

    entered = Signal(str)
    stepped = Signal(int)
    opened = Signal()
    ticked = Signal()

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(holder, "scan.qr", action("pickups", "find").hint, before=34, parent=parent)
        self.setObjectName("pickup-field")
        self.setMaxLength(LONGEST)

    def show_scan(self, chip: Told) -> None:
        super().show_scan(chip)
        announce(self, chip.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._enter()
        elif not self.text() and key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif not self.text() and key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.ticked.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        typed = self.text().strip()
        self.clear()
        if typed:
            self.entered.emit(typed)
        else:
            self.opened.emit()
