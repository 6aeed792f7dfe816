"""What needs a look: the list, and the chosen one from both sides with what can be said about it."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import paint
from ui.sync.models import VIEW
from ui.sync.rows import RowList
from ui.sync.view import IssueRow, IssueView, SideRow
from ui.sync.words import SyncWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import LabelButton, OutlineButton, TonalButton
from ui.widgets.icon import Disc
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.notices import Banner
from ui.widgets.row_delegate import RowDelegate
from ui.widgets.shortcut import bind

_LIST_WIDTH, _ROW, _SIDE_ROW, _SIDE_HEAD = 340, 72, 48, 36
_HERE, _THERE = 142, 0.58
KEYS = ("F6", "F7", "F8")


class IssueDelegate(RowDelegate):
    HEIGHT = _ROW

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        theme, box = self._holder.theme, QRectF(option.rect)
        row: IssueRow = index.data(VIEW)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        p.fillRect(box, theme.color("bg.selected" if chosen else "bg.surface"))
        p.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.color("border.subtle"))
        if chosen:
            p.fillRect(QRectF(box.x(), box.y(), 4, box.height() - 1), theme.color("accent.text"))
        p.drawPixmap(QPointF(box.x() + 16, box.y() + 25), theme.icon("warn", "warning.fg"))
        upper = QRectF(box.x() + 50, box.y() + 15, box.width() - 92, 22)
        paint.text(p, upper, row.title, theme.font("body", 500), theme.color("text.primary"))
        font = theme.font("meta", 400, tabular=True)
        paint.text(p, upper.translated(0, 21), row.detail, font, theme.color("text.secondary"))
        p.drawPixmap(QPointF(box.right() - 34, box.y() + 25), theme.icon("right", "text.primary", 22))


class _Sides(QWidget):
    """The table of both sides; what differs is lit."""

    def __init__(self, holder: ThemeHolder, words: SyncWords) -> None:
        super().__init__()
        self._holder, self._words = holder, words
        self._rows: tuple[SideRow, ...] = ()

    def show_rows(self, rows: tuple[SideRow, ...]) -> None:
        self._rows = rows
        here, there = self._words.this_till, self._words.server
        self.setAccessibleName("; ".join(f"{r.label}: {here} {r.here}, {there} {r.there}" for r in rows))
        self.setMinimumHeight(_SIDE_HEAD + _SIDE_ROW * len(rows))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, width = QPainter(self), self._holder.theme, self.width()
        there = _THERE * width
        p.fillRect(QRectF(0, 0, width, _SIDE_HEAD), theme.color("bg.app"))
        font, muted = theme.font("meta", 500), theme.color("text.secondary")
        for x, name in ((_HERE, self._words.this_till), (there, self._words.server)):
            paint.text(p, QRectF(x, 0, 300, _SIDE_HEAD), name, font, muted)
        for n, row in enumerate(self._rows):
            self._paint_row(p, QRectF(0, _SIDE_HEAD + n * _SIDE_ROW, width, _SIDE_ROW), row)

    def _paint_row(self, p: QPainter, box: QRectF, row: SideRow) -> None:
        theme, there = self._holder.theme, _THERE * box.width()
        if row.differs:
            p.fillRect(box.adjusted(_HERE - 12, 0, 0, 0), theme.color("warning.bg"))
        p.fillRect(QRectF(0, box.y(), box.width(), 1), theme.color("border.subtle"))
        font = theme.font("body", 600 if row.differs else 400, tabular=True)
        paint.text(
            p,
            QRectF(16, box.y(), _HERE - 32, box.height()),
            row.label,
            theme.font("body"),
            theme.color("text.secondary"),
        )
        ink = theme.color("text.primary")
        paint.text(p, QRectF(_HERE, box.y(), there - _HERE - 12, box.height()), row.here, font, ink)
        paint.text(p, QRectF(there, box.y(), box.width() - there - 16, box.height()), row.there, font, ink)


class _Issue(Panel):
    """The chosen one. `decided` carries what was chosen."""

    decided = Signal(str)

    def __init__(self, holder: ThemeHolder, words: SyncWords) -> None:
        super().__init__()
        self.title = Label(holder, "", "body.lg", 600)
        self.subtitle = Label(holder, "", "meta", tone="text.secondary", tabular=True)
        self.banner = Banner(holder, "warning", inline=True, compact=True)
        self.sides = _Sides(holder, words)
        self.question = Label(holder, words.true, "body", 500)
        self.closing = Label(holder, "", "body", wrap=True)
        self.note = Label(holder, words.journalled, "meta", tone="text.secondary")
        self.choices: list[LabelButton] = [
            OutlineButton(holder, words.both_true, key=KEYS[0]),
            OutlineButton(holder, words.ours_wrong, key=KEYS[1]),
            TonalButton(holder, words.for_manager, key=KEYS[2]),
        ]
        self._view: IssueView | None = None
        self._lay_out()
        for n, button in enumerate(self.choices):
            button.setObjectName(f"choice-{n + 1}")
            button.clicked.connect(lambda checked=False, n=n: self._choose(n))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head, middle, foot, row = QVBoxLayout(), QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(0)
        head.addWidget(self.title)
        head.addWidget(self.subtitle)
        middle.setContentsMargins(16, 16, 16, 16)
        middle.addWidget(self.banner)
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(9)
        row.setSpacing(8)
        for button in self.choices:
            row.addWidget(button)
        row.addStretch()
        for part in (self.question, self.closing):
            foot.addWidget(part)
        foot.addLayout(row)
        foot.addWidget(self.note)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addLayout(middle)
        column.addWidget(self._scrolled(), 1)
        column.addWidget(Rule())
        column.addLayout(foot)

    def _scrolled(self) -> QScrollArea:
        """Both sides may have more to say than there is room."""
        area = QScrollArea()
        area.setWidget(self.sides)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        self.sides.setAutoFillBackground(False)
        return area

    def show_view(self, view: IssueView) -> None:
        self._view = view
        self.title.setText(view.title)
        self.subtitle.setText(view.subtitle)
        self.banner.say(*view.banner, "warning", "warn")
        self.sides.show_rows(view.rows)
        for n, button in enumerate(self.choices):
            button.setVisible(n < len(view.choices))
            if n < len(view.choices):
                button.setText(view.choices[n].words)
        self.question.setVisible(bool(view.choices))
        self.note.setVisible(bool(view.choices))
        self.closing.setText(view.closing)
        self.closing.setVisible(bool(view.closing))

    def press(self, key: str) -> None:
        button = self.choices[KEYS.index(key)]
        if button.isVisible() and button.isEnabled():
            button.click()

    def _choose(self, n: int) -> None:
        if self._view is not None and n < len(self._view.choices):
            self.decided.emit(self._view.choices[n].decision)


class LookPage(QWidget):
    """`chosen` carries the key of a row, `decided` a decision about the one that is shown."""

    chosen = Signal(str)
    decided = Signal(str)

    def __init__(self, holder: ThemeHolder, words: SyncWords) -> None:
        super().__init__()
        self.list = RowList(words.look, "issues")
        self.list.paint_with(IssueDelegate(holder, self.list))
        self.issue = _Issue(holder, words)
        self.empty = Panel()
        inside = QVBoxLayout(self.empty)
        inside.setSpacing(16)
        inside.addStretch()
        disc = Disc(holder, "sync.ok", 88, 40, "bg.sunken", "text.secondary")
        inside.addWidget(disc, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(
            Label(holder, words.nothing_to_look_at, tone="text.secondary", align=Qt.AlignmentFlag.AlignCenter)
        )
        inside.addStretch()
        self._left = self._list_panel(holder, words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._left)
        row.addWidget(self.issue, 1)
        row.addWidget(self.empty, 1)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._moved())
        self.issue.decided.connect(self.decided)
        for key in KEYS:
            bind(self, key, partial(self.issue.press, key))
        self.setFocusProxy(self.list)
        self.show_issues((), None)

    def _list_panel(self, holder: ThemeHolder, words: SyncWords) -> Panel:
        panel = Panel()
        panel.setFixedWidth(_LIST_WIDTH)
        column, head, foot = QVBoxLayout(panel), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(Label(holder, words.look, "body.lg", 600))
        head.addStrut(47)
        foot.setContentsMargins(16, 12, 16, 14)
        foot.addWidget(Label(holder, words.goes_on, "meta", tone="text.muted"))
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        return panel

    def show_issues(self, rows: tuple[IssueRow, ...], chosen: IssueView | None) -> None:
        self.list.show_rows(rows)
        self._left.setVisible(bool(rows))
        self.issue.setVisible(chosen is not None)
        self.empty.setVisible(chosen is None)
        if chosen is not None:
            self.list.choose(chosen.key)
            self.issue.show_view(chosen)

    def _moved(self) -> None:
        if key := self.list.chosen():
            self.chosen.emit(key)
