"""Customers found and events as list models whose rows are views: `data` is a look-up."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.customer.view import HitRow, TimelineRow

VIEW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
Row = TypeVar("Row", HitRow, TimelineRow)


class RowModel(QAbstractListModel, Generic[Row]):
    """Rows known by `key`. Rows that only follow those shown are announced as an insert, so the scroll stays."""

    def __init__(self, key: Callable[[Row], str], title: Callable[[Row], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key: Callable[[Row], str] = key
        self._title: Callable[[Row], str] = title
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        new, old = tuple(rows), self._rows
        if old and [self._key(row) for row in new[: len(old)]] == [self._key(row) for row in old]:
            self._grow(new)
        else:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()

    def _grow(self, new: tuple[Row, ...]) -> None:
        """The rows of before, changed or not, and maybe more after them."""
        old = self._rows
        self._rows = new[: len(old)]
        for number, (before, after) in enumerate(zip(old, self._rows, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(number), self.index(number))
        if len(new) > len(old):
            self.beginInsertRows(_ROOT, len(old), len(new) - 1)
            self._rows = new
            self.endInsertRows()

    def at(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == VIEW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(row)
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None
