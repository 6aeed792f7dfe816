"""The grid of product tiles: as many columns and rows as the window has room for."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from ui.sell.models import VIEW, TileModel
from ui.sell.pictures import Pictures
from ui.sell.tile_delegate import TileDelegate
from ui.sell.view import TileView
from ui.sell.words import SellWords
from ui.theme import ThemeHolder

LONG_PRESS_MS = 600
LEAST_HEIGHT, USUAL_HEIGHT, FEW_ROWS = 148, 184, 3
"""Logical pixels of a cell; lower ones would crop the picture. Above a few rows, room makes the pictures larger."""
_COLUMNS = ((1800, 6), (1536, 5), (1280, 4), (0, 3))


def columns_for(window_width: int) -> int:
    """Columns by the logical width of the window (DESIGN.md, breakpoints)."""
    return next(columns for least, columns in _COLUMNS if window_width >= least)


class TileList(QListView):
    """`touched` carries a SKU; `asked` one whose sheet is wanted, by a long press, Alt Enter or the other mouse button.

    A touch leaves the focus in the find field.
    """

    touched = Signal(str)
    asked = Signal(str)

    def __init__(self, holder: ThemeHolder, words: SellWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = 4
        self._pictures = Pictures(self)
        self.rows = TileModel(self)
        self._delegate = TileDelegate(holder, self._pictures, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words.tiles)
        self.setObjectName("tiles")
        self.clicked.connect(self._touch)
        self._pressed = QPersistentModelIndex()
        self._long = QTimer(self, singleShot=True, interval=LONG_PRESS_MS)
        self._long.timeout.connect(self._ask_pressed)
        self._pictures.ready.connect(self.viewport().update)

    def show_tiles(self, tiles: tuple[TileView, ...]) -> None:
        self.rows.show(tiles)

    def set_columns(self, columns: int) -> None:
        self._columns = columns
        self._fit()

    def wait_for_pictures(self) -> None:
        self._pictures.wait()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        usual = (2 * self.height() + USUAL_HEIGHT) // (2 * USUAL_HEIGHT)
        rows = max(1, min(self.height() // LEAST_HEIGHT, max(usual, FEW_ROWS)))
        cell = QSize((self.width() - 1) // self._columns, self.height() // rows)
        if cell != self._delegate.cell and cell.width() > 0:
            self._delegate.cell = cell
            self.setGridSize(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                wants_sheet = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
                (self._ask if wants_sheet else self._touch)(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _touch(self, index: QModelIndex) -> None:
        if index.isValid():
            self.touched.emit(index.data(VIEW).sku)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton:
            self._long.start()
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.RightButton:
            self._ask_pressed()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A finger that slides off its tile means nothing by it."""
        if self._long.isActive() and self.indexAt(event.position().toPoint()) != self._pressed:
            self._long.stop()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press whose sheet is open by now adds nothing."""
        was_short = self._long.isActive()
        self._long.stop()
        if was_short or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self.blockSignals(True)
        super().mouseReleaseEvent(event)
        self.blockSignals(False)

    def _ask_pressed(self) -> None:
        self._ask(self.model().index(self._pressed.row(), 0) if self._pressed.isValid() else QModelIndex())

    def _ask(self, index: QModelIndex) -> None:
        if index.isValid():
            self.asked.emit(index.data(VIEW).sku)
