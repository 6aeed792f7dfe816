"""Why nothing is handed over: the verdict, what can be done now, and what was scanned."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pickup.verdict_banner import VerdictBanner
from ui.pickup.view import RefusedView, WayOut
from ui.pickup.words import PickupWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import DangerButton, FilledButton, LabelButton, OutlineButton
from ui.widgets.icon import Disc
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.note import Note

_SIDE, _BUTTON = 290, 190
_MOST_WAYS = 3
_KINDS: dict[str, type[LabelButton]] = {"primary": FilledButton, "danger": DangerButton, "outline": OutlineButton}


class RefusedPage(QWidget):
    """`chosen` carries the name of what somebody wants to do about it."""

    chosen = Signal(str)

    def __init__(self, holder: ThemeHolder, words: PickupWords) -> None:
        super().__init__()
        self._holder, self._default = holder, ""
        self.banner = VerdictBanner(holder, strong=True)
        self.ways, self.facts = Panel(), Panel()
        self.ways.setObjectName("ways-out")
        self.note = Note(holder, "sound", weight=500)
        self.brief = Label(holder, tone="text.secondary", wrap=True)
        self.buttons: dict[str, LabelButton] = {}
        self._ways, self._facts = QVBoxLayout(self.ways), QVBoxLayout(self.facts)
        for column, heading in ((self._ways, words.what_to_do), (self._facts, words.what_was_scanned)):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            title = Label(holder, heading, "body.lg", 600)
            title.setContentsMargins(16, 0, 16, 0)
            title.setFixedHeight(51)
            column.addWidget(title)
            column.addWidget(Rule())
            column.addStretch()
        self._rows: list[QWidget] = []
        self._lay_out()

    def _lay_out(self) -> None:
        panels, column = QHBoxLayout(), QVBoxLayout(self)
        panels.setSpacing(12)
        panels.addWidget(self.ways, 1)
        panels.addWidget(self.facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addLayout(panels)
        column.addWidget(self.brief)
        column.addStretch()
        column.addWidget(self.note)

    def set_compact(self, compact: bool) -> None:
        """What was scanned in one paragraph, where there is no room beside what can be done."""
        self.facts.setFixedWidth(_SIDE)
        self.facts.setVisible(not compact)
        self.brief.setVisible(compact)

    def show_view(self, view: RefusedView) -> None:
        self.banner.show_view(view.verdict)
        self.note.say(view.note)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows, self.buttons = [], {}
        for n, way in enumerate(view.ways[:_MOST_WAYS]):
            self._add(self._ways, self._way(way))
            if n + 1 < min(len(view.ways), _MOST_WAYS):
                self._add(self._ways, Rule())
        self._add(self._facts, self._told(view.facts))
        self.brief.setText(" · ".join(f"{label}: {value}" for label, value in view.facts))
        self._default = next((way.name for way in view.ways if way.weight == "primary" and way.button), "")

    def press_default(self) -> None:
        """Enter: the first thing that can be done."""
        if self._default:
            self.chosen.emit(self._default)

    def _add(self, column: QVBoxLayout, row: QWidget) -> None:
        """Rows stand together at the top, however much room there is."""
        column.insertWidget(column.count() - 1, row)
        self._rows.append(row)

    def _way(self, way: WayOut) -> QWidget:
        row, line, words = QWidget(), QHBoxLayout(), QVBoxLayout()
        row.setLayout(line)
        line.setContentsMargins(16, 14, 16, 14)
        line.setSpacing(16)
        line.addWidget(Disc(self._holder, way.icon, 44, 20, "bg.sunken", "text.primary"))
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(Label(self._holder, way.title, "body.lg", 500, wrap=True))
        words.addWidget(Label(self._holder, way.words, tone="text.secondary", wrap=True))
        words.addStretch()
        line.addLayout(words, 1)
        if way.button:
            line.addWidget(self._button(way))
        return row

    def _button(self, way: WayOut) -> LabelButton:
        key = "Enter" if way.weight == "primary" else ""
        button = _KINDS[way.weight](self._holder, way.button, key=key, large=True)
        button.setMinimumWidth(_BUTTON)
        button.setObjectName(f"way-{way.name}")
        button.set_reason(way.reason)
        button.clicked.connect(partial(self.chosen.emit, way.name))
        self.buttons[way.name] = button
        return button

    def _told(self, facts: tuple[tuple[str, str], ...]) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(0)
        for label, value in facts:
            column.addWidget(Label(self._holder, label, "meta", tone="text.muted"))
            column.addWidget(Label(self._holder, value, weight=500, wrap=True))
            column.addSpacing(13)
        column.addStretch()
        box.setAccessibleName("; ".join(f"{label}: {value}" for label, value in facts))
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        return box
