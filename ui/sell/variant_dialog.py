"""The sizes and colours of a product: one touch sells the one that is meant."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from ui import paint
from ui.sell.view import VariantsView, VariantView
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label

_CELL, _GAP, _TALLEST = 64, 8, 520


class VariantButton(PaintedButton):
    """A size and what there is of it. None in the count does not stop a sale: goods in hand are the truth."""

    def __init__(self, holder: ThemeHolder, view: VariantView) -> None:
        self._view = view
        super().__init__(holder, view.label)
        self.setAccessibleName(view.spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(96, _CELL)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, state = QPainter(self), QRectF(self.rect()), self.theme, self.state()
        rest = "bg.surface" if self._view.is_here else "bg.app"
        fill = {"hover": "bg.hover", "pressed": "bg.pressed"}.get(state, rest)
        edge = "border.control" if self._view.is_here else "border.subtle"
        paint.rounded(p, box, theme.radius("control"), theme.color(fill), theme.color(edge))
        ink = theme.color("text.primary" if self._view.is_here else "text.secondary")
        upper = QRectF(4, 12, box.width() - 8, 22)
        paint.text(p, upper, self._view.label, theme.font("body.lg", 600), ink, paint.CENTER)
        font = theme.font("meta", 400, tabular=True)
        paint.text(p, upper.translated(0, 20), self._view.detail, font, ink, paint.CENTER)


class VariantDialog(Dialog):
    """`chosen` carries the SKU; the dialog is closed by then."""

    chosen = Signal(str)

    def __init__(self, window: QWidget, holder: ThemeHolder, common: CommonWords, view: VariantsView) -> None:
        super().__init__(window, holder, view.title, "size", common.close, width=800)
        self.buttons_by_sku: dict[str, VariantButton] = {}
        self._first: VariantButton | None = None
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(6, 6, 6, 6)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(16)
        for row, (label, cells) in enumerate(view.rows):
            if label:
                grid.addWidget(Label(holder, label, weight=500), row, 0)
            for column, cell in enumerate(cells, 1):
                grid.addWidget(self._button(holder, cell), row, column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)  # Qt turns it on for whatever it is given to scroll
        area.setMinimumHeight(min(len(view.rows) * (_CELL + 16) + 12, _TALLEST))
        self.content.setContentsMargins(14, 14, 14, 14)
        self.content.addWidget(area)

    def _button(self, holder: ThemeHolder, cell: VariantView) -> VariantButton:
        button = VariantButton(holder, cell)
        button.setObjectName(f"variant-{cell.sku}")
        button.clicked.connect(partial(self._choose, cell.sku))
        self.buttons_by_sku[cell.sku] = button
        if self._first is None and cell.is_here:
            self._first = button
        return button

    def ask(self) -> None:
        """The first size that is here has the focus, so Enter sells it."""
        self.open(self._first)

    def _choose(self, sku: str) -> None:
        self.dismiss()
        self.chosen.emit(sku)
