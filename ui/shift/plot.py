"""Plots of a report: a line over days, columns over hours, bars with names. Their table says the same to everybody."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.shift.day_view import PlotView, Point
from ui.theme import ThemeHolder

_EDGE, _TOP, _FOOT, _DOT, _WORDS = 16, 30, 28, 4, 16
_WIDEST, _BAR_HEIGHT, _LEAST_PITCH, _GAP = 72, 20, 24, 12
_LABELS = 0.34
"""Of the width is for the names of bars."""


class Plot(QWidget):
    """What is shown is said whole in its accessible name; the table beside it is for reading on."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self._holder = holder
        self._view = PlotView("line", "", ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)

    def sizeHint(self) -> QSize:
        return QSize(400, 220)

    def show_view(self, view: PlotView) -> None:
        self._view = view
        told = ", ".join(f"{point.label}: {point.words}" for point in view.points)
        self.setAccessibleName(f"{view.name}. {told}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._view.points:
            return
        p, box = QPainter(self), QRectF(self.rect())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view.kind == "rows":
            self._paint_rows(p, box.adjusted(_EDGE, _EDGE / 2, -_EDGE, -_EDGE / 2))
            return
        plot = box.adjusted(_EDGE, _TOP, -_EDGE, -_FOOT)
        if self._view.kind == "line" and len(self._view.points) > 1:
            self._paint_line(p, plot)
        else:
            self._paint_columns(p, plot)

    def _paint_columns(self, p: QPainter, plot: QRectF) -> None:
        points, theme = self._view.points, self._holder.theme
        base, scale = _scale(points, plot)
        pitch = plot.width() / len(points)
        every = self._every(pitch)
        p.fillRect(QRectF(plot.x(), base, plot.width(), 1), theme.color("border.subtle"))
        for n, point in enumerate(points):
            middle, width = plot.x() + (n + 0.5) * pitch, min(pitch * 2 / 3, _WIDEST)
            height = point.value * scale
            top = base - max(height, 0)
            paint.rounded(p, QRectF(middle - width / 2, top, width, abs(height)), 3, self._ink(point))
            if n % every == 0:
                self._label(p, middle, plot, top, point)

    def _paint_line(self, p: QPainter, plot: QRectF) -> None:
        points, theme = self._view.points, self._holder.theme
        base, scale = _scale(points, plot)
        pitch = plot.width() / len(points)
        every = self._every(pitch)
        line = [QPointF(plot.x() + (n + 0.5) * pitch, base - x.value * scale) for n, x in enumerate(points)]
        p.fillRect(QRectF(plot.x(), base, plot.width(), 1), theme.color("border.subtle"))
        p.setPen(QPen(theme.color("accent.fill"), 2))
        p.drawPolyline(QPolygonF(line))
        for n, (spot, point) in enumerate(zip(line, points, strict=True)):
            p.setPen(QPen(theme.color("bg.surface"), 2))
            p.setBrush(self._ink(point))
            p.drawEllipse(spot, _DOT + 1, _DOT + 1)
            if (len(points) - 1 - n) % every == 0:  # the newest day always has its words
                is_valley = all(line[m].y() < spot.y() for m in (n - 1, n + 1) if 0 <= m < len(line))
                top = spot.y() + 2 * _WORDS if is_valley and spot.y() + 2 * _WORDS < plot.bottom() else spot.y() - _DOT
                self._clear(p, spot.x(), top, point)
                self._label(p, spot.x(), plot, top, point)

    def _paint_rows(self, p: QPainter, box: QRectF) -> None:
        """As many bars as have room, in their order; what is left out stands in the table."""
        theme = self._holder.theme
        points = self._view.points[: max(1, int(box.height() // _LEAST_PITCH))]
        names, figures = theme.font("body"), theme.font("body", 600, tabular=True)
        left = min(box.width() * _LABELS, max(paint.text_width(point.label, names) for point in points) + _GAP)
        right = max(paint.text_width(point.words, figures) for point in points) + _GAP
        room = max(1.0, box.width() - left - right)
        most = max(1, *(abs(point.value) for point in points)) if points else 1
        pitch = min(box.height() / len(points), 48)
        for n, point in enumerate(points):
            row = QRectF(box.x(), box.y() + n * pitch, box.width(), pitch)
            paint.text(p, QRectF(row.x(), row.y(), left - _GAP, pitch), point.label, names, theme.color("text.primary"))
            width = max(abs(point.value) / most * room, 2)
            height = min(_BAR_HEIGHT, pitch - 4)
            bar = QRectF(row.x() + left, row.center().y() - height / 2, width, height)
            paint.rounded(p, bar, 3, self._ink(point))
            told = QRectF(bar.right() + _GAP / 2, row.y(), right, pitch)
            paint.text(p, told, point.words, figures, theme.color("text.primary"), elide=False)

    def _label(self, p: QPainter, middle: float, plot: QRectF, top: float, point: Point) -> None:
        """The figure over its column, and what it is of below the plot."""
        font, ink = self._font(), self._holder.theme.color("text.secondary")
        over = QRectF(middle - 60, max(top - 24, 0), 120, 20)
        paint.text(p, over, point.words, font, ink, paint.CENTER, elide=False)
        below = QRectF(middle - 60, plot.bottom() + 6, 120, 20)
        paint.text(p, below, point.label, font, ink, paint.CENTER, elide=False)

    def _clear(self, p: QPainter, middle: float, top: float, point: Point) -> None:
        """Room in the line for the words of a point."""
        width = paint.text_width(point.words, self._font()) + 6
        p.fillRect(QRectF(middle - width / 2, top - 23, width, 18), self._holder.theme.color("bg.surface"))

    def _every(self, pitch: float) -> int:
        """Only each so-manieth value has its words, so that none run into each other."""
        font = self._font()
        widest = max(max(paint.text_width(x.words, font), paint.text_width(x.label, font)) for x in self._view.points)
        return max(1, -(-int(widest + 8) // max(1, int(pitch))))

    def _font(self) -> QFont:
        return self._holder.theme.font("meta", tabular=True)

    def _ink(self, point: Point) -> QColor:
        return self._holder.theme.color("accent.fill" if point.value >= 0 else "danger.fill")


def _scale(points: Sequence[Point], plot: QRectF) -> tuple[float, float]:
    """Where nothing lies, and pixels for each unit: below that there is room for what is below nothing."""
    most, least = max(0, *(x.value for x in points), 0), min(0, *(x.value for x in points), 0)
    scale = plot.height() / max(1, most - least)
    return plot.bottom() + least * scale, scale
