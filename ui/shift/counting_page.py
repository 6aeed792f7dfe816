"""The page on which cash is counted: the count, and beside it what it is for."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.shift.count_panel import CountPanel
from ui.shift.side_panels import DifferencePanel, SidePanel, StartPanel
from ui.shift.words import ShiftWords
from ui.text import CommonWords
from ui.theme import ThemeHolder


class CountingPage(QWidget):
    """`side` turns between `start`, as a shift opens, and `difference`, as it closes."""

    def __init__(self, holder: ThemeHolder, words: ShiftWords, common: CommonWords) -> None:
        super().__init__()
        self.count = CountPanel(holder, words, common)
        self.count.show_small_title(words.small)
        self.start, self.difference = StartPanel(holder), DifferencePanel(holder, words)
        self.side = QStackedWidget()
        self.side.addWidget(self.start)
        self.side.addWidget(self.difference)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.count, 1)
        row.addWidget(self.side)

    @property
    def panel(self) -> SidePanel:
        """What stands beside the count now."""
        panel = self.side.currentWidget()
        assert isinstance(panel, SidePanel)
        return panel

    def lead_on(self) -> None:
        """From the last line Enter goes to the primary action, past what else stands there."""
        self.count.last_field().leads_to = self.start.primary
