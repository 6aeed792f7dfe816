"""How a customer in the search is painted: who, the masked contacts, the tier, points, the last visit, and Choose."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import paint
from ui.customer import painted
from ui.customer.models import VIEW, Index
from ui.customer.view import HitRow
from ui.theme import ThemeHolder
from ui.widgets.badges import initials, paint_avatar

FOUND, ADDING = 76, 72
_EDGE, _AVATAR, _WORDS, _NEW_WORDS = 16, 44, 76, 72
_WIDE = (343, 458, 574, 710)
_NARROW = (262, 358, 458, 560)
"""Where phone, tier, points and last visit begin, from the left; narrow under `_WIDE_FROM`."""
_WIDE_FROM = 1100
_LEAST_VISIT = 70


class SearchDelegate(QStyledItemDelegate):
    """`acted` carries the customer whose painted button was pressed, empty for the one that adds."""

    acted = Signal(str)

    def __init__(self, holder: ThemeHolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self._down: str | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, FOUND if index.data(VIEW).customer_id else ADDING)

    def button(self, rect: QRect, row: HitRow, chosen: bool) -> QRectF:
        """Where the button of a row is: with its key on the row that Enter takes."""
        filled = chosen and bool(row.customer_id)
        width = painted.button_width(row.button, _key(row, chosen), self._holder.theme, filled)
        top = rect.y() + (rect.height() - painted.TARGET) // 2
        return QRectF(rect.right() + 1 - _EDGE - width, top, width, painted.TARGET)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """A press marks the button under it; the release acts when it is still there."""
        if event.type() not in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            return False
        assert isinstance(event, QMouseEvent)
        row: HitRow = index.data(VIEW)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hit = self.button(rect, row, chosen).contains(event.position())
        released = event.type() == QEvent.Type.MouseButtonRelease
        before, self._down = self._down, row.customer_id if hit and not released else None
        view: QWidget = option.widget
        view.update()
        if hit and released and before == row.customer_id:
            self.acted.emit(row.customer_id)
        return hit and released

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = self._holder.theme, index.data(VIEW)
        rect: QRect = option.rect
        box, state = QRectF(rect), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        p.save()
        painted.row(p, box, theme, state)
        where = self.button(rect, row, chosen)
        filled, key = chosen and bool(row.customer_id), _key(row, chosen)
        painted.button(p, where, row.button, key, theme, filled=filled, down=self._down == row.customer_id)
        if row.customer_id:
            self._paint_found(p, box, row, where.x() - _EDGE, chosen)
        else:
            self._paint_adding(p, box, row, where.x() - _EDGE)
        painted.row_focus(p, box, theme, state)
        p.restore()

    def _paint_found(self, p: QPainter, box: QRectF, row: HitRow, right: float, chosen: bool) -> None:
        theme, middle = self._holder.theme, box.center().y()
        disc = QRectF(box.x() + _EDGE, middle - _AVATAR / 2, _AVATAR, _AVATAR)
        paint_avatar(p, disc, row.name, self._holder)
        if chosen:  # the soft fill of the disc would be lost on that of the row
            paint.rounded(p, disc, _AVATAR / 2, theme.color("bg.surface"))
            font, ink = theme.font("body.lg", 600), theme.color("accent.text")
            paint.text(p, disc, initials(row.name), font, ink, paint.CENTER, elide=False)
        phone, tier, points, visit = (box.x() + at for at in (_WIDE if box.width() >= _WIDE_FROM else _NARROW))
        self._paint_who(p, box, row, phone - 12)
        muted, font = theme.color("text.secondary"), theme.font("body", tabular=True)
        line = QRectF(phone, middle - 11, tier - phone - 12, 22)
        paint.text(p, line, row.phone, font, muted)
        if row.tier is not None:
            paint.chip(p, tier, middle - 12, row.tier.text, theme, row.tier.kind, row.tier.icon)
        line = QRectF(points, middle - 11, visit - points - 8, 22)
        paint.text(p, line, row.points, font, theme.color("text.primary"))
        if row.pickups is not None:
            width = paint.chip_width(row.pickups.text, theme, row.pickups.icon)
            right -= width
            paint.chip(p, right, middle - 12, row.pickups.text, theme, row.pickups.kind, row.pickups.icon)
        if right - visit - 12 >= _LEAST_VISIT:
            paint.text(p, QRectF(visit, middle - 11, right - visit - 12, 22), row.visit, font, muted)

    def _paint_who(self, p: QPainter, box: QRectF, row: HitRow, right: float) -> None:
        theme, x, middle = self._holder.theme, box.x() + _WORDS, box.center().y()
        name = QRectF(x, middle - 20, right - x, 22)
        paint.text(p, name, row.name, theme.font("body.lg", 600), theme.color("text.primary"))
        below = QRectF(x, middle + 3, right - x, 18)
        paint.text(p, below, row.contact, theme.font("meta"), theme.color("text.secondary"))

    def _paint_adding(self, p: QPainter, box: QRectF, row: HitRow, right: float) -> None:
        theme, middle = self._holder.theme, box.center().y()
        disc = QRectF(box.x() + _EDGE, middle - _AVATAR / 2, _AVATAR, _AVATAR)
        paint.rounded(p, disc, _AVATAR / 2, theme.color("accent.soft"))
        p.drawPixmap(disc.center() - QPointF(11, 11), theme.icon("add", "accent.text"))
        x = box.x() + _NEW_WORDS
        title = QRectF(x, middle - 19, right - x, 22)
        paint.text(p, title, row.name, theme.font("body.lg", 500), theme.color("text.primary"))
        below = QRectF(x, middle + 3, right - x, 18)
        paint.text(p, below, row.contact, theme.font("meta"), theme.color("text.secondary"))


def _key(row: HitRow, chosen: bool) -> str:
    return row.key if chosen or not row.customer_id else ""
