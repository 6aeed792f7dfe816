"""A panel beside the timeline: an icon and a title above, something small at the right, and what it is about below."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import ThemeHolder
from ui.widgets.icon import Icon
from ui.widgets.label import Label, Panel, Rule

HEAD = 44


class SidePanel(Panel):
    """`content` is below the rule; `head` may take a button at its end."""

    def __init__(self, holder: ThemeHolder, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.aside = Label(holder, "", "meta", tone="text.secondary", tabular=True)
        self.head, self.content, column = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(self)
        self.head.setContentsMargins(15, 0, 16, 0)
        self.head.setSpacing(10)
        self.head.addStrut(HEAD - 1)
        self.head.addWidget(Icon(holder, icon))
        self.head.addWidget(Label(holder, title, "body.lg", 600, wrap=True), 1)
        self.head.addWidget(self.aside)
        self.content.setContentsMargins(16, 10, 16, 12)
        self.content.setSpacing(4)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(Rule())
        column.addLayout(self.content)
