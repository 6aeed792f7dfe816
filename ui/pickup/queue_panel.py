"""The left panel of the pickup page: which orders, the orders, and how many were collected today."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from ui.pickup.models import VIEW, RowModel
from ui.pickup.queue_delegate import QueueDelegate
from ui.pickup.view import FILTERS, QueueRow, QueueView
from ui.pickup.words import PickupWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.segmented import Segmented


class QueueList(QListView):
    """`opened` carries the order that was pressed, or chosen with Enter."""

    opened = Signal(int)

    def __init__(self, holder: ThemeHolder, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selected = 0
        self.rows: RowModel[QueueRow] = RowModel(lambda row: row.order_id, self)
        self.setModel(self.rows)
        self.setItemDelegate(QueueDelegate(holder, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setObjectName("queue")
        self.clicked.connect(self._open)

    def show_rows(self, rows: tuple[QueueRow, ...], selected: int) -> None:
        """`selected` is the order that is worked on, 0 for none; what the arrows chose stays until it is another."""
        current = self.currentIndex()
        before = current.data(VIEW).order_id if current.isValid() else 0
        stays = self.hasFocus() and selected in (0, self._selected)
        self._selected = selected
        self.rows.show(rows)
        at = self.rows.row_of(before) if stays else -1
        at = at if at >= 0 else self.rows.row_of(selected)
        index = self.rows.index(at) if at >= 0 else QModelIndex()
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        if not index.isValid():
            self.selectionModel().clear()
        elif selected:
            self.scrollTo(index)

    def step(self, by: int) -> None:
        """Move the mark by rows, also while the focus is in the field."""
        count = self.rows.rowCount()
        if count:
            at = self.currentIndex().row()
            wanted = min(max(at + by, 0), count - 1) if at >= 0 else (0 if by > 0 else count - 1)
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.rows.index(wanted), flag)

    def open_current(self) -> None:
        if self.currentIndex().isValid():
            self._open(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.open_current()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(VIEW).order_id)


class QueuePanel(Panel):
    """`filtered` carries the name of the segment that was chosen."""

    filtered = Signal(str)
    opened = Signal(int)
    print_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: PickupWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {"all": words.all, "to_pick": words.to_pick, "ready": words.ready, "overdue": words.overdue}
        self.segments = Segmented(holder, [(name, names[name]) for name in FILTERS], filling=True)
        self.list = QueueList(holder, words.queue)
        self.empty = Label(holder, tone="text.secondary", wrap=True, align=Qt.AlignmentFlag.AlignCenter)
        self.collected = Label(holder, role="meta", tone="text.secondary", tabular=True)
        self.print_list = OutlineButton(holder, words.print_list, "print")
        self.print_list.setObjectName("print-pick-list")
        self._lay_out()
        self.segments.chosen.connect(self.filtered)
        self.list.opened.connect(self.opened)
        self.print_list.clicked.connect(self.print_asked)

    def _lay_out(self) -> None:
        head, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.setContentsMargins(10, 10, 10, 8)
        head.addWidget(self.segments)
        foot.setContentsMargins(16, 8, 10, 8)
        foot.addWidget(self.collected)
        foot.addStretch()
        foot.addWidget(self.print_list)
        self.empty.setContentsMargins(24, 40, 24, 40)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(Rule())
        column.addLayout(foot)

    def set_compact(self, compact: bool) -> None:
        self.segments.set_compact(compact)

    def show_view(self, view: QueueView) -> None:
        for name, count in view.counts.items():
            self.segments.set_count(name, str(count))
        self.segments.choose(view.filter)
        self.list.show_rows(view.rows, view.selected)
        self.list.setVisible(bool(view.rows))
        self.empty.setVisible(not view.rows)
        self.empty.setText(view.empty)
        self.collected.setText(view.collected)
        self.print_list.set_reason(view.print_reason)
