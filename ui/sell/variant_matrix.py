"""The matrix of sizes by colours: one of them is marked, arrows walk to its neighbours."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui import paint
from ui.sell.pictures import Pictures
from ui.sell.view import VariantsView, VariantView
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton
from ui.widgets.label import Label

CELL, GAP, ROW = 64, 8, 80
_EDGE, _LABEL = 6, 76
_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class VariantButton(PaintedButton):
    """A size and what there is of it. None in the count does not stop a sale: goods in hand are the truth."""

    def __init__(self, holder: ThemeHolder, view: VariantView, parent: QWidget) -> None:
        self._view = view
        super().__init__(holder, view.label, parent=parent)
        self.setCheckable(True)
        self.setObjectName(f"variant-{view.sku}")
        self.setAccessibleName(view.spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(96, CELL)

    def nextCheckState(self) -> None:
        """The matrix says which one is marked; a press alone does not."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds and arrows walk: both belong to the dialog around it."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, view = QPainter(self), QRectF(self.rect()), self.theme, self._view
        rest = "bg.selected" if self.isChecked() else "bg.surface" if view.is_here else "bg.app"
        fill = {"hover": rest if self.isChecked() else "bg.hover", "pressed": "bg.pressed"}.get(self.state(), rest)
        edge = "accent.text" if self.isChecked() else "border.control" if view.is_here else "border.subtle"
        width = 2 if self.isChecked() else 1
        paint.rounded(p, box, theme.radius("control"), theme.color(fill), theme.color(edge), width)
        ink = "accent.text" if self.isChecked() else "text.primary" if view.is_here else "text.secondary"
        upper = QRectF(4, 12, box.width() - 8, 22)
        paint.text(p, upper, view.label, theme.font("body.lg", 600), theme.color(ink), paint.CENTER)
        small = "warning.fg" if view.is_low and not self.isChecked() else ink
        font = theme.font("meta", 500 if view.is_low else 400, tabular=True)
        paint.text(p, upper.translated(0, 20), view.detail, font, theme.color(small), paint.CENTER)


class Plate(QWidget):
    """A picture on its plate, square; the plate stays empty until the picture is decoded."""

    def __init__(self, holder: ThemeHolder, pictures: Pictures, path: str, side: int = CELL) -> None:
        super().__init__()
        self._holder, self._pictures, self._path, self._side = holder, pictures, path, side
        self.setFixedSize(side, side)
        pictures.ready.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self._holder.theme
        paint.rounded(p, self.rect(), theme.radius("control"), theme.color("bg.plate"))
        picture = self._pictures.get(self._path, QSize(self._side - 20, self._side - 20), self.devicePixelRatioF())
        if picture is not None:
            size = picture.deviceIndependentSize()
            p.drawPixmap(QPointF((self._side - size.width()) / 2, (self._side - size.height()) / 2), picture)


class Matrix(QWidget):
    """`marked` is the SKU of the marked size, `marked_changed` says that it is another one."""

    marked_changed = Signal()

    def __init__(self, holder: ThemeHolder, pictures: Pictures, view: VariantsView) -> None:
        super().__init__()
        self.marked = view.marked
        self.buttons: dict[str, VariantButton] = {}
        self._places: dict[tuple[int, int], str] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(ROW - CELL)
        for n, row in enumerate(view.rows):
            if row.picture:
                grid.addWidget(Plate(holder, pictures, row.picture), n, 0)
            if row.label:
                label = Label(holder, row.label, weight=500)
                label.setMinimumWidth(_LABEL)
                label.setContentsMargins(4, 0, 0, 0)
                grid.addWidget(label, n, 1)
            for column, cell in enumerate(row.cells):
                grid.setColumnStretch(column + 2, 1)
                if cell is not None:
                    grid.addWidget(self._button(holder, cell, n, column), n, column + 2)
        self._mark()

    @property
    def button(self) -> VariantButton | None:
        return self.buttons.get(self.marked)

    def _button(self, holder: ThemeHolder, cell: VariantView, row: int, column: int) -> VariantButton:
        button = VariantButton(holder, cell, self)
        button.clicked.connect(partial(self.mark, cell.sku))
        self.buttons[cell.sku] = button
        self._places[row, column] = cell.sku
        return button

    def mark(self, sku: str) -> None:
        self.marked = sku
        self._mark()
        self.buttons[sku].setFocus(Qt.FocusReason.OtherFocusReason)
        self.marked_changed.emit()

    def _mark(self) -> None:
        """The marked one is the one stop of Tab among them."""
        for sku, button in self.buttons.items():
            is_marked = sku == self.marked
            button.setChecked(is_marked)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_marked else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow marks the next one in its direction, over gaps in the matrix; at an edge nothing happens."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        at = next((place for place, sku in self._places.items() if sku == self.marked), None)
        if at is not None and (sku := self._next(at, step)):
            self.mark(sku)

    def _next(self, at: tuple[int, int], step: tuple[int, int]) -> str:
        rows, columns = (max(place[side] for place in self._places) + 1 for side in (0, 1))
        row, column = at[0] + step[0], at[1] + step[1]
        while 0 <= row < rows and 0 <= column < columns:
            if (row, column) in self._places:
                return self._places[row, column]
            row, column = row + step[0], column + step[1]
        return ""
