"""The lines of the basket as a list; one line is selected, and its buttons are keys and actions too."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from ui.sell.line_delegate import LineDelegate
from ui.sell.models import VIEW, LineModel
from ui.sell.view import LineView
from ui.sell.words import SellWords
from ui.theme import ThemeHolder

_KEYS = {
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Plus: "more",
    Qt.Key.Key_Minus: "less",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Space: "quantity",
    Qt.Key.Key_Return: "quantity",
    Qt.Key.Key_Enter: "quantity",
}


class LineList(QListView):
    """`acted` carries `quantity`, `less`, `more`, `discount`, `note`, `remove`, `up`, `down` and a line's id.

    For `up` and `down` and for keys the id is empty: the selected line is meant.
    """

    acted = Signal(str, str)
    chosen = Signal(str)

    def __init__(self, holder: ThemeHolder, words: SellWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = LineModel(self)
        self._delegate = LineDelegate(holder, words, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words.lines)
        self.setObjectName("lines")
        self._delegate.acted.connect(self.acted)
        self.clicked.connect(self._choose)
        holder.changed.connect(self.viewport().update)
        for name, text in self._named(words):
            action = QAction(text, self)
            action.setObjectName(f"line-{name}")
            action.triggered.connect(lambda checked=False, name=name: self.acted.emit(name, ""))
            self.addAction(action)

    @staticmethod
    def _named(words: SellWords) -> tuple[tuple[str, str], ...]:
        return (
            ("quantity", words.quantity),
            ("less", words.one_less),
            ("more", words.one_more),
            ("discount", words.discount),
            ("note", words.note),
            ("remove", words.remove),
        )

    def show_lines(self, lines: tuple[LineView, ...]) -> None:
        """Only rows that changed are told; a row whose height changed moves those below it."""
        before = {line.line_id: (line.selected, bool(line.chips)) for line in self.rows.lines}
        self.rows.show(lines)
        for row, line in enumerate(lines):
            if before.get(line.line_id, (line.selected, bool(line.chips))) != (line.selected, bool(line.chips)):
                self._delegate.sizeHintChanged.emit(self.rows.index(row))
        selected = next((row for row, line in enumerate(lines) if line.selected), -1)
        if selected >= 0 and self.currentIndex().row() != selected:
            self.setCurrentIndex(self.rows.index(selected))
        if selected >= 0:
            self.scrollTo(self.rows.index(selected))

    def parts(self, line_id: str) -> dict[str, object]:
        """Where the painted buttons of a line are, in the coordinates of the viewport."""
        index = self.rows.index(self.rows.row_of(line_id))
        return dict(self._delegate.parts(self.visualRect(index), index.data(VIEW)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = _KEYS.get(Qt.Key(event.key()))
        if name is None:
            super().keyPressEvent(event)
        elif not (event.isAutoRepeat() and name in ("remove", "quantity")):
            self.acted.emit(name, "")

    def _choose(self, index: QModelIndex) -> None:
        """The same touch may have pressed Remove: then there is no line any more."""
        line = index.data(VIEW)
        if line is not None:
            self.chosen.emit(line.line_id)
