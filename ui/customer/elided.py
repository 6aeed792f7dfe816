"""One line of words that ends in an ellipsis where the room does, and is read out whole."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.theme import ThemeHolder

_LEAST = 40


class Elided(QWidget):
    """As wide as its words where there is room, never wider."""

    def __init__(
        self,
        holder: ThemeHolder,
        text: str = "",
        role: str = "body",
        weight: int | None = None,
        tone: str = "text.primary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._holder, self._role, self._weight, self._tone = holder, role, weight, tone
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(paint.text_width(self._text, self._font()) + 1), self._holder.theme.line(self._role))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.text(QPainter(self), self.rect(), self._text, self._font(), self._holder.theme.color(self._tone))

    def _font(self) -> QFont:
        return self._holder.theme.font(self._role, self._weight)
