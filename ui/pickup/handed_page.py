"""After a hand-over: who has it now, the slip, and one minute to take it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.keys import action
from ui.pickup.verdict_banner import VerdictBanner
from ui.pickup.view import HandedView
from ui.pickup.words import PickupWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.label import Label
from ui.widgets.note import Note


class HandedPage(QWidget):
    slip_asked = Signal()
    undo_asked = Signal()
    next_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: PickupWords) -> None:
        super().__init__()
        self._words, self._compact = words, False
        self._view: HandedView | None = None
        self.banner = VerdictBanner(holder, strong=True)
        keys = {name: action("pickups", name).hint for name in ("print", "undo", "open")}
        self.slip = OutlineButton(holder, words.print_slip, "print", keys["print"], large=True)
        self.slip.setObjectName("print-slip")
        self.undo = OutlineButton(holder, "", "undo", keys["undo"], large=True)
        self.undo.setObjectName("undo-hand-over")
        self.next = FilledButton(holder, words.next_customer, "next", keys["open"], large=True)
        self.next.setObjectName("next-customer")
        self.refusal = Label(holder, role="label", tone="danger.fg", wrap=True)
        self.note = Note(holder, "info", weight=500)
        self.refusal.hide()
        self._lay_out()
        self.slip.clicked.connect(self.slip_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.next.clicked.connect(self.next_asked)

    def _lay_out(self) -> None:
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self.slip)
        row.addWidget(self.undo)
        row.addStretch()
        row.addWidget(self.next)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addLayout(row)
        column.addWidget(self.refusal)
        column.addStretch()
        column.addWidget(self.note)

    def set_compact(self, compact: bool) -> None:
        """Shorter words where the three buttons have little room."""
        self._compact = compact
        self.next.setText(self._words.next_brief if compact else self._words.next_customer)
        self.banner.set_compact(compact)
        if self._view is not None:
            self.show_view(self._view)

    def _show_undo(self) -> None:
        if (view := self._view) is not None:
            self.undo.setText(view.undo_brief if self._compact else view.undo)
            self.undo.setVisible(bool(view.undo))

    def show_view(self, view: HandedView) -> None:
        self._view = view
        self.banner.show_view(view.verdict)
        self._show_undo()
        self.note.say(view.note)
        self.note.setVisible(bool(view.note))
