"""What is held while a shift is about to close: it waits for the next one, or it is struck now. Esc does neither."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import paint
from ui.shift.view import HeldRow
from ui.shift.words import ShiftWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import DangerButton, FilledButton
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label

_ROW, _MOST = 60, 6


class _HeldRows(QWidget):
    """As many rows as have room; what is left out is counted in the last of them."""

    def __init__(self, holder: ThemeHolder, rows: Sequence[HeldRow], name: str) -> None:
        super().__init__()
        self._holder = holder
        left_out = len(rows) - _MOST
        self._rows = [*rows[: _MOST - 1], HeldRow(f"+ {left_out + 1}", "", "")] if left_out > 0 else list(rows)
        self.setFixedHeight(_ROW * len(self._rows))
        told = "; ".join(f"{row.title} {row.amount}, {row.detail}" for row in rows)
        self.setAccessibleName(f"{name}: {told}")

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self._holder.theme
        strong, ink = theme.font("body", 600, tabular=True), theme.color("text.primary")
        for n, row in enumerate(self._rows):
            box = QRectF(0, n * _ROW, self.width(), _ROW)
            p.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), theme.color("border.subtle"))
            over = box.adjusted(0, 8, 0, -30)
            paint.text(p, over, row.amount, strong, ink, paint.RIGHT, elide=False)
            paint.text(p, over.adjusted(0, 0, -paint.text_width(row.amount, strong) - 12, 0), row.title, strong, ink)
            quiet = theme.color("text.secondary")
            paint.text(p, box.adjusted(0, 30, 0, -8), row.detail, theme.font("meta", tabular=True), quiet)


class HeldAtCloseDialog(Dialog):
    """`kept` and `struck` say what was chosen; the dialog is closed by then."""

    kept = Signal()
    struck = Signal()

    def __init__(
        self,
        window: QWidget,
        holder: ThemeHolder,
        words: ShiftWords,
        common: CommonWords,
        rows: Sequence[HeldRow],
    ) -> None:
        super().__init__(window, holder, words.held_title, "hold", common.close, width=600)
        self.content.addWidget(Label(holder, words.held_words, wrap=True))
        self.content.addWidget(_HeldRows(holder, rows, words.held_title))
        self.strike = DangerButton(holder, words.void_held, "delete", large=True)
        self.keep = FilledButton(holder, words.keep_held, "hold", "Enter", large=True)
        self.strike.setObjectName("strike-held")
        self.keep.setObjectName("keep-held")
        self.strike.clicked.connect(lambda: self._end(self.struck))
        self.keep.clicked.connect(lambda: self._end(self.kept))
        self.add_button(self.strike)
        self.buttons.addStretch()
        self.add_button(self.keep, default=True)

    def ask(self) -> None:
        self.open(self.keep)

    def _end(self, told: object) -> None:
        self.close()
        told.emit()  # type: ignore[attr-defined]  # a bound signal, which Qt gives no name
