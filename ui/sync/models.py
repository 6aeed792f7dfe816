"""Rows of the sync centre's lists, already in words; `data` is a look-up."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

VIEW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Keyed(Protocol):
    """A row that is known by its key and can be read out."""

    @property
    def key(self) -> str: ...

    @property
    def spoken(self) -> str: ...


class RowModel(QAbstractListModel):
    """One list. The same rows again change in place, new ones at an end are inserted, so scroll and choice stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Keyed] = []

    def show(self, rows: Sequence[Keyed]) -> None:
        before, after = [row.key for row in self.rows], [row.key for row in rows]
        if before != after:
            head = next((n for n, key in enumerate(before) if n >= len(after) or after[n] != key), len(before))
            if head < len(before):
                self.beginRemoveRows(_ROOT, head, len(before) - 1)
                del self.rows[head:]
                self.endRemoveRows()
            if head < len(after):
                self.beginInsertRows(_ROOT, head, len(after) - 1)
                self.rows += rows[head:]
                self.endInsertRows()
        for n, row in enumerate(rows):
            if self.rows[n] != row:
                self.rows[n] = row
                self.dataChanged.emit(self.index(n), self.index(n))

    def row_of(self, key: str) -> int:
        """Where the row of this key stands, -1 when it is gone."""
        return next((n for n, row in enumerate(self.rows) if row.key == key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == VIEW:
            return row
        return row.spoken if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
