"""The band over every page of a till in training: nobody may take what happens there for real."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import ThemeHolder
from ui.widgets.icon import Icon
from ui.widgets.label import Label

_HEIGHT = 36


class Band(QWidget):
    """Hidden until something is said; then it stays, over dialogs' pages and full pages alike."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self._holder = holder
        self.setObjectName("band")
        self.setFixedHeight(_HEIGHT)
        self.words = Label(holder, "", weight=600, tone="warning.fg")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(10)
        row.addStretch()
        row.addWidget(Icon(holder, "info", "warning.fg", 20), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        self.hide()

    def say(self, words: str) -> None:
        self.words.setText(words)
        self.setAccessibleName(words)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        p.fillRect(box, theme.color("warning.bg"))
        p.fillRect(QRectF(0, box.bottom() - 2, box.width(), 2), theme.color("warning.fg"))
