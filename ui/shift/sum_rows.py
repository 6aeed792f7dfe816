"""What made the expected amount, row by row, and the two amounts that are compared."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui import paint
from ui.shift.view import FigureRow
from ui.theme import ThemeHolder

_ROW, _STRONG, _GAP = 30, 32, 6
_LEAST = _ROW + 10
"""Of a list that is cut short so much is seen that a part of the next row says that there is more."""


class SumRows(QWidget):
    """The rows in their order. Where room is short those that add up are scrolled, the strong ones always stay."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self.parts, self.totals = _Rows(holder), _Rows(holder, ruled=True)
        self.list = _Cut(self.parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(self.totals)

    def show_rows(self, rows: tuple[FigureRow, ...]) -> None:
        self.parts.show_rows(tuple(row for row in rows if not row.strong))
        self.totals.show_rows(tuple(row for row in rows if row.strong))
        self.list.fit()


class _Cut(QScrollArea):
    """As high as its rows, or as there is room for."""

    def __init__(self, rows: QWidget) -> None:
        super().__init__()
        self._shown = rows
        self.setWidget(rows)
        rows.setAutoFillBackground(False)  # Qt turns it on for whatever it is given to scroll
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the next thing that is changed shows all of it again

    def fit(self) -> None:
        height = self._shown.height()
        self.setMaximumHeight(height)
        self.setMinimumHeight(min(height, _LEAST))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._shown.height())


class _Rows(QWidget):
    """Labels left, amounts right; `ruled` puts a line over them."""

    def __init__(self, holder: ThemeHolder, *, ruled: bool = False) -> None:
        super().__init__()
        self._holder, self._ruled = holder, ruled
        self._rows: tuple[FigureRow, ...] = ()

    def show_rows(self, rows: tuple[FigureRow, ...]) -> None:
        self._rows = rows
        self.setFixedHeight(sum(_height(row) for row in rows) + (_GAP if self._ruled else 0))
        self.setAccessibleName("; ".join(f"{row.label} {row.amount}" for row in rows))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, y = QPainter(self), self._holder.theme, 0.0
        if self._ruled:
            p.fillRect(QRectF(0, 2, self.width(), 1), theme.color("border.subtle"))
            y = _GAP - 1
        for row in self._rows:
            box = QRectF(0, y, self.width(), _height(row))
            font = theme.font("body", 600 if row.strong else 400, tabular=True)
            ink = theme.color("text.primary" if row.strong else "text.secondary")
            paint.text(p, box, row.amount, font, ink, paint.RIGHT, elide=False)
            paint.text(p, box.adjusted(0, 0, -paint.text_width(row.amount, font) - 12, 0), row.label, font, ink)
            y += box.height()


def _height(row: FigureRow) -> int:
    return _STRONG if row.strong else _ROW
