"""A field that scans are told in: a chip at its end says for a moment what the last one did."""

from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import paint
from ui.theme import ThemeHolder

CHIP_MS = 4_000


class Told(Protocol):
    """What a scan did, in words; `kind` is a colour family as in `ui.paint.chip`, `icon` may be empty."""

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def icon(self) -> str: ...


class ToldField(QLineEdit):
    """`icon` stands before the words, `key` is the hint behind them, `before` the room in front in logical pixels."""

    def __init__(self, holder: ThemeHolder, icon: str, key: str, before: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._icon, self._key, self._before = holder, icon, key, before
        self._chip: Told | None = None
        self.setFixedHeight(holder.theme.size("control.lg"))
        self.setFont(holder.theme.font("body.lg", 400))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._make_room()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear_scan)

    @property
    def chip(self) -> Told | None:
        """What the last scan did, while it is shown."""
        return self._chip

    def ask(self, hint: str) -> None:
        """Say what is scanned or typed next."""
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)

    def show_scan(self, chip: Told) -> None:
        self._chip = chip
        self.setAccessibleDescription(chip.text)
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
        width = 0.0 if chip is None else paint.chip_width(chip.text, self._holder.theme, chip.icon or None) + 10
        self.setTextMargins(self._before, 0, 48 + round(width), 0)

    def event(self, event: QEvent) -> bool:
        """Nothing typed: Ctrl Z undoes the last step of the till instead of the last letter."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.text():
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Undo):
                event.ignore()
                return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p, theme = QPainter(self), self._holder.theme
        p.drawPixmap(QPointF(14, (self.height() - 24) / 2), theme.icon(self._icon, size=24))
        right, middle = self.width() - 15.0, self.height() / 2
        right -= paint.key_hint(p, right, middle, self._key, theme) + 10
        if (chip := self._chip) is not None and not self.text():
            icon = chip.icon or None
            width = paint.chip_width(chip.text, theme, icon)
            paint.chip(p, right - width, middle - 12, chip.text, theme, chip.kind, icon)
