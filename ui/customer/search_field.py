"""The field of customer search; its end says how many were found and how fast."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import paint
from ui.customer.words import CustomerWords
from ui.keys import action
from ui.theme import ThemeHolder

LONGEST = 100
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class SearchField(QLineEdit):
    """`stepped` moves through the rows, `entered` takes the marked one; the end of the field says what was found."""

    stepped = Signal(int)
    entered = Signal()

    def __init__(self, holder: ThemeHolder, words: CustomerWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._found = holder, ""
        self.setObjectName("customer-find")
        self.setFixedHeight(holder.theme.size("control.lg"))
        self.setFont(holder.theme.font("h2", 400))
        self.setPlaceholderText(words.find)
        self.setAccessibleName(words.find)
        self.setMaxLength(LONGEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.say("")

    def say(self, found: str) -> None:
        """How many were found; told to screen readers too."""
        self._found = found
        self.setAccessibleDescription(found)
        width = paint.text_width(found, self._holder.theme.font("meta", tabular=True))
        self.setTextMargins(33, 0, 52 + round(width), 0)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p, theme, middle = QPainter(self), self._holder.theme, self.height() / 2
        p.drawPixmap(QPointF(15, middle - 11), theme.icon("customer.find"))
        right = self.width() - 15.0
        right -= paint.key_hint(p, right, middle, action("customer", "find").hint, theme) + 10
        font, ink = theme.font("meta", tabular=True), theme.color("text.secondary")
        paint.text(p, QRectF(0, 0, right, self.height()), self._found, font, ink, paint.RIGHT, elide=False)
