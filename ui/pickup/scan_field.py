"""The field over the pickup pages: scans are told there, order numbers and codes are typed there."""

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import paint
from ui.keys import action
from ui.pickup.view import ChipView
from ui.theme import ThemeHolder
from ui.widgets.announce import announce

LONGEST = 300
"""A pickup token has 227 digits; it may be pasted too."""
CHIP_MS = 4_000
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class ScanField(QLineEdit):
    """`entered` carries what was typed. With nothing typed the keys act on the list: `stepped`, `opened`, `ticked`."""

    entered = Signal(str)
    stepped = Signal(int)
    opened = Signal()
    ticked = Signal()

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self._chip: ChipView | None = None
        self.setObjectName("pickup-field")
        self.setFixedHeight(holder.theme.size("control.lg"))
        self.setFont(holder.theme.font("body.lg", 400))
        self.setMaxLength(LONGEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._make_room()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear_scan)

    @property
    def chip(self) -> ChipView | None:
        """What the last scan did, while it is shown."""
        return self._chip

    def ask(self, hint: str) -> None:
        """Say what is scanned or typed next."""
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)

    def show_scan(self, chip: ChipView) -> None:
        self._chip = chip
        self.setAccessibleDescription(chip.text)
        announce(self, chip.text)
        self._timer.start(CHIP_MS)
        self._make_room()
        self.update()

    def clear_scan(self) -> None:
        self._chip = None
        self._make_room()
        self.update()

    def _make_room(self) -> None:
        """The words in the empty field end before the chip."""
        chip = self._chip
        width = 0.0 if chip is None else paint.chip_width(chip.text, self._holder.theme, chip.icon) + 10
        self.setTextMargins(34, 0, 48 + round(width), 0)

    def event(self, event: QEvent) -> bool:
        """Nothing typed: Ctrl Z undoes the hand-over instead of the last letter."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.text():
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Undo):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._enter()
        elif not self.text() and key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif not self.text() and key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.ticked.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        typed = self.text().strip()
        self.clear()
        if typed:
            self.entered.emit(typed)
        else:
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p, theme = QPainter(self), self._holder.theme
        p.drawPixmap(QPointF(14, (self.height() - 24) / 2), theme.icon("scan.qr", size=24))
        middle = self.height() / 2
        right = self.width() - 15.0
        right -= paint.key_hint(p, right, middle, action("pickups", "find").hint, theme) + 10
        if self._chip is not None and not self.text():
            width = paint.chip_width(self._chip.text, theme, self._chip.icon)
            paint.chip(p, right - width, middle - 12, self._chip.text, theme, self._chip.kind, self._chip.icon)
