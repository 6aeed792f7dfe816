"""The X or Z report: figures in large, baskets by hour, the slip as it is printed, and what can be done with it."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from ui import paint
from ui.keys import action
from ui.shift.chart import BarChart, Card
from ui.shift.view import BannerView, EarlierRow, ReportView
from ui.shift.words import ShiftWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton, OutlineButton, QuietButton
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.notices import Banner
from ui.widgets.paper import Paper
from ui.widgets.segmented import Segmented

_PAPER_WIDTH, _PAPER_COMPACT, _COMPACT = 380, 310, 1180
_FOOT_HEIGHT, _CARDS = 72, 4
_HEAD, _HEAD_WITH_CASH = (16, 2, 2, 1), (16, 6, 16, 5)
"""Margins of the panel's head: a quiet button brings its own room, one with an edge keeps off the panel's."""


class _Foot(QWidget):
    """How the shift stands, and the one thing to do now."""

    def __init__(self, holder: ThemeHolder, words: ShiftWords) -> None:
        super().__init__()
        self._holder, self._tone = holder, "info"
        self.setFixedHeight(_FOOT_HEIGHT)
        self.banner = Banner(holder, inline=True)
        self.sign_out = OutlineButton(holder, words.sign_out, "lock", "Ctrl L")
        self.close_shift = FilledButton(holder, words.close_this, "nav.shift", "F12")
        self.sign_out.setObjectName("sign-out")
        self.close_shift.setObjectName("close-shift")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.banner, 1)
        row.addWidget(self.sign_out)
        row.addWidget(self.close_shift)

    def show_view(self, view: BannerView, offers: Literal["close", "sign_out", ""]) -> None:
        self._tone = view.tone
        self.banner.say(view.title, view.words, view.tone, view.icon)
        self.sign_out.setVisible(offers == "sign_out")
        self.close_shift.setVisible(offers == "close")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._holder.theme
        fill = theme.color(paint.chip_roles(self._tone)[0])
        paint.rounded(QPainter(self), self.rect(), theme.radius("card"), fill)


class _Earlier(QListView):
    """Closed shifts, the last one first; Enter or a press opens one."""

    opened = Signal(str)

    def __init__(self, holder: ThemeHolder, name: str, nothing: str) -> None:
        super().__init__()
        self._rows: tuple[EarlierRow, ...] = ()
        self._nothing = nothing
        self.setObjectName("earlier")
        self.setAccessibleName(name)
        self.setProperty("kind", "rows")
        self.setFont(holder.theme.font("body", tabular=True))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setModel(QStringListModel(self))
        self.clicked.connect(self._open)
        self.activated.connect(self._open)

    def show_rows(self, rows: Sequence[EarlierRow]) -> None:
        self._rows = tuple(rows)
        model = self.model()
        assert isinstance(model, QStringListModel)
        model.setStringList([row.words for row in rows] or [self._nothing])
        self.setCurrentIndex(model.index(0))

    def _open(self, index: QModelIndex) -> None:
        if index.row() < len(self._rows):
            self.opened.emit(self._rows[index.row()].shift_id)


class ReportPage(QWidget):
    """Shows one report, or the list of earlier ones in the place of the chart."""

    segment_chosen = Signal(str)
    earlier_chosen = Signal(str)
    export_asked = Signal()
    print_asked = Signal()
    close_asked = Signal()
    sign_out_asked = Signal()
    cash_asked = Signal()
    days_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: ShiftWords) -> None:
        super().__init__()
        self._words = words
        self.segments = Segmented(holder, (("x", words.x_so_far), ("z", words.z_closed), ("earlier", words.earlier)))
        self.export = OutlineButton(holder, words.export, "report")
        self.print_again = FilledButton(holder, words.print_again, "print", "F6")
        self.days = QuietButton(holder, words.days, "report", action("shift", "days").hint)
        self.cash = OutlineButton(holder, words.cash, "cash", action("shift", "cash_moves").hint)
        self.export.setObjectName("export")
        self.days.setObjectName("reports")
        self.cash.setObjectName("cash-in-out")
        self.print_again.setObjectName("print-again")
        self.cards = [Card(holder) for _ in range(_CARDS)]
        self.chart = BarChart(holder)
        self.list = _Earlier(holder, words.earlier, words.nothing_earlier)
        self._heading = Label(holder, words.by_hour, "body.lg", 600)
        self._middle = QStackedWidget()
        self.foot, self.paper = _Foot(holder, words), Paper(holder)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row, left = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        left.setSpacing(12)
        over = QHBoxLayout()
        over.setSpacing(12)
        over.addWidget(self.segments)
        over.addStretch()
        over.addWidget(self.export)
        over.addWidget(self.print_again)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for card in self.cards:
            cards.addWidget(card, 1)
        left.addLayout(over)
        left.addLayout(cards)
        left.addWidget(self._panel(), 1)
        left.addWidget(self.foot)
        row.addLayout(left, 1)
        row.addWidget(self.paper)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.paper.set_compact(self.width() < _COMPACT)
        self.paper.setFixedWidth(_PAPER_COMPACT if self.width() < _COMPACT else _PAPER_WIDTH)

    def _panel(self) -> Panel:
        panel, head = Panel(), QHBoxLayout()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = head
        head.setSpacing(8)
        head.addWidget(self._heading)
        head.addStretch()
        head.addWidget(self.days)
        head.addWidget(self.cash)
        head.addStrut(44)
        self._middle.addWidget(self.chart)
        self._middle.addWidget(self.list)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self._middle, 1)
        return panel

    def _connect(self) -> None:
        self.segments.chosen.connect(self.segment_chosen)
        self.list.opened.connect(self.earlier_chosen)
        self.export.clicked.connect(self.export_asked)
        self.print_again.clicked.connect(self.print_asked)
        self.foot.close_shift.clicked.connect(self.close_asked)
        self.foot.sign_out.clicked.connect(self.sign_out_asked)
        self.cash.clicked.connect(self.cash_asked)
        self.days.clicked.connect(self.days_asked)

    def show_view(self, view: ReportView) -> None:
        for name, segment in self.segments.segments.items():
            segment.setEnabled(name in view.able)
        self.segments.choose(view.segment)
        for card, figure in zip(self.cards, view.cards, strict=True):
            card.show_view(figure)
        self._heading.setText(self._words.by_hour)
        nothing = self._words.no_baskets
        self.chart.show_bars(view.bars, self._words.by_hour, nothing[:1].upper() + nothing[1:])
        self._middle.setCurrentWidget(self.chart)
        self.paper.show_blocks(view.paper)
        self.foot.show_view(view.banner, view.action)
        self.cash.setVisible(view.action == "close")
        self._head.setContentsMargins(*(_HEAD_WITH_CASH if view.action == "close" else _HEAD))
        self.print_again.is_primary = view.action != "close"
        self.print_again.setText(view.print_label)

    def refuse(self, words: str) -> None:
        """Why something could not be done, in the place of how the shift stands, until the next report is shown."""
        self.foot.banner.say(words, "", "danger", "error")

    def show_earlier(self, rows: Sequence[EarlierRow]) -> None:
        self._heading.setText(self._words.earlier)
        self.segments.choose("earlier")
        self.list.show_rows(rows)
        self._middle.setCurrentWidget(self.list)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
