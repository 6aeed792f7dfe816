"""The one dialog that is the pickup page's own: the name of somebody who collects instead."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.pickup.view import EntryView
from ui.pickup.words import PickupWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label

LONGEST_NAME = 80


class NameDialog(Dialog):
    """`given` carries the name that was typed, never an empty one."""

    given = Signal(str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: PickupWords, common: CommonWords, view: EntryView
    ) -> None:
        super().__init__(window, holder, view.title, "staff.switch", common.close, width=560)
        self.field = QLineEdit(view.text)
        self.field.setObjectName("collector-name")
        self.field.setFixedHeight(56)
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setFont(holder.theme.font("body.lg", 400))
        self.field.setAccessibleName(view.subject)
        self.problem = Label(holder, role="label", tone="danger.fg", wrap=True)
        self.problem.hide()
        self.content.addWidget(Label(holder, view.subject, "label", tone="text.secondary"))
        self.content.addWidget(self.field)
        self.content.addWidget(self.problem)
        self.content.addWidget(Label(holder, words.someone_note, "meta", tone="text.muted", wrap=True))
        cancel = OutlineButton(holder, common.cancel, key="Esc", large=True)
        cancel.clicked.connect(self.close)
        take = FilledButton(holder, words.take_name, key="Enter", large=True)
        take.setObjectName("take-name")
        take.clicked.connect(self._give)
        self.add_button(cancel)
        self.add_button(take, default=True)

    def ask(self) -> None:
        self.open(self.field)

    def refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def _give(self) -> None:
        if name := self.field.text().strip():
            self.given.emit(name)
