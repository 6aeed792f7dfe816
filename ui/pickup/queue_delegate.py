"""How an order of the queue is painted: its bay, who and what, and its state in words."""

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui import paint
from ui.pickup.models import VIEW, Index
from ui.pickup.view import QueueRow
from ui.widgets.row_delegate import RowDelegate

ROW = 68
_EDGE, _PLATE, _WORDS = 14, 44, 70


class QueueDelegate(RowDelegate):
    HEIGHT = ROW

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = self._holder.theme, index.data(VIEW)
        rect: QRect = option.rect
        box, state = QRectF(rect), option.state
        p.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            p.fillRect(box, theme.color("bg.selected"))
            p.fillRect(QRectF(box.x(), box.y(), 4, box.height()), theme.color("accent.text"))
        elif state & QStyle.StateFlag.State_MouseOver:
            p.fillRect(box, theme.color("bg.hover"))
        p.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.color("border.subtle"))
        self._paint_bay(p, QRectF(box.x() + _EDGE, box.y() + 12, _PLATE, _PLATE), row)
        self._paint_words(p, box, row)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            paint.rounded(p, box.adjusted(1, 1, -1, -2), 2, None, theme.color("focus"), 3)
        p.restore()

    def _paint_bay(self, p: QPainter, plate: QRectF, row: QueueRow) -> None:
        theme = self._holder.theme
        paint.rounded(p, plate, theme.radius("control"), theme.color("bg.sunken"))
        if row.done:
            p.drawPixmap(plate.center() - QPointF(9, 9), theme.icon("tick", size=18))
        else:
            font, ink = theme.font("body", 600), theme.color("text.primary")
            paint.text(p, plate.adjusted(2, 0, -2, 0), row.bay, font, ink, paint.CENTER)

    def _paint_words(self, p: QPainter, box: QRectF, row: QueueRow) -> None:
        """Who and what at the left, the state at the right; the amount gives way before it would be cut."""
        theme, right = self._holder.theme, box.right() - _EDGE
        chip, meta = row.chip, theme.font("meta", tabular=True)
        chip_width = paint.chip_width(chip.text, theme, chip.icon)
        paint.chip(p, right - chip_width, box.y() + 11, chip.text, theme, chip.kind, chip.icon)
        x = box.x() + _WORDS
        name = QRectF(x, box.y() + 13, right - chip_width - 10 - x, 22)
        paint.text(p, name, row.name, theme.font("body.lg", 500), theme.color("text.primary"))
        note = paint.text_width(row.note, meta)
        muted = theme.color("text.secondary")
        paint.text(p, QRectF(right - note - 2, box.y() + 39, note + 2, 18), row.note, meta, muted, paint.RIGHT, False)
        room = QRectF(x, box.y() + 35, right - note - 12 - x, 18)
        detail = row.detail if paint.text_width(row.detail, meta) <= room.width() else row.brief
        paint.text(p, room, detail, meta, muted)
