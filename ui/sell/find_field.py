"""The find field: what is typed searches; while it is empty its keys act on the selected line."""

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import paint
from ui.keys import action
from ui.sell.view import ChipView
from ui.sell.words import SellWords
from ui.theme import ThemeHolder

LONGEST = 500
CHIP_MS = 4_000
_LINE_KEYS = {
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Plus: "more",
    Qt.Key.Key_Minus: "less",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Space: "quantity",
}
_LIST_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class FindField(QLineEdit):
    """`line_key` while empty; `stepped`, `entered`, `asked` (Alt Enter) and `left` while something is typed."""

    line_key = Signal(str)
    stepped = Signal(int)
    entered = Signal()
    asked = Signal()
    left = Signal()

    def __init__(self, holder: ThemeHolder, words: SellWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self._chip: ChipView | None = None
        self.setObjectName("find")
        self.setFixedHeight(holder.theme.size("control.lg"))
        self.setFont(holder.theme.font("body.lg", 400))
        self.setPlaceholderText(words.find)
        self.setAccessibleName(words.find)
        self.setMaxLength(LONGEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._make_room()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._clear_chip)

    @property
    def chip(self) -> ChipView | None:
        """What the last scan did, while it is shown."""
        return self._chip

    def show_scan(self, chip: ChipView) -> None:
        self._chip = chip
        self.setAccessibleDescription(chip.text)
        self._timer.start(CHIP_MS)
        self._make_room()
        self.update()

    def _clear_chip(self) -> None:
        self._chip = None
        self._make_room()
        self.update()

    def _make_room(self) -> None:
        """The words in the empty field end before the chip."""
        chip = self._chip
        width = 0.0 if chip is None else paint.chip_width(chip.text, self._holder.theme, chip.icon or None) + 10
        self.setTextMargins(32, 0, 48 + round(width), 0)

    def event(self, event: QEvent) -> bool:
        """Nothing typed: Ctrl Z undoes the last step of the till instead of the last letter."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.text():
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Undo):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
        if not self.text() and plain and key in _LINE_KEYS:
            if not (event.isAutoRepeat() and key == Qt.Key.Key_Delete):
                self.line_key.emit(_LINE_KEYS[key])
        elif self.text() and key in _LIST_KEYS:
            self.stepped.emit(_LIST_KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text() and not event.isAutoRepeat():
                (self.asked if event.modifiers() & Qt.KeyboardModifier.AltModifier else self.entered).emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p, theme = QPainter(self), self._holder.theme
        p.drawPixmap(QPointF(14, (self.height() - 24) / 2), theme.icon("scan", size=24))
        right = self.width() - 15.0
        middle = self.height() / 2
        right -= paint.key_hint(p, right, middle, action("sell", "find").hint, theme) + 10
        if self._chip is not None and not self.text():
            icon = self._chip.icon or None
            width = paint.chip_width(self._chip.text, theme, icon)
            paint.chip(p, right - width, middle - 12, self._chip.text, theme, self._chip.kind, icon)
