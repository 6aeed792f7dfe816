"""A day of this till against the hub: counts and amounts of both sides, and the cause where they differ."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import paint
from ui.sync.models import VIEW
from ui.sync.rows import RowList
from ui.sync.view import DayView, FigureRow
from ui.sync.words import SyncWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.icon import Icon
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.row_delegate import RowDelegate
from ui.widgets.shortcut import bind

_HEAD, _ROW, _FOOT = 36, 48, 65
_RIGHT = (0.312, 0.442, 0.502, 0.624, 0.768, 0.85)
"""Where the six columns of figures end, as parts of the width; the state follows."""
_STATE = 0.869
_DAY_WIDTH = 150


class _Heads(QWidget):
    def __init__(self, holder: ThemeHolder, words: SyncWords) -> None:
        super().__init__()
        self._holder, self._words = holder, words
        self.setFixedHeight(_HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, w, width = QPainter(self), self._holder.theme, self._words, self.width()
        p.fillRect(self.rect(), theme.color("bg.app"))
        font, ink = theme.font("meta", 500), theme.color("text.secondary")
        paint.text(p, QRectF(16, 0, width, _HEAD), w.kind, font, ink)
        names = (w.till_count, w.server_count, w.difference, w.till_amount, w.server_amount, w.difference)
        for end, name in zip(_RIGHT, names, strict=True):
            paint.text(p, QRectF(0, 0, end * width, _HEAD), name, font, ink, paint.RIGHT, elide=False)
        paint.text(p, QRectF(_STATE * width, 0, 200, _HEAD), w.state, font, ink)


class FigureDelegate(RowDelegate):
    HEIGHT = _ROW

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        theme, box = self._holder.theme, QRectF(option.rect)
        row: FigureRow = index.data(VIEW)
        focused = option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_HasFocus
        p.fillRect(box, theme.color("bg.selected" if focused else "bg.surface"))
        p.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.color("border.subtle"))
        ink, font = theme.color("text.primary"), theme.font("body", 400, tabular=True)
        paint.text(p, box.adjusted(16, 0, 0, 0), row.kind, theme.font("body", 500), ink)
        whole = option.widget.width() if option.widget is not None else box.width()  # under the heads, scrolling or not
        figures = (row.till_count, row.hub_count, row.count_diff, row.till_amount, row.hub_amount, row.amount_diff)
        for end, figure in zip(_RIGHT, figures, strict=True):
            cell = QRectF(box.x(), box.y(), end * whole, box.height())
            paint.text(p, cell, figure, font, ink, paint.RIGHT, elide=False)
        chip = row.chip
        paint.chip(p, box.x() + _STATE * whole, box.y() + 12, chip.words, theme, chip.kind, chip.icon)


class DayPage(Panel):
    """`day_chosen` carries a business date."""

    day_chosen = Signal(str)
    print_asked = Signal()
    export_asked = Signal()
    open_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: SyncWords) -> None:
        super().__init__()
        self._holder = holder
        self._days: tuple[tuple[str, str], ...] = ()
        self.title = Label(holder, "", "body.lg", 600)
        self.subtitle = Label(holder, "", "meta", tone="text.secondary", tabular=True)
        self.day = OutlineButton(holder, words.today, "calendar", trailing="down")
        self.print = OutlineButton(holder, words.print, "print")
        self.export = OutlineButton(holder, words.export, "report")
        self.list = RowList(words.reconcile, "figures")
        self.list.paint_with(FigureDelegate(holder, self.list))
        self.fine, self.warn = Icon(holder, "ok", "success.fg"), Icon(holder, "warn", "warning.fg")
        self.verdict: QLabel = Label(holder, "", "body", 600)
        self.words = Label(holder, "", "body", tone="text.secondary")
        self.open = FilledButton(holder, words.open_it, "next")
        for name, button in (("day", self.day), ("print-day", self.print), ("export-day", self.export)):
            button.setObjectName(name)
        self.open.setObjectName("open-exceptions")
        self._lay_out(holder, words)
        self._connect()

    def _lay_out(self, holder: ThemeHolder, words: SyncWords) -> None:
        column, head, titles, foot = QVBoxLayout(self), QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(8)
        titles.setSpacing(0)
        titles.addWidget(self.title)
        titles.addWidget(self.subtitle)
        head.addLayout(titles, 1)
        self.day.setMinimumWidth(_DAY_WIDTH)
        for button in (self.day, self.print, self.export):
            head.addWidget(button)
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(12)
        foot.addStrut(_FOOT - 20)
        for part in (self.fine, self.warn, self.verdict):
            foot.addWidget(part)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.open)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(_Heads(holder, words))
        column.addWidget(Rule())
        column.addWidget(self.list, 1)
        column.addWidget(Rule())
        column.addLayout(foot)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.day.clicked.connect(self._offer_days)
        self.print.clicked.connect(self.print_asked)
        self.export.clicked.connect(self.export_asked)
        self.open.clicked.connect(self.open_asked)
        bind(self, "Ctrl P", self.print.click)

    def show_view(self, view: DayView) -> None:
        self._days = view.days
        self.title.setText(view.title)
        self.subtitle.setText(view.subtitle)
        self.day.setText(view.day)
        self.list.show_rows(view.rows)
        for button in (self.print, self.export):
            button.setEnabled(bool(view.rows))
        self.verdict.setText(view.verdict[0])
        self.words.setText(view.verdict[1])
        self.fine.setVisible(view.fine)
        self.warn.setVisible(not view.fine)
        self.open.setText(view.action)
        self.open.setVisible(bool(view.action))

    def show_reading(self) -> None:
        """Nothing to read, print or open until the comparison is there."""
        self.list.show_rows(())
        for button in (self.print, self.export):
            button.setEnabled(False)
        for label in (self.title, self.subtitle, self.verdict, self.words):
            label.setText("")
        for part in (self.fine, self.warn, self.open):
            part.hide()

    def _offer_days(self) -> None:
        """The days that can be looked at, the newest first, under the button."""
        menu = QMenu(self)
        menu.setObjectName("days")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for day, words in self._days:
            entry = menu.addAction(words)
            entry.triggered.connect(lambda checked=False, day=day: self.day_chosen.emit(day))
        menu.popup(self.day.mapToGlobal(QPoint(0, self.day.height() + 4)))
