"""An icon and a sentence beside it, for a hint, a check that passed, or one that wants a look."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.theme import ThemeHolder

_ICON, _INDENT = 18, 20


class Note(QWidget):
    """One line, two where the room is narrow."""

    def __init__(
        self,
        holder: ThemeHolder,
        icon: str,
        text: str = "",
        *,
        tone: str = "text.secondary",
        icon_tone: str = "text.secondary",
        role: str = "label",
        weight: int = 500,
        icon_px: int = _ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._holder, self._icon, self._text = holder, icon, text
        self._tones, self._role, self._weight, self._icon_px = (tone, icon_tone), role, weight, icon_px
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.say(text)

    def say(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        lines = self._holder.theme.line(self._role) * (1 if self._fits() else 2)
        return QSize(200, max(self._icon_px, lines) + 3)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        tone, icon_tone = self._tones
        p.drawPixmap(QPointF(0, (box.height() - self._icon_px) / 2), theme.icon(self._icon, icon_tone, self._icon_px))
        words = box.adjusted(_INDENT + self._icon_px // 2, 0, 0, 0)
        line = theme.line(self._role)
        if not self._fits():
            words.setTop((box.height() - 2 * line) / 2)
            paint.text_two_lines(p, words, self._text, self._font(), theme.color(tone), line)
        else:
            paint.text(p, words, self._text, self._font(), theme.color(tone))

    def _font(self) -> QFont:
        return self._holder.theme.font(self._role, self._weight)

    def _fits(self) -> bool:
        return paint.text_width(self._text, self._font()) <= self.width() - _INDENT - self._icon_px // 2
