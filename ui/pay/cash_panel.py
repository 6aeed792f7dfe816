"""Cash with one tap: the exact amount and the notes that a customer is likely to hand over."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui import paint
from ui.keys import action
from ui.pay.tender_buttons import NoteButton
from ui.pay.view import PayView
from ui.pay.words import PayWords
from ui.theme import ThemeHolder
from ui.widgets.icon import Icon
from ui.widgets.label import Label, Panel

_NOTES = ("cash_exact", "note_1", "note_2", "note_3")


class CashPanel(Panel):
    """`noted` carries minor units."""

    noted = Signal(object)

    def __init__(self, holder: ThemeHolder, words: PayWords) -> None:
        super().__init__()
        self.title = Label(holder, role="body.lg", weight=600)
        self.notes = [NoteButton(holder, action("pay", name).hint) for name in _NOTES]
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 16, 16)
        column.setSpacing(9)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Icon(holder, "cash", size=22))
        head.addWidget(self.title)
        told = Label(holder, words.cash_words, "meta", tone="text.muted", wrap=True, align=paint.RIGHT)
        head.addWidget(told, 1)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(10)
        for n, note in enumerate(self.notes):
            note.setObjectName(f"note-{n}")
            note.clicked.connect(partial(self._press, note))
            row.addWidget(note, 1)
        column.addLayout(row, 1)

    def show_notes(self, view: PayView) -> None:
        self.setVisible(bool(view.notes))
        self.title.setText(view.cash_title)
        for note, button in zip(view.notes, self.notes, strict=False):
            button.show_view(note)
        for n, button in enumerate(self.notes):
            button.setVisible(n < len(view.notes))
            button.setEnabled(not view.locked)

    def _press(self, note: NoteButton, _checked: bool = False) -> None:
        self.noted.emit(note.minor)
