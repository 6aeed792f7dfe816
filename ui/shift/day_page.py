"""The page of reports over days: which and when above, a plot, the figures behind it, and how they are to be read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shift.day_view import DayView
from ui.shift.day_words import DayWords
from ui.shift.figure_table import FigureView
from ui.shift.plot import Plot
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.choice import Choice
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.notices import Banner, BannerKind
from ui.widgets.segmented import Segmented

_WIDE_CHOICE, _CHOICE, _COMPACT = 280, 220, 1000


class DayPage(QWidget):
    which_chosen = Signal(str)
    period_chosen = Signal(str)
    export_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: DayWords) -> None:
        super().__init__()
        self._words, self._names = words, tuple(words.reports)
        self.which = Choice(holder, words.which, tuple(words.reports.values()))
        self.which.setObjectName("which-report")
        self.period = Segmented(holder, tuple(words.periods.items()))
        self.days = Label(holder, role="meta", tone="text.secondary", tabular=True)
        self.export = OutlineButton(holder, words.export, "report")
        self.export.setObjectName("export-days")
        self.plot, self.figures = Plot(holder), FigureView(holder, words.table)
        self._title = Label(holder, role="body.lg", weight=600)
        self.nothing = Label(
            holder, words.nothing, tone="text.secondary", wrap=True, align=Qt.AlignmentFlag.AlignCenter
        )
        self.note = Banner(holder)
        self._lay_out()
        self.which.chosen.connect(lambda at: self.which_chosen.emit(self._names[at]))
        self.period.chosen.connect(self.period_chosen)
        self.export.clicked.connect(self.export_asked)
        self.setFocusProxy(self.which)

    def _lay_out(self) -> None:
        over, column = QHBoxLayout(), QVBoxLayout(self)
        over.setSpacing(12)
        over.addWidget(self.which)
        over.addWidget(self.period)
        over.addStretch()
        over.addWidget(self.export)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        column.addLayout(over)
        column.addWidget(self._figures_panel(), 1)
        column.addWidget(self.note)

    def _figures_panel(self) -> Panel:
        panel, head = Panel(), QHBoxLayout()
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.days)
        head.addStrut(47)
        self._rule = Rule()
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self.plot, 4)
        column.addWidget(self._rule)
        column.addWidget(self.figures, 5)
        column.addWidget(self.nothing, 5)
        return panel

    @property
    def title(self) -> str:
        """Which report is shown now, in words."""
        return self._title.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.which.setFixedWidth(_CHOICE if self.width() < _COMPACT else _WIDE_CHOICE)

    def show_view(self, view: DayView) -> None:
        self.which.setCurrentIndex(self._names.index(view.which))
        self.period.choose(view.period)
        self._title.setText(self._words.reports[view.which])
        self.days.setText(view.days)
        self.figures.show_table(view.table)
        for part in (self.plot, self._rule):
            part.setVisible(view.plot is not None)
        if view.plot is not None:
            self.plot.show_view(view.plot)
        self.figures.setVisible(not view.nothing)
        self.nothing.setVisible(bool(view.nothing))
        self.note.setVisible(bool(view.notes))
        if view.notes:
            first, *others = view.notes
            self._say(first, " ".join(others), "info", "info")

    def refuse(self, words: str) -> None:
        """Why something could not be done, under the figures, until the next report is shown."""
        self.note.show()
        self._say(words, "", "danger", "error")

    def _say(self, title: str, words: str, kind: BannerKind, icon: str) -> None:
        """The note is as high as its words need at its width, which it has to have before; the figures give way."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.note.say(title, words, kind, icon)
        layout.activate()
