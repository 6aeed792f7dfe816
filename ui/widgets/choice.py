"""One of a few texts, picked from a list that drops down; 48 high like the fields beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.theme import ThemeHolder

FIELD_HEIGHT = 48


class Choice(QComboBox):
    """`chosen` carries the index a person picked. The wheel scrolls the page instead of changing the choice."""

    chosen = Signal(int)

    def __init__(
        self,
        holder: ThemeHolder,
        name: str,
        texts: Sequence[str] = (),
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._holder = holder
        self.setFixedHeight(FIELD_HEIGHT)
        self.setFont(holder.theme.font())
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.set_texts(texts)
        if not placeholder and texts:
            self.setCurrentIndex(0)
        self.activated.connect(self.chosen)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Offer other texts; nothing is chosen afterwards."""
        if [self.itemText(n) for n in range(self.count())] != list(texts):
            self.clear()
            self.addItems(list(texts))
            self.setCurrentIndex(-1)

    def index(self) -> int:
        return self.currentIndex()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p = QPainter(self)
        role = "text.primary" if self.isEnabled() else "text.disabled"
        p.drawPixmap(QPointF(self.width() - 32, (self.height() - 20) / 2), self._holder.theme.icon("down", role, 20))
