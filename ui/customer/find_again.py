"""The field in the top bar while a customer is shown: whoever types there searches for another one."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import paint
from ui.customer.words import CustomerWords
from ui.keys import action
from ui.theme import ThemeHolder

_WIDE, _REGULAR, _NARROW = 340, 280, 220


class FindAgain(QLineEdit):
    """44 high. `searched` carries what was typed, letter by letter; the field is empty again then."""

    searched = Signal(str)

    def __init__(self, holder: ThemeHolder, words: CustomerWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self.setObjectName("customer-find-again")
        self.setFixedHeight(holder.theme.size("control"))
        self.setFont(holder.theme.font("body"))
        self.setPlaceholderText(words.find_again)
        self.setAccessibleName(words.find_again)
        self.setTextMargins(27, 0, 34, 0)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(self._search)

    def fit(self, window_width: int) -> None:
        width = _WIDE if window_width >= 1536 else _REGULAR if window_width >= 1280 else _NARROW
        self.setFixedWidth(width)

    def _search(self, text: str) -> None:
        self.clear()
        self.searched.emit(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p, theme = QPainter(self), self._holder.theme
        p.drawPixmap(QPointF(13, (self.height() - 18) / 2), theme.icon("find", size=18))
        paint.key_hint(p, self.width() - 15.0, self.height() / 2, action("customer", "find").hint, theme)
