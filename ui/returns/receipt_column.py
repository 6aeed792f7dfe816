"""The left of the return page: the receipt or the field to find it, and under it what was found, or its lines."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.returns.find_panel import FindPanel
from ui.returns.head_panel import HeadPanel
from ui.returns.lines_panel import LinesPanel
from ui.returns.view import FindView, MessageView, ReturnView
from ui.returns.words import ReturnWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.notices import Banner


class ReceiptColumn(QWidget):
    """Its focus is where a person goes on: in the field while there is one, else at the first line."""

    def __init__(self, holder: ThemeHolder, words: ReturnWords, common: CommonWords) -> None:
        super().__init__()
        self.head, self.banner = HeadPanel(holder, words), Banner(holder)
        self.finding, self.lines = FindPanel(holder, words), LinesPanel(holder, words, common)
        self._pages = QStackedWidget()
        self._title = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)
        for page in (self.finding, self.lines):
            self._pages.addWidget(page)
        self.banner.hide()
        self.setFocusProxy(self.head.field)
        self.head.field.stepped_down.connect(self._to_found)

    def to_field(self) -> None:
        """The field, in place of the receipt that is open."""
        if self.head.field.isHidden():
            self.head.other.click()
        self.head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_found(self) -> None:
        if self.finding.found and self._pages.currentWidget() is self.finding:
            self.finding.found[0].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def shows_lines(self) -> bool:
        return self._pages.currentWidget() is self.lines

    def show_find(self, view: FindView) -> None:
        self.finding.show_view(view)
        self.lines.forget()  # nobody sees them, and the next receipt has its own
        self.head.show_field(view.hint, other=False)
        if self._turn_to(self.finding):
            self.head.field.clear()
        self._title = ""
        self.setFocusProxy(self.head.field)

    def show_return(self, view: ReturnView) -> None:
        another = view.head.title != self._title
        if another:
            self.lines.forget()
        self._title = view.head.title
        self.lines.show_view(view)
        if view.with_field:
            self.head.show_field(view.hint, other=True)
            self.setFocusProxy(self.head.field)
        else:
            self.head.show_head(view.head)
            self.setFocusProxy(self.lines.first())
        turned = self._turn_to(self.lines)
        if (turned or another) and self.isVisible():
            self.focus_work()

    def _turn_to(self, page: QWidget) -> bool:
        if self._pages.currentWidget() is page:
            return False
        self._pages.setCurrentWidget(page)
        return True

    def focus_work(self) -> None:
        """Where a person goes on: in the field, or at the first line."""
        if self.head.field.isVisibleTo(self):
            self.head.field.clear()
            self.head.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.lines.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def point_to_missing(self, key: str) -> None:
        """Where the reason of these goods is chosen; without any, where the first goods are ticked."""
        if key:
            self.lines.point_to_reason(key)
        else:
            self.focus_work()

    def show_message(self, message: MessageView | None) -> None:
        self.banner.setVisible(message is not None)
        if message is not None:
            icon = "error" if message.kind == "danger" else "info"
            self.banner.say(message.title, message.words, message.kind, icon)
