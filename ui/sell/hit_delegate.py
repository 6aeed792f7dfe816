"""How a row of the search list is painted: heads of groups, and what can be taken."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import paint
from ui.sell.models import VIEW
from ui.sell.view import HitView
from ui.theme import ThemeHolder

HEAD, ROW = 32, 52
_ICONS = {"product": "nav.stock", "customer": "customer", "order": "pickup", "sale": "receipt", "code": "scan"}


class HitDelegate(QStyledItemDelegate):
    def __init__(self, holder: ThemeHolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holder = holder

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, ROW if index.data(VIEW).kind else HEAD)

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        theme, hit = self._holder.theme, index.data(VIEW)
        box = QRectF(option.rect)
        p.fillRect(box, theme.color("bg.surface"))
        if not hit.kind:
            font = theme.font("meta", 600)
            paint.text(p, box.adjusted(16, 0, -16, 0), hit.text, font, theme.color("text.secondary"))
            return
        if option.state & QStyle.StateFlag.State_Selected:
            p.fillRect(box, theme.color("bg.selected"))
            p.fillRect(QRectF(box.x(), box.y(), 4, box.height()), theme.color("accent.text"))
        p.drawPixmap(QPointF(box.x() + 16, box.y() + 15), theme.icon(_ICONS[hit.kind], "text.secondary"))
        self._paint_texts(p, box, hit)

    def _paint_texts(self, p: QPainter, box: QRectF, hit: HitView) -> None:
        theme = self._holder.theme
        font = theme.font("body.lg", 600, tabular=True)
        amount = paint.text_width(hit.amount, font) + 12 if hit.amount else 0.0
        paint.text(
            p, box.adjusted(0, 0, -16, 0), hit.amount, font, theme.color("text.primary"), paint.RIGHT, elide=False
        )
        room = box.adjusted(50, 0, -16 - amount, 0)
        if not hit.detail:
            paint.text(p, room, hit.text, theme.font("body", 500), theme.color("text.primary"))
            return
        upper = QRectF(room.x(), room.y() + 5, room.width(), 21)
        paint.text(p, upper, hit.text, theme.font("body", 500), theme.color("text.primary"))
        paint.text(p, upper.translated(0, 21), hit.detail, theme.font("meta"), theme.color("text.muted"))
