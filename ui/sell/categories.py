"""The row of categories over the tiles; those that do not fit are behind More."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from ui import paint
from ui.sell.words import SellWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import LabelButton, OutlineButton

_GAP = 8


class CategoryButton(LabelButton):
    """A category; the chosen one has a thicker edge, a soft fill and bold words."""

    padding = 15

    def __init__(self, holder: ThemeHolder, name: str, icon: str, parent: QWidget) -> None:
        super().__init__(holder, name, icon, parent=parent)
        self.setCheckable(True)
        self.padding = 13 if icon else 14

    def sizeHint(self) -> QSize:
        """The room of the bold words always, so that choosing does not push the others."""
        weight, self.weight = self.weight, 600 if self.icon_name else 500
        size = super().sizeHint()
        self.weight = weight
        return size

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        c, state = self.theme.color, self.state()
        if self.isChecked():
            return c("accent.soft"), None, c("accent.text")
        fill = {"hover": "bg.hover", "pressed": "bg.pressed"}.get(state, "bg.surface")
        return c(fill), c("border.subtle"), c("text.primary")

    def paintEvent(self, event: QPaintEvent) -> None:
        self.weight = 600 if self.isChecked() else 500
        super().paintEvent(event)
        if self.isChecked():
            paint.rounded(
                QPainter(self), self.rect(), self.theme.radius("control"), None, self.theme.color("accent.text"), 2
            )


class MoreButton(OutlineButton):
    edge_role, padding = "border.subtle", 12


class CategoryBar(QWidget):
    """`chosen` carries a category; `more_asked` the categories that had no room, as (id, name)."""

    chosen = Signal(str)
    more_asked = Signal(object)

    def __init__(self, holder: ThemeHolder, words: SellWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self.buttons: dict[str, CategoryButton] = {}
        self._hidden: tuple[tuple[str, str], ...] = ()
        self._group = QButtonGroup(self)
        self.more = MoreButton(holder, words.more_categories, parent=self, trailing="down")
        self.more.setObjectName("more-categories")
        self.more.clicked.connect(lambda: self.more_asked.emit(self._hidden))
        self.setAccessibleName(words.categories)
        self.setFixedHeight(holder.theme.size("control"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_categories(self, categories: tuple[tuple[str, str, bool], ...]) -> None:
        """(id, name, whether it is the favourites); the first one is chosen."""
        for button in self.buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        self.buttons = {}
        for category, name, favourites in categories:
            button = CategoryButton(self._holder, name, "points" if favourites else "", self)
            button.setObjectName(f"category-{category}")
            button.clicked.connect(lambda checked=False, category=category: self.chosen.emit(category))
            self._group.addButton(button)
            self.buttons[category] = button
        for button in list(self.buttons.values())[:1]:
            button.setChecked(True)
        self.more.raise_()  # Tab goes to it last
        self._place()

    def choose(self, category: str) -> None:
        self.buttons[category].setChecked(True)
        self._place()
        self.chosen.emit(category)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        """As many as fit, from the left; the chosen one always has a place."""
        widths = {name: button.sizeHint().width() for name, button in self.buttons.items()}
        whole = sum(widths.values()) + _GAP * (len(widths) - 1)
        more = self.more.sizeHint().width()
        room = self.width() if whole <= self.width() else self.width() - more - _GAP
        chosen = next((name for name, button in self.buttons.items() if button.isChecked()), "")
        x, hidden = 0, []
        for name, button in self.buttons.items():
            kept = widths[chosen] + _GAP if chosen in list(widths)[list(widths).index(name) + 1 :] else 0
            fits = x + widths[name] + kept <= room or name == chosen
            button.setVisible(fits)
            if fits:
                button.setGeometry(x, 0, widths[name], self.height())
                x += widths[name] + _GAP
            else:
                hidden.append((name, button.text()))
        self._hidden = tuple(hidden)
        self.more.setVisible(bool(hidden))
        self.more.setGeometry(self.width() - more, 0, more, self.height())

    def sizeHint(self) -> QSize:
        return QSize(400, self._holder.theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._holder.theme.size("control"))
