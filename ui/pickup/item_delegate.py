"""How an item of an order is painted, while it is handed over and while it is picked."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import paint
from ui.pickup.models import VIEW, Index
from ui.pickup.view import ItemRow
from ui.sell.pictures import Pictures
from ui.theme import ThemeHolder
from ui.widgets.badges import initials

SERVED, PICKED = 65, 72
_EDGE, _PLATE, _PICTURE, _WORDS, _TARGET = 16, 48, 32, 76, 44
_PLACE, _COUNT, _GAP = 180, 90, 12
_NARROW = 700
"""Under this width the place stands under the name, and the count is as wide as its words."""


class ItemDelegate(QStyledItemDelegate):
    """`acted` carries the line whose painted button was pressed."""

    acted = Signal(int)

    def __init__(self, holder: ThemeHolder, pictures: Pictures, height: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holder, self._pictures, self._height = holder, pictures, height
        self._pressed = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._height)

    def button(self, rect: QRect, row: ItemRow) -> QRectF:
        """Where the button of a row is; empty where it has none."""
        if not row.action:
            return QRectF()
        width = round(paint.text_width(row.action, self._holder.theme.font("body", 500))) + 32
        top = rect.y() + (self._height - 1 - _TARGET) / 2
        return QRectF(rect.right() + 1 - _EDGE - width, top, width, _TARGET)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """A press marks the button under it; the release acts when it is still there."""
        if event.type() not in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            return False
        assert isinstance(event, QMouseEvent)
        row: ItemRow = index.data(VIEW)
        rect: QRect = option.rect
        hit = self.button(rect, row).contains(event.position())
        before, self._pressed = self._pressed, row.line if hit and event.type() == QEvent.Type.MouseButtonPress else 0
        view: QWidget = option.widget
        view.update()
        if hit and event.type() == QEvent.Type.MouseButtonRelease and before == row.line:
            self.acted.emit(row.line)
        return hit

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = self._holder.theme, index.data(VIEW)
        rect: QRect = option.rect
        box = QRectF(rect)
        p.save()
        if row.selected:
            p.fillRect(box, theme.color("bg.selected"))
            p.fillRect(QRectF(box.x(), box.y(), 4, box.height()), theme.color("accent.text"))
        p.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.color("border.subtle"))
        top = box.y() + (self._height - 1 - _PLATE) / 2
        self._paint_picture(p, QRectF(box.x() + _EDGE, top, _PLATE, _PLATE), row)
        right = self._paint_button(p, rect, row) - (_GAP if row.action else 0)
        right = self._paint_count(p, box, row, right)
        self._paint_words(p, box, row, right - _GAP)
        if row.selected and option.state & QStyle.StateFlag.State_HasFocus:
            paint.rounded(p, box.adjusted(1, 1, -1, -2), 2, None, theme.color("focus"), 3)
        p.restore()

    def _paint_picture(self, p: QPainter, plate: QRectF, row: ItemRow) -> None:
        theme = self._holder.theme
        paint.rounded(p, plate, theme.radius("control"), theme.color("bg.plate"))
        ratio = p.device().devicePixelRatioF()
        found = self._pictures.get(row.image, QSize(_PICTURE, _PICTURE), ratio) if row.image else None
        if found is not None:
            size = found.deviceIndependentSize()
            p.drawPixmap(plate.center() - QPointF(size.width() / 2, size.height() / 2), found)
        elif not row.image:
            font = theme.font("body", 600)
            paint.text(p, plate, initials(row.name), font, theme.color("text.primary"), paint.CENTER)

    def _paint_button(self, p: QPainter, rect: QRect, row: ItemRow) -> float:
        """The button at the right end; gives what is left of the row."""
        box = self.button(rect, row)
        if box.isEmpty():
            return rect.right() + 1 - _EDGE
        theme = self._holder.theme
        fill = theme.color("bg.pressed" if self._pressed == row.line else "bg.surface")
        paint.rounded(p, box, theme.radius("control"), fill, theme.color("border.control"))
        paint.text(p, box, row.action, theme.font("body", 500), theme.color("text.primary"), paint.CENTER, elide=False)
        return box.x()

    def _paint_count(self, p: QPainter, box: QRectF, row: ItemRow, right: float) -> float:
        """How many of how many, with the mark; while picking in a column with the place before it."""
        theme, wide = self._holder.theme, bool(row.place) and box.width() >= _NARROW
        font = theme.font("body", 600 if row.done else 400, tabular=True)
        role, icon = ("success.fg", "ok") if row.done else ("text.secondary", "scan")
        need = 26 + paint.text_width(row.count, font)
        x = right - (max(_COUNT, need) if wide else need)
        middle = box.y() + (self._height - 1) / 2
        p.drawPixmap(QPointF(x, middle - 10), theme.icon(icon, role, 20))
        words = QRectF(x + 25, middle - 11, need, 22)
        paint.text(p, words, row.count, font, theme.color(role), elide=False)
        if not wide:
            return x
        x -= _GAP + _PLACE
        p.drawPixmap(QPointF(x, middle - 9), theme.icon("pin", size=18))
        place = QRectF(x + 23, middle - 11, _PLACE - 23, 22)
        paint.text(p, place, row.place, theme.font("body", 500), theme.color("text.primary"))
        return x

    def _paint_words(self, p: QPainter, box: QRectF, row: ItemRow, right: float) -> None:
        theme, x = self._holder.theme, box.x() + _WORDS
        narrow = row.place if box.width() < _NARROW else ""
        detail = " · ".join(part for part in (row.detail, narrow, row.note) if part)
        middle = box.y() + (self._height - 1) / 2
        name = QRectF(x, middle - (21 if detail else 11), right - x, 23)
        paint.text(p, name, row.name, theme.font("body.lg", 500), theme.color("text.primary"))
        below = QRectF(x, middle + 2, right - x, 18)
        paint.text(p, below, detail, theme.font("meta", tabular=True), theme.color("text.secondary"))
