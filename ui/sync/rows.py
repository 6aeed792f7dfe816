"""A list of painted rows: what all lists of the sync centre share."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QWidget

from ui.sync.models import VIEW, Keyed, RowModel


class RowList(QListView):
    """`opened` carries the key of the row that was pressed, or on which Enter was pressed."""

    opened = Signal(str)

    def __init__(self, name: str, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._press)

    def paint_with(self, delegate: QStyledItemDelegate) -> None:
        self.setItemDelegate(delegate)

    def show_rows(self, rows: Sequence[Keyed]) -> None:
        """The chosen row stays chosen as long as it is there."""
        key = self.chosen()
        self.rows.show(rows)
        at = self.rows.row_of(key) if key else -1
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at))

    def chosen(self) -> str:
        """The key of the current row, empty without one."""
        index = self.currentIndex()
        return str(index.data(VIEW).key) if index.isValid() else ""

    def choose(self, key: str) -> None:
        at = self.rows.row_of(key)
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._press(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _press(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(str(index.data(VIEW).key))
