"""Who was found, in rows; the arrows move the mark from the field too."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from ui.customer.models import VIEW, RowModel
from ui.customer.search_delegate import SearchDelegate
from ui.customer.view import HitRow
from ui.theme import ThemeHolder


class SearchList(QListView):
    """`taken` carries the customer that was pressed, or chosen with Enter; empty for the row that adds one."""

    taken = Signal(str)

    def __init__(self, holder: ThemeHolder, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: RowModel[HitRow] = RowModel(lambda row: row.customer_id, lambda row: row.name, self)
        self.delegate = SearchDelegate(holder, self)
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setObjectName("customers-found")
        self.delegate.acted.connect(self.taken)
        self.doubleClicked.connect(lambda index: self.taken.emit(index.data(VIEW).customer_id))

    def show_rows(self, rows: tuple[HitRow, ...]) -> None:
        """The first row is marked, or still the one that was."""
        before = self.current
        self.rows.show(rows)
        at = next((n for n, row in enumerate(rows) if before is not None and row.customer_id == before.customer_id), 0)
        self._mark(self.rows.index(at) if rows else QModelIndex())

    @property
    def current(self) -> HitRow | None:
        return self.rows.at(self.currentIndex().row())

    def step(self, by: int) -> None:
        """Move the mark by rows, also while the focus is in the field."""
        count = self.rows.rowCount()
        if count:
            self._mark(self.rows.index(min(max(self.currentIndex().row() + by, 0), count - 1)))

    def take_current(self) -> None:
        if (row := self.current) is not None:
            self.taken.emit(row.customer_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.take_current()
        else:
            super().keyPressEvent(event)

    def _mark(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.scrollTo(index)
