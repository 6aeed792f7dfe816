"""Icons that stand alone: bare, or in a disc; decoration only, the words stand beside them."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import paint
from ui.theme import ThemeHolder


class Icon(QWidget):
    """One icon in a colour role."""

    def __init__(
        self, holder: ThemeHolder, name: str, role: str = "text.primary", size: int = 22, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._holder, self._name, self._role, self._size = holder, name, role, size
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, self._holder.theme.icon(self._name, self._role, self._size))


class Disc(QWidget):
    """An icon in the middle of a filled circle, as empty states show it."""

    def __init__(
        self,
        holder: ThemeHolder,
        name: str,
        diameter: int,
        size: int,
        fill: str,
        ink: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._holder, self._name, self._size, self._roles = holder, name, size, (fill, ink)
        self.setFixedSize(diameter, diameter)

    def show_icon(self, name: str, fill: str, ink: str) -> None:
        self._name, self._roles = name, (fill, ink)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        fill, ink = self._roles
        paint.rounded(p, box, box.height() / 2, theme.color(fill))
        p.drawPixmap(box.center() - QPointF(self._size / 2, self._size / 2), theme.icon(self._name, ink, self._size))
