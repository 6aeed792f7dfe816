"""The lines of the basket as a list; one line is selected, and its buttons are keys and actions too."""

from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListView, QWidget

from ui.keys import action
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
        for name, text in self._named(words):
            named = QAction(text, self)
            named.setObjectName(f"line-{name}")
            named.triggered.connect(lambda checked=False, name=name: self.acted.emit(name, ""))
            self.addAction(named)

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

    def event(self, event: QEvent) -> bool:
        """The key of a note is one on the line while the focus is on the lines, not one on the sale."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_note(cast(QKeyEvent, event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = "note" if _is_note(event) else _KEYS.get(Qt.Key(event.key()))
        if name is None:
            super().keyPressEvent(event)
        elif not (event.isAutoRepeat() and name in ("remove", "quantity", "note")):
            self.acted.emit(name, "")

    def _choose(self, index: QModelIndex) -> None:
        """The same touch may have pressed Remove: then there is no line any more."""
        line = index.data(VIEW)
        if line is not None:
            self.chosen.emit(line.line_id)


def _is_note(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) == QKeySequence(action("sell", "note").key)
