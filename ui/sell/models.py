"""Tiles, lines and hits as list models whose rows are views: `data` is a look-up, changes are announced row by row."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.sell.view import HitView, LineView, TileView

VIEW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TileModel(QAbstractListModel):
    """The products of one category; another category is another model state."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles: tuple[TileView, ...] = ()

    def show(self, tiles: tuple[TileView, ...]) -> None:
        """Stock and prices of the same products change in place, so the scroll stays."""
        if [tile.sku for tile in tiles] != [tile.sku for tile in self._tiles]:
            self.beginResetModel()
            self._tiles = tiles
            self.endResetModel()
            return
        before, self._tiles = self._tiles, tiles
        for row, (old, new) in enumerate(zip(before, tiles, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        tile = self._tiles[index.row()]
        if role == VIEW:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tile.tip or None
        return tile.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class LineModel(QAbstractListModel):
    """The lines of the basket. A scan is one insert or one changed row, never a reset."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[LineView] = []

    @property
    def lines(self) -> Sequence[LineView]:
        return self._lines

    def show(self, lines: Sequence[LineView]) -> None:
        wanted = [line.line_id for line in lines]
        self._drop_others(set(wanted))
        kept = [line.line_id for line in self._lines]
        if kept != [line_id for line_id in wanted if line_id in set(kept)]:
            self._reset(lines)
            return
        for row, line in enumerate(lines):
            if row < len(self._lines) and self._lines[row].line_id == line.line_id:
                self._change(row, line)
            else:
                self.beginInsertRows(QModelIndex(), row, row)
                self._lines.insert(row, line)
                self.endInsertRows()

    def row_of(self, line_id: str) -> int:
        return next((row for row, line in enumerate(self._lines) if line.line_id == line_id), -1)

    def _drop_others(self, wanted: set[str]) -> None:
        for row in reversed(range(len(self._lines))):
            if self._lines[row].line_id not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row]
                self.endRemoveRows()

    def _change(self, row: int, line: LineView) -> None:
        if self._lines[row] != line:
            self._lines[row] = line
            self.dataChanged.emit(self.index(row), self.index(row))

    def _reset(self, lines: Sequence[LineView]) -> None:
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == VIEW:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        return line.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class HitModel(QAbstractListModel):
    """What the search found; heads of groups cannot be taken."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[HitView, ...] = ()

    def show(self, hits: tuple[HitView, ...]) -> None:
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def first(self) -> int:
        """The first row that can be taken, −1 when there is none."""
        return next((row for row, hit in enumerate(self._hits) if hit.kind), -1)

    def step(self, row: int, by: int) -> int:
        """The next row that can be taken in a direction; the same one at the end."""
        rows = range(row + 1, len(self._hits)) if by > 0 else range(row - 1, -1, -1)
        return next((n for n in rows if self._hits[n].kind), row)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def flags(self, index: Index) -> Qt.ItemFlag:
        taken = index.isValid() and bool(self._hits[index.row()].kind)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if taken else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self._hits[index.row()]
        if role == VIEW:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (hit.text, hit.detail, hit.amount) if part)
        return None
