"""Cash that moved beside sales in this shift, the last of it first."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui import paint
from ui.shift.cash_view import MovedRow
from ui.sync.models import VIEW, Keyed
from ui.sync.rows import RowList
from ui.theme import ThemeHolder
from ui.widgets.row_delegate import RowDelegate

_ROW = 68


class _MovedDelegate(RowDelegate):
    HEIGHT = _ROW

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        theme, box = self._holder.theme, QRectF(option.rect)
        row: MovedRow = index.data(VIEW)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        p.fillRect(box, theme.color("bg.selected" if chosen else "bg.surface"))
        if chosen:
            p.fillRect(QRectF(box.x(), box.y(), 4, box.height()), theme.color("accent.fill"))
        p.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.color("border.subtle"))
        over, under = box.adjusted(16, 10, -16, -34), box.adjusted(16, 34, -16, -10)
        strong, ink = theme.font("body", 600, tabular=True), theme.color("text.primary")
        paint.text(p, over, row.amount, strong, ink, paint.RIGHT, elide=False)
        paint.text(p, over.adjusted(0, 0, -paint.text_width(row.amount, strong) - 12, 0), row.title, strong, ink)
        quiet = theme.color("text.primary" if chosen else "text.secondary")
        paint.text(p, under, row.detail, theme.font("meta", tabular=True), quiet)


class MovedList(RowList):
    def __init__(self, holder: ThemeHolder, name: str) -> None:
        super().__init__(name, "moved")
        self.paint_with(_MovedDelegate(holder, self))

    def show_rows(self, rows: Sequence[Keyed]) -> None:
        """What moved last is chosen: its slip is the one that may be wanted again."""
        super().show_rows(rows)
        self.setCurrentIndex(self.rows.index(0))

    def chosen_entry(self) -> int:
        """The entry of the chosen row, 0 where there is none."""
        return int(self.chosen() or "0")
