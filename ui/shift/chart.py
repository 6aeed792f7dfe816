"""Figures of a report in large, and the baskets of each hour as bars."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.shift.view import Bar, CardView
from ui.theme import ThemeHolder

_CARD_HEIGHT, _PAD, _PAD_NARROW, _NARROW = 98, 16, 12, 170
_HEADROOM = 1 / 3
"""Of the plot stays free over the highest bar, so a busy hour does not look like a full one."""

_WIDEST_BAR = 96
"""A shift of a single hour is still a bar and not a wall."""


class Card(QWidget):
    """A title, one figure, and what to hold it against."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self._holder, self._view = holder, CardView("", "")
        self.setFixedHeight(_CARD_HEIGHT)

    def show_view(self, view: CardView) -> None:
        self._view = view
        self.setAccessibleName(f"{view.title}: {view.value}. {view.detail}".strip())
        self.update()

    def _measures(self) -> tuple[int, int]:
        """Padding at the sides and size of the figure: both give way in a narrow window."""
        return (_PAD + 1, 22) if self.width() >= _NARROW else (_PAD_NARROW, 20)

    def value_width(self) -> float:
        """What the figure needs with its padding; figures are never cut."""
        pad, px = self._measures()
        return paint.text_width(self._view.value, self._holder.theme.font("h1", 600, tabular=True, px=px)) + 2 * pad

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, view = QPainter(self), self._holder.theme, self._view
        edge = theme.color("border.subtle")
        paint.rounded(p, self.rect(), theme.radius("card"), theme.color("bg.surface"), edge)
        pad, px = self._measures()
        x, width = pad, self.width() - 2 * pad
        muted = theme.color("text.secondary")
        paint.text(p, QRectF(x, 17, width, 18), view.title, theme.font("meta"), muted)
        value = theme.font("h1", 600, tabular=True, px=px)
        paint.text(p, QRectF(x, 34, width, 30), view.value, value, theme.color("text.primary"), elide=False)
        paint.text(p, QRectF(x, 63, width, 18), view.detail, theme.font("meta", tabular=True), muted)


class BarChart(QWidget):
    """One bar for each hour, its count over it and its hour below."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self._holder = holder
        self._bars: tuple[Bar, ...] = ()
        self._nothing = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(400, 200)

    def show_bars(self, bars: tuple[Bar, ...], name: str, nothing: str) -> None:
        """`nothing` stands in the place of bars where there is none."""
        self._bars, self._nothing = bars, nothing
        told = ", ".join(f"{bar.label}: {bar.value}" for bar in bars)
        self.setAccessibleName(f"{name}. {told or nothing}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, plot = QPainter(self), QRectF(self.rect()).adjusted(14, _PAD, -14, -36)
        if not self._bars:
            theme = self._holder.theme
            paint.text(p, plot, self._nothing, theme.font("body"), theme.color("text.secondary"), paint.CENTER)
            return
        pitch = plot.width() / len(self._bars)
        scale = plot.height() * (1 - _HEADROOM) / max(1, *(bar.value for bar in self._bars))
        for n, bar in enumerate(self._bars):
            column = QRectF(plot.x() + n * pitch, plot.y(), pitch, plot.height())
            self._paint_bar(p, bar, column, bar.value * scale)

    def _paint_bar(self, p: QPainter, bar: Bar, column: QRectF, height: float) -> None:
        theme = self._holder.theme
        width = min(column.width() * 2 / 3, _WIDEST_BAR)
        box = QRectF(column.center().x() - width / 2, column.bottom() - height, width, height)
        if height > 0:
            shape = QPainterPath()
            shape.addRoundedRect(box.adjusted(0, 0, 0, 4), 4, 4)
            p.setClipRect(box)
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.fillPath(shape, theme.color("accent.fill"))
            p.setClipping(False)
        font, ink = theme.font("meta", tabular=True), theme.color("text.muted")
        over = QRectF(column.x(), box.y() - 24, column.width(), 20)
        paint.text(p, over, str(bar.value), font, ink, paint.CENTER, elide=False)
        below = QRectF(column.x(), column.bottom() + 6, column.width(), 20)
        paint.text(p, below, bar.label, font, ink, paint.CENTER, elide=False)
