"""What is still to be paid, in the largest figures of the page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from ui import paint
from ui.keys import action
from ui.pay.view import DueView
from ui.pay.words import PayWords
from ui.theme import ThemeHolder
from ui.widgets.announce import announce
from ui.widgets.buttons import OutlineButton
from ui.widgets.label import Label, Panel


class DuePanel(Panel):
    """The amount with what stands beside it, and `split` among several people."""

    def __init__(self, holder: ThemeHolder, words: PayWords) -> None:
        super().__init__()
        self.label = Label(holder, tone="text.secondary")
        self.amount = Label(holder, role="display", tabular=True)
        self.aside = Label(holder, tone="text.secondary", tabular=True, align=paint.RIGHT)
        self.rounding = Label(holder, role="label", tone="text.secondary", tabular=True)
        self.split = OutlineButton(holder, words.split, "split", action("pay", "split").hint)
        self.amount.setObjectName("due")
        self.split.setObjectName("split")
        self.setFixedHeight(107)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 16, 16, 15)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.label, 0, 0)
        grid.addWidget(self.amount, 1, 0)
        grid.addWidget(self.rounding, 1, 1, alignment=Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.aside, 0, 2)
        grid.addWidget(self.split, 1, 2, alignment=Qt.AlignmentFlag.AlignBottom)
        self.rounding.setContentsMargins(16, 10, 0, 0)

    def show_due(self, view: DueView, can_split: bool) -> None:
        self.label.setText(view.label)
        if view.amount != self.amount.text():
            announce(self.amount, f"{view.label} {view.amount}")
        self.amount.setText(view.amount)
        self.aside.setText(view.aside)
        self.rounding.setText(view.rounding)
        self.split.setEnabled(can_split)
