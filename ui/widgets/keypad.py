"""The keypad: phone order for PINs, calculator order for amounts. Its keys go to whoever listens, not to the focus."""

from functools import partial
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton

Order = Literal["phone", "calculator"]

CLEAR, BACK = "clear", "back"
_ROWS = {"phone": ("123", "456", "789"), "calculator": ("789", "456", "123")}
_LAST = {"phone": (CLEAR, "0", BACK), "calculator": ("00", "0", ".")}


class KeypadKey(PaintedButton):
    """One key. It can be reached with Tab, but a press leaves the focus where the typing goes."""

    def __init__(self, holder: ThemeHolder, sign: str, name: str, least: int, parent: QWidget | None = None) -> None:
        self.sign, self._least = sign, least
        super().__init__(holder, name, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRepeat(sign == BACK)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(self._least, self._least)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, state = QPainter(self), QRectF(self.rect()), self.theme, self.state()
        ink = theme.color("text.primary" if state != "disabled" else "text.disabled")
        fill = {"rest": "bg.surface", "hover": "bg.hover", "pressed": "bg.pressed", "disabled": "bg.app"}[state]
        if self.sign == CLEAR:
            paint.rounded(p, box, theme.radius("control"), theme.color(fill) if state != "rest" else None)
            paint.text(p, box, self.text(), theme.font("body", 500), ink, paint.CENTER)
            return
        paint.rounded(p, box, theme.radius("control"), theme.color(fill), theme.color("border.subtle"))
        if self.sign == BACK:
            middle = box.center() - QPointF(12, 12)
            p.drawPixmap(middle, theme.tinted("backspace", ink, 24))
            return
        paint.text(p, box, self.sign, theme.font("h1", 600, tabular=True, px=24), ink, paint.CENTER, elide=False)


class Keypad(QWidget):
    """Twelve keys. `pressed` carries a digit, "00", ".", `CLEAR` or `BACK`."""

    pressed = Signal(str)

    def __init__(
        self,
        holder: ThemeHolder,
        order: Order,
        names: dict[str, str],
        *,
        last_row: tuple[str, str, str] | None = None,
        least: int = 64,
        parent: QWidget | None = None,
    ) -> None:
        """`names` are the words of `CLEAR` and `BACK`; `least` is the height a key may not go under."""
        super().__init__(parent)
        self.keys: dict[str, KeypadKey] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(holder.theme.space(2))
        for row, signs in enumerate((*_ROWS[order], last_row or _LAST[order])):
            for column, sign in enumerate(signs):
                key = KeypadKey(holder, sign, names.get(sign, sign), least, self)
                key.setObjectName(f"key-{sign}")
                key.clicked.connect(partial(self.pressed.emit, sign))
                grid.addWidget(key, row, column)
                self.keys[sign] = key
        for column in range(3):
            grid.setColumnStretch(column, 1)


def for_figures(field: QLineEdit) -> None:
    """Say of a field that it takes figures, for which there are keys beside it: no letters rise for it."""
    field.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)


def is_for_figures(field: QLineEdit) -> bool:
    return bool(field.inputMethodHints() & Qt.InputMethodHint.ImhFormattedNumbersOnly)


def type_into(field: QLineEdit, sign: str) -> None:
    """Do with `field` what the key means, as if it had been typed there."""
    if sign == CLEAR:
        field.clear()
    elif sign == BACK:
        field.backspace()
    else:
        field.insert(sign)
