"""The figures of a report as a table: walked through with the arrows, read out row by row, its total bold."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.shift.day_view import FigureTable
from ui.theme import ThemeHolder

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW, _HEAD, _PADDING = 44, 36, 24
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class FigureModel(QAbstractTableModel):
    """Rows are in words already: `data` is a look-up."""

    def __init__(self, holder: ThemeHolder, parent: QTableView) -> None:
        super().__init__(parent)
        self._holder = holder
        self.table = FigureTable((), (), ())

    def show(self, table: FigureTable) -> None:
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.table.columns)

    def is_total(self, row: int) -> bool:
        return self.table.has_total and row == len(self.table.rows) - 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.table.rows[row][column]
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.table.columns[column]} {self.table.rows[row][column]}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.table.right[column] else _LEFT
            case Qt.ItemDataRole.FontRole:
                return self._holder.theme.font("body", 600 if self.is_total(row) else 400, tabular=True)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.table.columns):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.table.columns[section]
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.table.right[section] else _LEFT
        return None


class FigureView(QTableView):
    """Whole rows are chosen; Tab goes on to what comes after the table."""

    def __init__(self, holder: ThemeHolder, name: str) -> None:
        super().__init__()
        self._holder = holder
        self.figures = FigureModel(holder, self)
        self.setModel(self.figures)
        self.setObjectName("figures")
        self.setAccessibleName(name)
        self.setProperty("kind", "figures")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setMinimumSectionSize(_ROW)
        head = self.horizontalHeader()
        head.setAccessibleName(name)
        head.setFixedHeight(_HEAD)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFont(holder.theme.font("meta"))
        holder.changed.connect(lambda: head.setFont(self._holder.theme.font("meta")))

    def show_table(self, table: FigureTable) -> None:
        """Columns are as wide as their words; the first of words takes what is left."""
        self.figures.show(table)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        wide = next((n for n, right in reversed(list(enumerate(table.right))) if not right), None)
        if wide is not None:
            head.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
            head.setMinimumSectionSize(72)
        if table.rows:
            self.setCurrentIndex(self.figures.index(0, 0))
            self.scrollToTop()
