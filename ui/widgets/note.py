"""An icon and a sentence beside it, for a hint, a check that passed, or one that wants a look."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.theme import ThemeHolder

_ICON, _INDENT = 18, 20


class Note(QWidget):
    """One line; too long a sentence elides and is told whole in the tooltip."""

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
        holder.changed.connect(self.update)

    def say(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, max(self._icon_px, self._holder.theme.line(self._role)) + 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        tone, icon_tone = self._tones
        p.drawPixmap(QPointF(0, (box.height() - self._icon_px) / 2), theme.icon(self._icon, icon_tone, self._icon_px))
        words = box.adjusted(_INDENT + self._icon_px // 2, 0, 0, 0)
        paint.text(p, words, self._text, theme.font(self._role, self._weight), theme.color(tone))
