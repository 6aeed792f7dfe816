"""The right column of a customer's page: goods that may come into the sale, with what is here of them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.customer import painted
from ui.customer.column_scroll import ColumnScroll
from ui.customer.side_panel import SidePanel
from ui.customer.view import GoodsRow, GoodsView
from ui.customer.words import CustomerWords
from ui.sell.pictures import Pictures
from ui.theme import ThemeHolder
from ui.widgets.buttons import TonalButton
from ui.widgets.label import Label

_ROW, _EDGE, _PLATE, _PICTURE, _WORDS = 60, 14, 44, 34, 68
MOST = 50
"""Rows of one panel that are shown; nobody reads more of a wish list at a till."""
_SMALL = 15


class GoodsLine(QWidget):
    """One row; only its button is pressed."""

    def __init__(self, holder: ThemeHolder, words: CustomerWords, pictures: Pictures, view: GoodsRow) -> None:
        super().__init__()
        self._holder, self._pictures, self._view = holder, pictures, view
        self.setAccessibleName(view.spoken)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.add = TonalButton(holder, "", "add", parent=self)
        self.add.setFixedSize(44, 44)
        self.add.setAccessibleName(words.add_goods.format(name=view.name))
        self.add.set_reason(view.reason)
        pictures.ready.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _ROW)

    def resizeEvent(self, event: object) -> None:
        self.add.move(self.width() - 44 - _EDGE, (_ROW - 44) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, view = QPainter(self), self._holder.theme, self._view
        p.fillRect(QRectF(0, _ROW - 1, self.width(), 1), theme.color("border.subtle"))
        painted.plate(p, QRectF(_EDGE, 8, _PLATE, _PLATE), self._view.picture, theme, self._pictures, _PICTURE)
        right = self.add.x() - 10
        price = theme.font("body", 600, tabular=True)
        width = paint.text_width(view.price, price) + 1
        amount = QRectF(right - width, 0, width, _ROW)
        paint.text(p, amount, view.price, price, theme.color("text.primary"), paint.RIGHT, elide=False)
        end = right - width - 6
        name = QRectF(_WORDS, 7, end - _WORDS, 22)
        paint.text(p, name, view.name, theme.font("body", 500), theme.color("text.primary"))
        chip = paint.chip(p, _WORDS, 30, view.here.text, theme, view.here.kind)
        below = QRectF(_WORDS + chip + 6, 30, end - _WORDS - chip - 6, 24)
        told, meta, tone = view.reason or view.detail, theme.font("meta"), theme.color("text.secondary")
        if paint.text_width(told, meta) <= below.width():
            paint.text(p, below, told, meta, tone)
        else:
            paint.text_two_lines(p, below.translated(0, -3), told, meta, tone, _SMALL)


class GoodsPanel(SidePanel):
    """`added` carries a SKU and how many; `all_asked` wants everything of this panel."""

    added = Signal(str, int)
    all_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: CustomerWords, pictures: Pictures, title: str, icon: str) -> None:
        super().__init__(holder, title, icon)
        self._holder, self._words, self._pictures = holder, words, pictures
        self._shown: tuple[GoodsRow, ...] = ()
        self.lines: list[GoodsLine] = []
        self.all = TonalButton(holder, "")
        self.all.clicked.connect(self.all_asked)
        self.head.addWidget(self.all)
        self._none = Label(holder, "", "label", 400, "text.secondary", wrap=True)
        self._none.setContentsMargins(16, 12, 16, 14)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        self.content.addWidget(self._none)

    def show_view(self, view: GoodsView) -> None:
        self.aside.setText(view.aside)
        self.all.setText(view.all)
        self.all.setVisible(bool(view.all))
        self.head.setContentsMargins(15, 4 if view.all else 2, 10 if view.all else 16, 4 if view.all else 2)
        self._none.setText(view.empty)
        self._none.setVisible(not view.rows)
        rows = view.rows[:MOST]
        if rows != self._shown:
            self._shown = rows
            self._fill()

    def _fill(self) -> None:
        for old in self.lines:
            self.content.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [GoodsLine(self._holder, self._words, self._pictures, row) for row in self._shown]
        for line, row in zip(self.lines, self._shown, strict=True):
            line.add.clicked.connect(lambda checked=False, row=row: self.added.emit(row.sku, row.units))
            self.content.addWidget(line)


class GoodsColumn(ColumnScroll):
    """The three panels, one under the other."""

    added = Signal(str, int)
    all_asked = Signal(str)

    def __init__(self, holder: ThemeHolder, words: CustomerWords, pictures: Pictures) -> None:
        super().__init__()
        kinds = (("basket", words.online_basket, "cart"), ("wishlist", words.wishlist, "wishlist"))
        self.panels = {
            name: GoodsPanel(holder, words, pictures, title, icon)
            for name, title, icon in (*kinds, ("offers", words.suggest, "preference"))
        }
        for name, panel in self.panels.items():
            panel.setObjectName(f"customer-goods-{name}")
            panel.all.setObjectName(f"customer-bring-{name}")
            panel.added.connect(self.added)
            panel.all_asked.connect(lambda name=name: self.all_asked.emit(name))
            self.cards.addWidget(panel)
        self.cards.addStretch()

    def show_views(self, views: Sequence[GoodsView]) -> None:
        for view in views:
            self.panels[view.name].show_view(view)
