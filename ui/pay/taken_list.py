"""What is paid already: one row for each tender, with the way to undo it."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import paint
from ui.pay.view import TakenView
from ui.pay.words import PayWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import QuietButton

ROW, GAP = 56, 12
_LOW, _LOW_GAP, _MOST = 46, 8, 3


class TakenRow(QWidget):
    """A tender in green, with a tick, its amount and Undo."""

    def __init__(self, holder: ThemeHolder, words: PayWords, view: TakenView, height: int) -> None:
        super().__init__()
        self._holder, self._view = holder, view
        self.setFixedHeight(height)
        self.setAccessibleName(" ".join(part for part in (view.label, view.amount, view.detail) if part))
        self.undo = QuietButton(holder, words.undo, "undo")
        self.undo.ink_role = "success.fg"
        self.undo.setAccessibleName(view.undo)
        self.undo.setFixedWidth(102)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 7, 0)
        row.addStretch()
        row.addWidget(self.undo)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        ink = theme.color("success.fg")
        paint.rounded(p, box, theme.radius("control"), theme.color("success.bg"), theme.color("border.subtle"))
        p.drawPixmap(QPointF(15, (box.height() - 22) / 2), theme.icon("ok", "success.fg"))
        amount = theme.font("body.lg", 700, tabular=True, px=17)
        end = self.undo.x() - 13.0
        paint.text(p, QRectF(0, 0, end, box.height()), self._view.amount, amount, ink, paint.RIGHT, elide=False)
        room = end - 49 - paint.text_width(self._view.amount, amount) - 12
        label, detail = theme.font("body", 500), theme.font("meta", 400, tabular=True)
        width = min(room, paint.text_width(self._view.label, label) + 1)
        paint.text(p, QRectF(49, 0, width, box.height()), self._view.label, label, ink)
        if self._view.detail:
            rest = QRectF(49 + width + 12, 0, max(0.0, room - width - 12), box.height())
            paint.text(p, rest, self._view.detail, detail, ink)


class TakenList(QScrollArea):
    """`undone` carries the place of a tender. Two or three rows are seen at once, more are scrolled to."""

    undone = Signal(int)

    def __init__(self, holder: ThemeHolder, words: PayWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._words = holder, words
        self._shown: tuple[TakenView, ...] = ()
        self._most = _MOST
        self.rows: list[TakenRow] = []
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def show_taken(self, taken: tuple[TakenView, ...], locked: str) -> None:
        if taken != self._shown:
            self._shown = taken
            self._rebuild()
        for row, view in zip(self.rows, taken, strict=True):
            row.undo.set_reason(locked or view.reason)

    def set_room(self, rows: int) -> None:
        """How many rows a window of this height has room for at once."""
        if rows != self._most:
            self._most = rows
            self._rebuild()

    def _rebuild(self) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        many = len(self._shown) >= _MOST
        height, gap = (_LOW, _LOW_GAP) if many else (ROW, GAP)
        self._column.setSpacing(gap)
        self.rows = [TakenRow(self._holder, self._words, view, height) for view in self._shown]
        for place, row in enumerate(self.rows):
            row.undo.clicked.connect(partial(self.undone.emit, place))
            self._column.addWidget(row)
        seen = min(len(self.rows), self._most)
        self.setFixedHeight(max(0, seen * (height + gap) - gap))
        self.setVisible(bool(self.rows))
        if self.rows:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())
