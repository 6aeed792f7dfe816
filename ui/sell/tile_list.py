"""The grid of product tiles: as many columns and rows as the window has room for."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from ui.sell.models import VIEW, TileModel
from ui.sell.pictures import Pictures
from ui.sell.tile_delegate import TileDelegate
from ui.sell.view import TileView
from ui.sell.words import SellWords
from ui.theme import ThemeHolder

LEAST_HEIGHT = 148
"""Logical pixels of a cell; lower ones would crop the picture."""
_COLUMNS = ((1800, 6), (1536, 5), (1280, 4), (0, 3))


def columns_for(window_width: int) -> int:
    """Columns by the logical width of the window (DESIGN.md, breakpoints)."""
    return next(columns for least, columns in _COLUMNS if window_width >= least)


class TileList(QListView):
    """`touched` carries a SKU. A touch leaves the focus in the find field."""

    touched = Signal(str)

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
        self._pictures.ready.connect(self.viewport().update)
        holder.changed.connect(self.viewport().update)

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
        rows = max(1, self.height() // LEAST_HEIGHT)
        cell = QSize((self.width() - 1) // self._columns, self.height() // rows)
        if cell != self._delegate.cell and cell.width() > 0:
            self._delegate.cell = cell
            self.setGridSize(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self._touch(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _touch(self, index: QModelIndex) -> None:
        if index.isValid():
            self.touched.emit(index.data(VIEW).sku)
