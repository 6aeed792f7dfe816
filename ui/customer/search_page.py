"""Customer search: the field, who was found on this till, and how to add a new customer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.customer.search_field import SearchField
from ui.customer.search_list import SearchList
from ui.customer.view import EmptyView, SearchView
from ui.customer.words import CustomerWords
from ui.keys import action
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.icon import Disc
from ui.widgets.label import Label, Panel, Rule


class EmptyPage(QWidget):
    """What to do where there are no rows."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label(holder, "", "body.lg", tone="text.secondary", wrap=True, align=Qt.AlignmentFlag.AlignCenter)
        self.first = FilledButton(holder, "", "customer.add", action("customer", "add").hint)
        self.first.setObjectName("customer-new")
        self.second = OutlineButton(holder, "", "nav.sell")
        self.second.setObjectName("customer-leave")
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.first)
        row.addWidget(self.second)
        row.addStretch()
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(2)
        disc = Disc(holder, "customer.find", 72, 32, "bg.sunken", "text.secondary")
        column.addWidget(disc, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        column.addLayout(row)
        column.addStretch(3)

    def show_view(self, view: EmptyView) -> None:
        self.words.setText(view.words)
        self.first.setText(view.first)
        self.second.setText(view.second)


class SearchPage(QWidget):
    """`typed` carries what stands in the field."""

    typed = Signal(str)
    taken = Signal(str)
    add_asked = Signal()
    left = Signal()

    def __init__(self, holder: ThemeHolder, words: CustomerWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.empty = SearchField(holder, words), EmptyPage(holder)
        self.list = SearchList(holder, words.results)
        self.foot = Label(holder, "", "meta", tone="text.secondary", tabular=True)
        self._waiting = self._enter_waits = False
        self._rows = QStackedWidget()
        self._rows.addWidget(self.empty)
        self._rows.addWidget(self.list)
        self._lay_out(holder, words)
        self.field.textEdited.connect(self._type)
        self.field.stepped.connect(self.list.step)
        self.field.entered.connect(self._enter)
        self.list.taken.connect(self.taken)
        self.empty.first.clicked.connect(self.add_asked)
        self.empty.second.clicked.connect(self.left)
        self.setFocusProxy(self.field)

    def _lay_out(self, holder: ThemeHolder, words: CustomerWords) -> None:
        panel, head, foot = Panel(), QHBoxLayout(), QHBoxLayout()
        inner, column = QVBoxLayout(panel), QVBoxLayout(self)
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(10)
        head.addStrut(47)
        head.addWidget(Label(holder, words.search_title, "body.lg", 600))
        head.addWidget(Label(holder, words.masked, "meta", tone="text.secondary"))
        head.addStretch()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addStrut(34)
        foot.addWidget(self.foot)
        foot.addStretch()
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        for part in (head, Rule(), self._rows, Rule(), foot):
            if isinstance(part, QWidget):
                inner.addWidget(part, 1 if part is self._rows else 0)
            else:
                inner.addLayout(part)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        column.addWidget(self.field)
        column.addWidget(panel, 1)

    def _type(self, text: str) -> None:
        self._enter_waits = False
        self.typed.emit(text)

    def show_view(self, view: SearchView) -> None:
        if view.text != self.field.text():
            self.field.setText(view.text)
        self.field.say(view.found)
        self.foot.setText(view.foot)
        self.list.show_rows(view.rows)
        if view.empty is not None:
            self.empty.show_view(view.empty)
        self._rows.setCurrentWidget(self.empty if view.empty is not None else self.list)
        self._waiting = view.waiting
        if self._enter_waits and not view.waiting:
            self._enter()

    def _enter(self) -> None:
        """The marked row, once the rows are those of what was typed; where nobody was found, a new customer."""
        self._enter_waits = self._waiting
        if self._waiting:
            return
        if self._rows.currentWidget() is self.list:
            self.list.take_current()
        elif self.field.text().strip():
            self.add_asked.emit()
