"""The items of an order as a list; one may be marked, and its button is a key and an action too."""

from PySide6.QtCore import QModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from ui.pickup.item_delegate import ItemDelegate
from ui.pickup.models import VIEW, RowModel
from ui.pickup.view import ItemRow
from ui.sell.pictures import Pictures
from ui.theme import ThemeHolder

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_MARK = 110
"""Logical pixels at the end of a row: how many of it are there, and a touch says that one more is."""
_TICKS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ItemList(QListView):
    """`chosen` carries the line that was pressed, `acted` the one whose button was; `stepped` and `ticked` are keys."""

    chosen = Signal(int)
    acted = Signal(int)
    stepped = Signal(int)
    ticked = Signal()

    def __init__(
        self, holder: ThemeHolder, pictures: Pictures, name: str, height: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows: RowModel[ItemRow] = RowModel(lambda row: row.line, self)
        self._released = QPointF()
        self._delegate = ItemDelegate(holder, pictures, height, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setUniformItemSizes(True)
        self.setAccessibleName(name)
        self.setObjectName("items")
        self._delegate.acted.connect(self.acted)
        self.clicked.connect(self._touch)
        pictures.ready.connect(self.viewport().update)

    def name_action(self, text: str) -> None:
        """The button of the marked row as an action, for whoever does not see where it is painted."""
        named = QAction(text, self)
        named.triggered.connect(self._act)
        self.addAction(named)

    def show_rows(self, rows: tuple[ItemRow, ...]) -> None:
        self.rows.show(rows)
        at = next((number for number, row in enumerate(rows) if row.selected), -1)
        self.setCurrentIndex(self.rows.index(at) if at >= 0 else QModelIndex())
        if at >= 0:
            self.scrollTo(self.rows.index(at))

    def button_of(self, line: int) -> object:
        """Where the painted button of a line is, in the coordinates of the viewport."""
        index = self.rows.index(self.rows.row_of(line))
        return self._delegate.button(self.visualRect(index), index.data(VIEW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _TICKS:
            if not event.isAutoRepeat():
                self.ticked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._released = event.position()
        super().mouseReleaseEvent(event)

    def _touch(self, index: QModelIndex) -> None:
        """A row is marked; at its end it is ticked too, as Space does it for whoever has a keyboard."""
        row: ItemRow = index.data(VIEW)
        at_the_end = self._released.x() >= self.visualRect(index).right() - _MARK
        self.chosen.emit(row.line)
        if at_the_end and not row.action:
            self.ticked.emit()

    def _act(self) -> None:
        row = self.rows.at(self.currentIndex().row())
        if row is not None and row.action:
            self.acted.emit(row.line)
