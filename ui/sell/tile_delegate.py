"""How a product tile is painted: picture plate, two lines of name, price and stock."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import paint
from ui.sell.models import VIEW
from ui.sell.pictures import Pictures
from ui.sell.view import TileView
from ui.theme import ThemeHolder
from ui.widgets.badges import initials

GAP = 10
"""Between tiles; every cell carries half of it on each side."""
_WORDS = 82
"""Height of name and price under the plate."""
_NARROW, _CHIP_EDGE = 165, 16
KEPT = 48
"""Painted tiles: the pages of some categories, in the states that the pointer gives them."""
_SEEN = QStyle.StateFlag.State_Sunken | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
_PADDING = 10


class TileDelegate(QStyledItemDelegate):
    """`cell` is the size of a grid cell, set by the list on resize.

    Every dialog over the page makes Qt paint all of it: a tile that has not changed is only copied then.
    """

    def __init__(self, holder: ThemeHolder, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holder, self._pictures = holder, pictures
        self.cell = QSize(191, 166)
        self._painted: dict[tuple[object, ...], QPixmap] = {}
        holder.changed.connect(self._painted.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.cell

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        tile, size, scale = index.data(VIEW), option.rect.size(), p.device().devicePixelRatioF()
        state = option.state & _SEEN
        key = (tile, size.width(), size.height(), state.value, scale)
        painted = self._painted.get(key)
        if size.isEmpty():
            return
        if painted is None:
            painted = QPixmap(size * scale)
            painted.setDevicePixelRatio(scale)
            painted.fill(Qt.GlobalColor.transparent)
            inner = QPainter(painted)
            is_whole = self._paint_tile(inner, QRectF(0, 0, size.width(), size.height()), tile, state)
            inner.end()
            if is_whole:
                self._keep(key, painted)
        p.drawPixmap(option.rect.topLeft(), painted)

    def _keep(self, key: tuple[object, ...], painted: QPixmap) -> None:
        """The oldest go where there are too many."""
        while len(self._painted) >= KEPT:
            del self._painted[next(iter(self._painted))]
        self._painted[key] = painted

    def _paint_tile(self, p: QPainter, cell: QRectF, tile: TileView, state: QStyle.StateFlag) -> bool:
        """Whether all of it could be painted: a picture may be on its way."""
        theme = self._holder.theme
        half = GAP / 2
        box = cell.adjusted(half, half, -half, -half)
        fill = "bg.surface"
        if state & QStyle.StateFlag.State_Sunken:
            fill = "bg.pressed"
        elif state & QStyle.StateFlag.State_MouseOver:
            fill = "bg.hover"
        paint.rounded(p, box, theme.radius("card"), theme.color(fill))
        is_whole = self._paint_plate(p, box, tile)
        paint.rounded(p, box, theme.radius("card"), None, theme.color("border.subtle"))
        self._paint_words(p, box, tile)
        if state & QStyle.StateFlag.State_HasFocus:
            ring = box.adjusted(-4, -4, 4, 4)
            paint.rounded(p, ring, theme.radius("card") + 4, None, theme.color("focus"), 3)
        return is_whole

    def _paint_plate(self, p: QPainter, box: QRectF, tile: TileView) -> bool:
        theme = self._holder.theme
        plate = QRectF(box.x(), box.y(), box.width(), box.height() - _WORDS)
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(box, theme.radius("card"), theme.radius("card"))
        p.setClipPath(shape)
        p.fillRect(plate, theme.color("bg.plate"))
        p.restore()
        room = QSize(round(plate.width()) - 16, round(plate.height()) - 12)
        picture = self._pictures.get(tile.picture, room, p.device().devicePixelRatioF()) if tile.picture else None
        if picture is not None:
            size = picture.deviceIndependentSize()
            middle = plate.center() - QPointF(size.width() / 2, size.height() / 2)
            p.drawPixmap(QPointF(round(middle.x()), round(middle.y())), picture)
        elif not tile.picture:
            font = theme.font("h1", 600)
            paint.text(p, plate, initials(tile.name), font, theme.color("text.primary"), paint.CENTER, elide=False)
        return picture is not None or not tile.picture

    def _paint_words(self, p: QPainter, box: QRectF, tile: TileView) -> None:
        theme = self._holder.theme
        x, width = box.x() + _PADDING, box.width() - 2 * _PADDING
        name = QRectF(x, box.bottom() - _WORDS + 7, width, 38)
        paint.text_two_lines(p, name, tile.name, theme.font("label", 500), theme.color("text.primary"), 18)
        row = QRectF(x, box.bottom() - 32, width, 24)
        price_font = theme.font("body.lg", 600, tabular=True)
        paint.text(p, row, tile.price, price_font, theme.color("text.primary"), elide=False)
        room = width - paint.text_width(tile.price, price_font) - 8
        edge = _CHIP_EDGE if tile.stock_kind else 0
        narrow = box.width() < _NARROW or paint.text_width(tile.stock, theme.font("meta", 500)) + edge > room
        stock = tile.stock_short if narrow else tile.stock
        if not stock:
            return
        if tile.stock_kind:
            chip = paint.chip_width(stock, theme)
            paint.chip(p, row.right() - chip, row.y(), stock, theme, tile.stock_kind)
        else:
            font = theme.font("meta", 500, tabular=True)
            paint.text(p, row, stock, font, theme.color("text.muted"), paint.RIGHT, elide=False)
