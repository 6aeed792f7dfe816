"""The small dialogs of Sell: quantity, note, and one choice out of a few."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ui import paint
from ui.sell.view import NoteView, QuantityView
from ui.sell.words import SellWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton, LabelButton, OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.keypad import BACK, CLEAR, Keypad, for_figures, type_into
from ui.widgets.label import Label

NOTE_LENGTH = 200


class QuantityDialog(Dialog):
    """`given` carries what was typed; the first digit replaces the quantity that stood there."""

    given = Signal(str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: SellWords, common: CommonWords, view: QuantityView
    ) -> None:
        super().__init__(window, holder, words.quantity_title, "count", common.close, width=380)
        self.field = QLineEdit(view.quantity)
        self.field.setObjectName("quantity")
        self.field.setFixedHeight(64)
        self.field.setMaxLength(11)
        self.field.setFont(holder.theme.font("amount", tabular=True, px=26))
        self.field.setAccessibleName(f"{words.quantity}, {view.name}")
        self.problem = Label(holder, role="label", tone="danger.fg", wrap=True)
        self.problem.hide()
        names = {CLEAR: common.clear, BACK: common.delete_digit, ".": common.point}
        last = (".", "0", BACK) if view.decimals else (CLEAR, "0", BACK)
        self.keypad = Keypad(holder, "calculator", names, last_row=last, least=56)
        self.keypad.pressed.connect(self._press)
        for_figures(self.field)
        self.content.addWidget(Label(holder, view.name, "body.lg", 600, wrap=True))
        self.content.addWidget(self.field)
        self.content.addWidget(self.problem)
        self.content.addWidget(self.keypad, 1)
        cancel = OutlineButton(holder, common.cancel, key="Esc", large=True)
        cancel.clicked.connect(self.close)
        self._take = FilledButton(holder, "", key="Enter", large=True)
        self._take.setObjectName("take-quantity")
        self._take.clicked.connect(lambda: self.given.emit(self.field.text()))
        self.field.textChanged.connect(partial(self._label, words))
        self._label(words, view.quantity)
        self.add_button(cancel)
        self.add_button(self._take, default=True)

    def ask(self) -> None:
        self.open(self.field)
        self.field.selectAll()

    def refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def _press(self, sign: str) -> None:
        type_into(self.field, sign)

    def _label(self, words: SellWords, text: str) -> None:
        self.problem.hide()
        self._take.setText(words.apply_quantity.format(quantity=text or "…"))
        self._take.setEnabled(bool(text))


class NoteDialog(Dialog):
    """`given` carries the note; an empty one takes it away."""

    given = Signal(str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: SellWords, common: CommonWords, view: NoteView
    ) -> None:
        super().__init__(window, holder, view.title, "note", common.close, width=560)
        self.field = QLineEdit(view.text)
        self.field.setObjectName("note")
        self.field.setFixedHeight(56)
        self.field.setMaxLength(NOTE_LENGTH)
        self.field.setFont(holder.theme.font("body.lg", 400))
        self.field.setAccessibleName(view.title)
        self.problem = Label(holder, role="label", tone="danger.fg", wrap=True)
        self.problem.hide()
        self.content.addWidget(self.field)
        self.content.addWidget(self.problem)
        self.content.addWidget(Label(holder, words.note_words, "meta", tone="text.muted"))
        cancel = OutlineButton(holder, common.cancel, key="Esc", large=True)
        cancel.clicked.connect(self.close)
        save = FilledButton(holder, words.save_note, key="Enter", large=True)
        save.setObjectName("save-note")
        save.clicked.connect(lambda: self.given.emit(self.field.text()))
        self.add_button(cancel)
        self.add_button(save, default=True)

    def ask(self) -> None:
        self.open(self.field)

    def refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()


class ChoiceRow(LabelButton):
    """A row of two texts and an amount; the whole row is the target."""

    def __init__(self, holder: ThemeHolder, title: str, detail: str, amount: str) -> None:
        self._detail, self._amount = detail, amount
        super().__init__(holder, title)
        self.setFixedHeight(64)
        self.setAccessibleName(", ".join(part for part in (title, detail, amount) if part))

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        c, state = self.theme.color, self.state()
        if state == "disabled":
            return c("bg.app"), c("border.subtle"), c("text.disabled")
        fill = {"rest": "bg.surface", "hover": "bg.hover", "pressed": "bg.pressed"}[state]
        return c(fill), c("border.control"), c("text.primary")

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, (fill, edge, ink) = QPainter(self), self.theme, self.looks()
        paint.rounded(p, self.rect(), theme.radius("control"), fill, edge)
        amount = theme.font("body.lg", 600, tabular=True)
        paint.text(p, self.rect().adjusted(0, 0, -16, 0), self._amount, amount, ink, paint.RIGHT, elide=False)
        room = self.rect().adjusted(16, 0, -round(paint.text_width(self._amount, amount)) - 28, 0)
        reason = self._detail or self.toolTip()
        if not reason:
            paint.text(p, room, self.text(), theme.font("body", 500), ink)
            return
        upper = room.adjusted(0, 10, 0, -32)
        paint.text(p, upper, self.text(), theme.font("body", 500), ink)
        paint.text(p, upper.translated(0, 22), reason, theme.font("meta"), theme.color("text.secondary"))


class ChoiceDialog(Dialog):
    """`chosen` carries the name of the row taken; the dialog is closed by then."""

    chosen = Signal(str)

    def __init__(
        self,
        window: QWidget,
        holder: ThemeHolder,
        title: str,
        icon: str,
        common: CommonWords,
        rows: Sequence[tuple[str, str, str, str, str]],
    ) -> None:
        """`rows` are (name, title, detail, amount, reason why it cannot be taken)."""
        super().__init__(window, holder, title, icon, common.close, width=560)
        self.rows: dict[str, ChoiceRow] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(8)
        for name, words, detail, amount, reason in rows:
            row = ChoiceRow(holder, words, detail, amount)
            row.setObjectName(f"choice-{name}")
            row.set_reason(reason)
            row.clicked.connect(partial(self._choose, name))
            column.addWidget(row)
            self.rows[name] = row
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)  # Qt turns it on for whatever it is given to scroll
        area.setMinimumHeight(min(72 * len(rows) + 12, 460))
        self.content.setContentsMargins(14, 14, 14, 14)
        self.content.addWidget(area)

    def ask(self) -> None:
        self.open(next((row for row in self.rows.values() if row.isEnabled()), None))

    def _choose(self, name: str) -> None:
        self.dismiss()
        self.chosen.emit(name)
