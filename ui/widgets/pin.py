"""The PIN field: dots for the digits typed so far. The digits themselves are never shown, copied or logged."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.keypad import BACK, CLEAR, Keypad
from ui.widgets.label import Rule

_DOT, _GAP = 18, 16


class PinField(QWidget):
    """`entered` carries the PIN once as many digits are there as the person's PIN has."""

    entered = Signal(str)
    changed = Signal(int)
    submitted = Signal()

    def __init__(self, holder: ThemeHolder, name: str, *, framed: bool = False, parent: QWidget | None = None) -> None:
        """`framed` draws the edge of a field around the dots, as dialogs do."""
        super().__init__(parent)
        self._holder, self._framed, self._wrong = holder, framed, False
        self._digits, self._length, self._closed = "", 4, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(200, 52)

    def expect(self, length: int) -> None:
        """Start anew for a person whose PIN has `length` digits."""
        self._length, self._wrong = length, False
        self.clear()

    def set_closed(self, closed: bool) -> None:
        """A closed field keeps the focus and takes no digits: while a PIN is checked, and while its user is locked."""
        self._closed = closed
        self.update()

    def show_wrong(self) -> None:
        """Clear the dots and mark the field until the next digit."""
        self.clear()
        self._wrong = True
        self.update()

    def clear(self) -> None:
        self._take("")

    @property
    def count(self) -> int:
        return len(self._digits)

    def type(self, sign: str) -> None:
        """A key of the keypad, or a typed digit."""
        if self._closed:
            return
        if sign == CLEAR:
            self.clear()
        elif sign == BACK:
            self._take(self._digits[:-1])
        elif sign in "0123456789" and len(self._digits) < self._length:
            self._wrong = False
            self._take(self._digits + sign)
            if len(self._digits) == self._length:
                self.entered.emit(self._digits)

    def _take(self, digits: str) -> None:
        self._digits = digits
        self.setAccessibleDescription(f"{len(digits)} / {self._length}")
        self.changed.emit(len(digits))
        self.update()

    def submit(self) -> None:
        """Give the digits again, as after a check that did not come through; nothing while some are missing."""
        if not self._closed and len(self._digits) == self._length:
            self.entered.emit(self._digits)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.take_key(event)

    def take_key(self, event: QKeyEvent) -> None:
        """Do what a key pressed here, or passed on from beside the field, means for the PIN."""
        if event.key() == Qt.Key.Key_Backspace:
            self.type(BACK)
        elif event.key() == Qt.Key.Key_Delete:
            self.type(CLEAR)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif event.text() and event.text() in "0123456789":
            self.type(event.text())
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        if self._framed:
            edge = theme.color("danger.fg" if self._wrong else "border.control")
            paint.rounded(p, box, theme.radius("control"), theme.color("bg.surface"), edge)
        role = "danger.fg" if self._wrong else "text.disabled" if self._closed else "accent.fill"
        ink = theme.color(role)
        x = (box.width() - self._length * _DOT - (self._length - 1) * _GAP) / 2
        for n in range(self._length):
            dot = QRectF(x + n * (_DOT + _GAP), (box.height() - _DOT) / 2, _DOT, _DOT)
            paint.rounded(p, dot, _DOT / 2, ink if n < len(self._digits) else None, ink, 2)


def beside_words(words: QVBoxLayout, pin: PinField, keypad: Keypad) -> QHBoxLayout:
    """How dialogs ask for a PIN: words on the left, the dots over their keypad on the right."""
    right, both = QVBoxLayout(), QHBoxLayout()
    right.setSpacing(12)
    right.addWidget(pin)
    right.addWidget(keypad)
    both.setSpacing(20)
    both.addLayout(words, 1)
    both.addWidget(Rule(vertical=True))
    both.addLayout(right)
    keypad.setFixedWidth(240)
    return both
