"""A column of cards that scrolls, with its bar in the gap beside it: the cards keep their width and their edge."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

GAP = 12
"""Between columns, and as wide as a scroll bar. A column is this much wider than its cards."""
_ANY = 16_777_215
"""Qt's largest width."""


class ColumnScroll(QScrollArea):
    """`cards` takes what stands in the column, one under the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = QWidget()
        self.cards = QVBoxLayout(self._inner)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.cards.setSpacing(GAP)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)  # Qt turns it on for whatever it is given to scroll

    def set_cards_width(self, width: int) -> None:
        """Logical pixels, with or without the bar; 0 for as wide as there is room."""
        self._inner.setMinimumWidth(width)
        self._inner.setMaximumWidth(width or _ANY)
        self.setMinimumWidth(width + GAP if width else 0)
        self.setMaximumWidth(width + GAP if width else _ANY)
