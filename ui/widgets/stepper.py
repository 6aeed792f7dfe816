"""A whole number with − and + beside it; holding a button repeats, and soon in steps of ten."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent, QPainter, QPaintEvent, QValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton
from ui.widgets.keypad import for_figures

HOLD_MS, REPEAT_MS, FAST_AFTER = 400, 120, 10


class Number(QLineEdit):
    """The figure in the middle. Enter goes to the next control as Tab does, ↑ and ↓ change it by one.

    After the last of several figures it goes where `leads_to` says, as long as that can be pressed.
    """

    stepped = Signal(int)
    leads_to: QWidget | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Plus):
            self.stepped.emit(1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Minus):
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)

    def _go_on(self, forward: bool) -> None:
        end = self.leads_to
        if forward and end is not None and end.isVisible() and end.isEnabled():
            end.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self._select)  # after the press that brought the focus has placed its cursor

    def _select(self) -> None:
        if self.hasFocus():
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """An empty field counts nothing, and says so once the focus leaves it."""
        super().focusOutEvent(event)
        self.deselect()
        if not self.text():
            self.setText("0")


class _Side(PaintedButton):
    def __init__(self, holder: ThemeHolder, icon: str, name: str, parent: QWidget) -> None:
        self._icon = icon
        super().__init__(holder, name, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(44, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, state = QPainter(self), self.theme, self.state()
        fill = {"hover": "bg.hover", "pressed": "bg.pressed"}.get(state)
        if fill:
            paint.rounded(p, QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.radius("chip"), theme.color(fill))
        ink = theme.color("text.primary" if state != "disabled" else "text.disabled")
        p.drawPixmap(QPointF(12, 12), theme.tinted(self._icon, ink, 20))


class Pieces(QIntValidator):
    """Digits alone: Qt's own takes the separators of thousands of the language as well, and reads none of them back."""

    def validate(self, text: str, at: int) -> object:
        digits = not text or (text.isascii() and text.isdigit())
        return super().validate(text, at) if digits else (QValidator.State.Invalid, text, at)


class Stepper(QFrame):
    """44 + 64 + 44 wide. `changed` carries the number whenever a person changed it; never below 0."""

    changed = Signal(int)
    focused = Signal(bool)

    def __init__(
        self,
        holder: ThemeHolder,
        name: str,
        words: tuple[str, str],
        *,
        value: int = 0,
        most: int = 9_999,
        parent: QWidget | None = None,
    ) -> None:
        """`name` says what is counted; `words` are the names of the two buttons, fewer first."""
        super().__init__(parent)
        self._holder, self._most, self._held, self._step = holder, most, 0, 0
        self.field = Number(str(value), self)
        self.field.setValidator(Pieces(0, most, self))
        for_figures(self.field)
        self.field.setProperty("kind", "bare")
        self.field.setProperty("ring", "inside")
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setFont(holder.theme.font("body.lg", 600, tabular=True))
        self.field.setAccessibleName(name)
        self.field.setFixedSize(64, 44)
        self.fewer = _Side(holder, "remove", f"{words[0]}, {name}", self)
        self.more = _Side(holder, "add", f"{words[1]}, {name}", self)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._repeat)
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for part in (self.fewer, self.field, self.more):
            row.addWidget(part)
        self.setFixedSize(154, 46)

    def set_compact(self, compact: bool) -> None:
        """With a narrower number, where a column has little room."""
        self.field.setFixedWidth(48 if compact else 64)
        self.setFixedWidth(self.field.width() + 90)

    def set_locked(self, locked: bool) -> None:
        """Show the number and take no other; Tab passes it by."""
        for part in (self.field, self.fewer, self.more):
            part.setEnabled(not locked)

    def _connect(self) -> None:
        self.field.textEdited.connect(lambda text: self.changed.emit(self.value()))
        self.field.stepped.connect(self.step)
        self.field.installEventFilter(self)
        for button, step in ((self.fewer, -1), (self.more, 1)):
            button.pressed.connect(lambda step=step: self._press(step))
            button.released.connect(self._release)

    def value(self) -> int:
        return int(self.field.text() or 0)

    def set_value(self, value: int) -> None:
        """Show a number without telling anybody; what is being typed stays as it is when it means the same."""
        if value != self.value():
            self.field.setText(str(value))

    def step(self, by: int) -> None:
        wanted = min(max(self.value() + by, 0), self._most)
        if wanted != self.value():
            self.field.setText(str(wanted))
            self.changed.emit(wanted)

    def _press(self, step: int) -> None:
        self.field.setFocus(Qt.FocusReason.MouseFocusReason)
        self._step, self._held = step, 0
        self.step(step)
        self._timer.start(HOLD_MS)

    def _release(self) -> None:
        """Of our own: PySide keeps a method of Qt's that is connected for ever."""
        self._timer.stop()

    def _repeat(self) -> None:
        self._held += 1
        self._timer.setInterval(REPEAT_MS)
        self.step(self._step * (10 if self._held > FAST_AFTER else 1))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focused.emit(event.type() == QEvent.Type.FocusIn)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self._holder.theme
        edge = theme.color("border.control")
        paint.rounded(p, self.rect(), theme.radius("control"), theme.color("bg.surface"), edge)
        for x in (45, self.width() - 45):
            p.fillRect(QRectF(x, 1, 1, 44), edge)
