"""The find field: what is typed searches; while it is empty its keys act on the selected line."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.keys import action
from ui.sell.words import SellWords
from ui.theme import ThemeHolder
from ui.widgets.told_field import ToldField

LONGEST = 500
_LINE_KEYS = {
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Plus: "more",
    Qt.Key.Key_Minus: "less",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Space: "quantity",
}
_LIST_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class FindField(ToldField):
    """`line_key` while empty; `stepped`, `entered`, `asked` (Alt Enter) and `left` while something is typed."""

    line_key = Signal(str)
    stepped = Signal(int)
    entered = Signal()
    asked = Signal()
    left = Signal()

    def __init__(self, holder: ThemeHolder, words: SellWords, parent: QWidget | None = None) -> None:
        super().__init__(holder, "scan", action("sell", "find").hint, before=32, parent=parent)
        self.setObjectName("find")
        self.setMaxLength(LONGEST)
        self.ask(words.find)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
        if not self.text() and plain and key in _LINE_KEYS:
            if not (event.isAutoRepeat() and key == Qt.Key.Key_Delete):
                self.line_key.emit(_LINE_KEYS[key])
        elif self.text() and key in _LIST_KEYS:
            self.stepped.emit(_LIST_KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text() and not event.isAutoRepeat():
                (self.asked if event.modifiers() & Qt.KeyboardModifier.AltModifier else self.entered).emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
