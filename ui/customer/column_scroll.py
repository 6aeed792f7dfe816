"""A column of cards that scrolls, with its bar in the gap beside it: the cards keep their width and their edge."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

GAP = 12
"""Between columns, and as wide as a scroll bar. A column is this much wider than its cards."""


class ColumnScroll(QScrollArea):
    """`cards` takes what stands in the column, one under the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        self.cards = QVBoxLayout(inner)
        self.cards.setContentsMargins(0, 0, GAP, 0)
        self.cards.setSpacing(GAP)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)  # Qt turns it on for whatever it is given to scroll
        self.verticalScrollBar().rangeChanged.connect(self._give_way)

    def _give_way(self, _least: int, most: int) -> None:
        """The bar takes the gap while there is one."""
        self.cards.setContentsMargins(0, 0, 0 if most > 0 else GAP, 0)
