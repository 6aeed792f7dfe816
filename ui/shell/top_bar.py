"""The top bar: what this screen is, which till, whether the line is up, what time it is and who sells."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.shell.words import ShellWords
from ui.theme import ThemeHolder
from ui.widgets.badges import ChipButton, Pill, PillState
from ui.widgets.label import Label


@dataclass(frozen=True, slots=True)
class SyncView:
    """The state of the line in words: quiet when all is well, warning when offline, danger when a record is refused."""

    words: str
    icon: str
    state: PillState = "quiet"


class TopBar(QWidget):
    """56 high."""

    sync_pressed = Signal()
    lock_pressed = Signal()
    demo_pressed = Signal()

    def __init__(self, holder: ThemeHolder, words: ShellWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._place = words, ""
        self._tool: QWidget | None = None
        self.setProperty("surface", "topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(holder.theme.size("topbar"))
        self.title = Label(holder, role="h2")
        self.subtitle = Label(holder, role="label", weight=400, tone="text.secondary", tabular=True)
        self.store = Label(holder, role="label", tone="text.secondary")
        self.demo = ChipButton(holder, words.demo, "promo", "demo")
        self.sync = Pill(holder)
        self.clock = Label(holder, role="body.lg", tabular=True)
        self.person = Pill(holder, avatar=" ", trailing="lock")
        self._name_parts()
        self._lay_out()
        self.sync.clicked.connect(self.sync_pressed)
        self.person.clicked.connect(self.lock_pressed)
        self.demo.clicked.connect(self.demo_pressed)

    def _name_parts(self) -> None:
        self.title.setObjectName("title")
        self.subtitle.setObjectName("subtitle")
        self.sync.setObjectName("sync-pill")
        self.person.setObjectName("user-pill")
        self.demo.setObjectName("demo-chip")
        for button in (self.demo, self.sync, self.person):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a touch leaves the focus on the page
        self.demo.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addSpacing(4)
        row.addWidget(self.subtitle)
        row.addStretch()
        for part in (self.store, self.demo, self.sync, self.clock, self.person):
            row.addWidget(part)
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.setStretch(row.indexOf(self.subtitle), 1)
        row.setStretch(row.indexOf(self.subtitle) + 1, 0)

    def show_title(self, title: str, subtitle: str) -> None:
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def add_tool(self, tool: QWidget) -> None:
        """A control that belongs to one page stands before the place."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.indexOf(self.store), tool)
        self._tool = tool
        tool.hide()

    def show_tool(self, shown: bool) -> None:
        """While it is there the place is named by its last word, the till."""
        if self._tool is not None:
            self._tool.setVisible(shown)
            self.store.setText(self._place.rpartition(" · ")[2] if shown else self._place)

    def show_place(self, place: str, *, demo: bool) -> None:
        """`place` names the store and the till; a demo says so on every page."""
        self._place = place
        self.store.setText(place)
        self.demo.setVisible(demo)

    def show_sync(self, view: SyncView) -> None:
        self.sync.show_state(view.words, view.icon, view.state)

    def show_time(self, time: str) -> None:
        if time != self.clock.text():
            self.clock.setText(time)

    def show_person(self, name: str, short_name: str) -> None:
        self.person.show_person(name, short_name)
        self.person.setAccessibleName(self._words.lock.format(name=name))
