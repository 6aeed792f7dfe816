"""Orders and items as list models whose rows are views: `data` is a look-up, changes are announced row by row."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.pickup.view import ItemRow, QueueRow

VIEW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
Row = TypeVar("Row", QueueRow, ItemRow)


class RowModel(QAbstractListModel, Generic[Row]):
    """Rows known by `key`. As long as the same ones stand in the same order, only those that changed are told."""

    def __init__(self, key: Callable[[Row], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key: Callable[[Row], int] = key
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        if [self._key(row) for row in rows] != [self._key(row) for row in self._rows]:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()
            return
        before, self._rows = self._rows, tuple(rows)
        for number, (old, new) in enumerate(zip(before, self._rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number), self.index(number))

    def row_of(self, key: int) -> int:
        """Where a row stands, -1 when it is not shown."""
        return next((number for number, row in enumerate(self._rows) if self._key(row) == key), -1)

    def at(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == VIEW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None
