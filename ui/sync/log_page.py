"""The log: what the synchroniser did last, for people."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionViewItem, QVBoxLayout

from ui import paint
from ui.sync.models import VIEW
from ui.sync.rows import RowList
from ui.sync.view import LogRow
from ui.sync.words import SyncWords
from ui.theme import ThemeHolder
from ui.widgets.label import Label, Panel
from ui.widgets.row_delegate import RowDelegate

_ROW, _WHAT = 44, 170


class LogDelegate(RowDelegate):
    HEIGHT = _ROW

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        theme, box = self._holder.theme, QRectF(option.rect)
        row: LogRow = index.data(VIEW)
        focused = option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_HasFocus
        p.fillRect(box, theme.color("bg.selected" if focused else "bg.surface"))
        p.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.color("border.subtle"))
        font = theme.font("body", 400, tabular=True)
        at = QRectF(box.x() + 16, box.y(), _WHAT - 24, box.height())
        paint.text(p, at, row.at, font, theme.color("text.secondary"), elide=False)
        paint.text(p, box.adjusted(_WHAT, 0, -16, 0), row.words, font, theme.color("text.primary"))


class LogPage(Panel):
    def __init__(self, holder: ThemeHolder, words: SyncWords) -> None:
        super().__init__()
        self.list = RowList(words.log_tab, "sync-log")
        self.list.paint_with(LogDelegate(holder, self.list))
        self.empty: QLabel = Label(
            holder, words.nothing_logged, tone="text.secondary", align=Qt.AlignmentFlag.AlignCenter
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 1)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        self.setFocusProxy(self.list)
        self.show_rows(())

    def show_rows(self, rows: tuple[LogRow, ...]) -> None:
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
