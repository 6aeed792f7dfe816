"""The strip of figures under the head: points, the way to the next tier, spend, orders, returns."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import paint
from ui.customer.view import FigureView
from ui.theme import ThemeHolder
from ui.widgets.label import Panel, Rule

_HEIGHT, _EDGE, _BAR = 86, 16, 8
_SHARES = (3, 4, 3, 3, 3)


class FigureCell(QWidget):
    """A title, a value or a bar, and a line under it."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self._view = FigureView("", "", "")

    def show_view(self, view: FigureView) -> None:
        self._view = view
        self.setAccessibleName(view.spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """The amounts of the last line are never cut."""
        detail = paint.text_width(self._view.detail, self._holder.theme.font("meta", tabular=True))
        return QSize(ceil(max(detail, 90.0)) + 1 + 2 * _EDGE, _HEIGHT - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, view = QPainter(self), self._holder.theme, self._view
        room = QRectF(_EDGE, 0, self.width() - 2 * _EDGE, 18)
        meta, ink = theme.font("meta", tabular=True), theme.color("text.secondary")
        title = paint.text_width(view.title, meta) + 12
        paint.text(p, room.translated(0, 10), view.title, meta, ink)
        if title + paint.text_width(view.aside, meta) <= room.width():
            paint.text(p, room.translated(0, 10), view.aside, meta, ink, paint.RIGHT, elide=False)
        if view.share is None:
            value = QRectF(_EDGE, 28, room.width(), 24)
            font = theme.font("h2", 600, tabular=True)
            paint.text(p, value, view.value, font, theme.color(view.tone), elide=False)
        else:
            bar = QRectF(_EDGE, 39, room.width(), _BAR)
            paint.rounded(p, bar, _BAR / 2, theme.color("bg.sunken"))
            if view.share:
                bar.setWidth(max(_BAR, bar.width() * view.share / 1000))
                paint.rounded(p, bar, _BAR / 2, theme.color("accent.fill"))
        paint.text(p, room.translated(0, 53 if view.share is None else 57), view.detail, meta, ink)


class FiguresStrip(Panel):
    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HEIGHT)
        self.cells = [FigureCell(holder) for _ in _SHARES]
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for n, (cell, share) in enumerate(zip(self.cells, _SHARES, strict=True)):
            if n:
                row.addWidget(Rule(vertical=True))
            row.addWidget(cell, share)

    def show_views(self, views: Sequence[FigureView]) -> None:
        for cell, view in zip(self.cells, views, strict=True):
            cell.show_view(view)
