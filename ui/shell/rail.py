"""The navigation rail: one button for each page of the till, Settings at the foot."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ui.shell.words import ShellWords
from ui.theme import ThemeHolder
from ui.widgets.action import RailButton

PAGES = ("sell", "customers", "pickups", "returns", "stock", "shift", "sync", "settings")
"""In the order of the rail and of Alt 1 to Alt 8."""
_MARGIN = 6


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as the rail shows it: a count in the corner, and why it cannot be opened, empty when it can."""

    name: str
    badge: str = ""
    reason: str = ""


class Rail(QWidget):
    """84 wide, more where words of a language need it. `chosen` carries the name of the page a person wants."""

    chosen = Signal(str)

    def __init__(self, holder: ThemeHolder, words: ShellWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons = {
            page: RailButton(holder, getattr(words, page), f"nav.{page}", f"Alt {n}", self)
            for n, page in enumerate(PAGES, start=1)
        }
        widest = max(button.width() for button in self.buttons.values())
        self.setFixedWidth(max(holder.theme.size("rail"), widest + 2 * _MARGIN))
        self._words, self._group = words, QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        column.setSpacing(4)
        for page, button in self.buttons.items():
            if page == "settings":
                column.addStretch()
            button.setObjectName(f"rail-{page}")
            button.setFixedWidth(widest)
            button.clicked.connect(lambda checked=False, page=page: self.chosen.emit(page))
            self._group.addButton(button)
            column.addWidget(button)
            self.show_page(PageView(page, reason=words.not_here.format(page=getattr(words, page))))

    def show_page(self, view: PageView) -> None:
        button = self.buttons[view.name]
        button.set_reason(view.reason)
        button.set_badge(view.badge)

    def mark(self, page: str) -> None:
        """Show `page` as the open one; a page outside the rail leaves none marked."""
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setChecked(name == page)
        self._group.setExclusive(True)
