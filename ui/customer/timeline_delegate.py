"""How an event is painted: a disc in the colour of its channel, words, a state, thumbnails of goods, the amount."""

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui import paint
from ui.customer import painted
from ui.customer.models import VIEW, Index
from ui.customer.view import TimelineRow
from ui.sell.pictures import Pictures
from ui.theme import ThemeHolder

PLAIN, WITH_CHIP, WITH_PICTURES = 60, 63, 108
_EDGE, _DISC, _WORDS, _PLATE, _PICTURE, _GAP = 16, 36, 64, 40, 30, 8


class TimelineDelegate(QStyledItemDelegate):
    def __init__(self, holder: ThemeHolder, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holder, self._pictures = holder, pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: TimelineRow = index.data(VIEW)
        return QSize(100, WITH_PICTURES if row.pictures else WITH_CHIP if row.chip else PLAIN)

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = self._holder.theme, index.data(VIEW)
        rect: QRect = option.rect
        box = QRectF(rect)
        p.save()
        painted.row(p, box, theme, option.state)
        self._paint_disc(p, QRectF(box.x() + _EDGE, box.y() + 10, _DISC, _DISC), row)
        self._paint_words(p, box, row)
        if row.pictures:
            self._paint_pictures(p, box, row)
        painted.row_focus(p, box, theme, option.state)
        p.restore()

    def _paint_disc(self, p: QPainter, disc: QRectF, row: TimelineRow) -> None:
        theme, (fill, ink) = self._holder.theme, paint.chip_roles(row.family)
        paint.rounded(p, disc, _DISC / 2, theme.color(fill))
        p.drawPixmap(disc.center() - QPointF(9, 9), theme.icon(row.icon, ink, 18))

    def _paint_words(self, p: QPainter, box: QRectF, row: TimelineRow) -> None:
        theme, x, right = self._holder.theme, box.x() + _WORDS, box.right() - _EDGE
        down = 1 if row.chip and not row.pictures else 0
        amount = theme.font("body.lg", 600, tabular=True)
        width = paint.text_width(row.amount, amount) + 1
        line = QRectF(right - width, box.y() + 8 + down, width, 22)
        paint.text(p, line, row.amount, amount, theme.color("text.primary"), paint.RIGHT, elide=False)
        end = right - width - (12 if row.amount else 0)
        chip = paint.chip_width(row.chip.text, theme, row.chip.icon or None) if row.chip else 0.0
        font = theme.font("body", 500)
        room = end - x - (chip + _GAP if row.chip else 0)
        title = min(paint.text_width(row.title, font) + 1, room)
        ink = theme.color("text.primary")
        paint.text(p, QRectF(x, box.y() + 8 + down, title, 22), row.title, font, ink)
        if row.chip:
            icon = row.chip.icon or None
            paint.chip(p, x + title + _GAP, box.y() + 7 + down, row.chip.text, theme, row.chip.kind, icon)
        below = QRectF(x, box.y() + 33 + 2 * down, end - x, 18)
        paint.text(p, below, row.detail, theme.font("meta", tabular=True), theme.color("text.secondary"))

    def _paint_pictures(self, p: QPainter, box: QRectF, row: TimelineRow) -> None:
        x, y = box.x() + _WORDS, box.y() + 59
        for shown in row.pictures:
            painted.plate(p, QRectF(x, y, _PLATE, _PLATE), shown, self._holder.theme, self._pictures, _PICTURE)
            x += _PLATE + _GAP
        theme = self._holder.theme
        more = QRectF(x, y, box.right() - x, _PLATE)
        paint.text(p, more, row.more, theme.font("meta", 500), theme.color("text.secondary"))
