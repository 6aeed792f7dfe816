"""Another amount: the field, the keypad, and taking it as cash."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.keys import action
from ui.pay.words import PayWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton, TonalButton
from ui.widgets.keypad import BACK, CLEAR, Keypad, for_figures, type_into
from ui.widgets.label import Label, Panel

LONGEST = 16
_OTHERS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.SelectAll)


class AmountField(QLineEdit):
    """Only what belongs to an amount can be typed; Enter takes it, Esc clears it or leaves."""

    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        for_figures(self)

    def event(self, event: QEvent) -> bool:
        """Nothing typed: Ctrl Z undoes the last step of the till instead of the last letter. Nothing is pasted into an
        amount, and the keys of that take a voucher and the account."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            undo, paste, everything = (event.matches(key) for key in _OTHERS)
            if paste or everything or (undo and not self.text()):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().isprintable() and event.text().strip() and event.text() not in "0123456789.,":
            event.accept()  # a letter is no part of an amount
        else:
            super().keyPressEvent(event)


class _Wide(TonalButton):
    """Takes the room that is left beside the backspace key."""

    def sizeHint(self) -> QSize:
        return QSize(120, self.tall)


class AmountPanel(Panel):
    """`cash_taken` carries the typed text."""

    cash_taken = Signal(str)
    left = Signal()

    def __init__(self, holder: ThemeHolder, words: PayWords, sign: str, parent: QWidget | None = None) -> None:
        """`sign` is the currency's, shown while nothing is typed."""
        super().__init__(parent)
        self.field = AmountField()
        self.field.setObjectName("amount")
        self.field.setFixedHeight(64)
        self.field.setFont(holder.theme.font("h1", 600, tabular=True, px=22))
        self.field.setMaxLength(LONGEST)
        self.field.setPlaceholderText(sign)
        self.field.setAccessibleName(words.another_amount)
        names = {CLEAR: words.backspace, BACK: words.backspace, ".": words.point}
        self.keypad = Keypad(holder, "calculator", names)
        self.backspace = OutlineButton(holder, "", "backspace", large=True)
        self.backspace.setAccessibleName(words.backspace)
        self.backspace.setFixedWidth(92)
        self.backspace.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.backspace.setAutoRepeat(True)
        self.take = _Wide(holder, words.take_cash, key=action("pay", "cash").hint, large=True)
        self.take.setObjectName("take-cash")
        self._lay_out(holder, words)
        self.keypad.pressed.connect(lambda sign: type_into(self.field, sign))
        self.backspace.clicked.connect(self.field.backspace)
        self.take.clicked.connect(self._take)
        self.field.entered.connect(self._take)
        self.field.left.connect(self.leave)

    def _lay_out(self, holder: ThemeHolder, words: PayWords) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 15, 14, 14)
        column.setSpacing(0)
        column.addWidget(Label(holder, words.another_amount, "label", tone="text.secondary"))
        column.addSpacing(11)
        column.addWidget(self.field)
        column.addSpacing(10)
        column.addWidget(Label(holder, words.amount_words, "meta", tone="text.muted", wrap=True))
        column.addSpacing(10)
        column.addWidget(self.keypad, 1)
        column.addSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.backspace)
        row.addWidget(self.take, 1)
        column.addLayout(row)

    def show_locked(self, locked: str) -> None:
        self.field.setReadOnly(bool(locked))
        self.take.set_reason(locked)
        self.keypad.setEnabled(not locked)
        self.backspace.setEnabled(not locked)

    def _take(self) -> None:
        if self.take.isEnabled() and self.field.text():
            self.cash_taken.emit(self.field.text())

    def leave(self) -> None:
        """Esc clears what is typed first, then goes back."""
        if self.field.text() and not self.field.isReadOnly():
            self.field.clear()
        else:
            self.left.emit()
