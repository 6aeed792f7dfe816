"""What the search found, dropped down under the find field; the focus stays in the field."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from ui.sell.hit_delegate import HEAD, ROW, HitDelegate
from ui.sell.models import VIEW, HitModel
from ui.sell.view import HitView
from ui.theme import ThemeHolder
from ui.widgets.label import Panel

_EDGE, _BORDER, _GAP = 6, 1, 8


class SearchList(Panel):
    """`picked` carries the kind and the key of the row taken."""

    picked = Signal(str, str)

    def __init__(self, holder: ThemeHolder, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = HitModel(self)
        self.list = QListView()
        self.list.setModel(self.rows)
        self.list.setItemDelegate(HitDelegate(holder, self.list))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(name)
        self.list.setObjectName("hits")
        # The rows fill it, so the tiles beneath, dear to paint, need not be painted first with every key.
        self.list.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.list.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _EDGE, 0, _EDGE)
        column.addWidget(self.list)
        self.hide()

    def show_hits(self, hits: tuple[HitView, ...], below: QWidget, foot: int) -> None:
        """Under `below`, as high as the rows need and at most down to `foot`; nothing found says so in the list."""
        self.rows.show(hits)
        if not hits:
            self.hide()
            return
        wanted = sum(ROW if hit.kind else HEAD for hit in hits) + 2 * (_EDGE + _BORDER)
        top = below.y() + below.height() + _GAP
        self.setGeometry(below.x(), top, below.width(), min(wanted, foot - top))
        self.show()
        self.raise_()
        if (first := self.rows.first()) >= 0:
            self.list.setCurrentIndex(self.rows.index(first))

    def step(self, by: int) -> None:
        """Move to the next row that can be taken; by more than one, page-wise."""
        row = self.list.currentIndex().row()
        for _ in range(abs(by)):
            row = self.rows.step(row, 1 if by > 0 else -1)
        if row >= 0:
            self.list.setCurrentIndex(self.rows.index(row))

    def current(self) -> tuple[str, str]:
        """Kind and key of the marked row; both empty without one."""
        index = self.list.currentIndex()
        if self.isHidden() or not index.isValid():
            return "", ""
        hit: HitView = index.data(VIEW)
        return hit.kind, hit.key

    def take_current(self) -> bool:
        """Whether there was a row to take."""
        index = self.list.currentIndex()
        if self.isHidden() or not index.isValid() or not index.data(VIEW).kind:
            return False
        self._take(index)
        return True

    def _take(self, index: QModelIndex) -> None:
        hit: HitView = index.data(VIEW)
        if hit.kind:
            self.hide()
            self.picked.emit(hit.kind, hit.key)
