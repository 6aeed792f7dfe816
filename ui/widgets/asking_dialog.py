"""A dialog that asks for something typed, and stays open while that cannot be meant."""

from PySide6.QtWidgets import QWidget

from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.announce import announce
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label


class AskingDialog(Dialog):
    """`take` is the button that takes what was typed; `problem`, placed by each dialog, says why it cannot be meant."""

    def __init__(
        self, window: QWidget, holder: ThemeHolder, title: str, icon: str, common: CommonWords, width: int, take: str
    ) -> None:
        super().__init__(window, holder, title, icon, common.close, width=width)
        self.problem = Label(holder, role="label", tone="danger.fg", wrap=True)
        self.problem.hide()
        cancel = OutlineButton(holder, common.cancel, key="Esc", large=True)
        cancel.clicked.connect(self.close)
        self.take = FilledButton(holder, take, key="Enter", large=True)
        self.add_button(cancel)
        self.add_button(self.take, default=True)

    def refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        announce(self.problem, words)
