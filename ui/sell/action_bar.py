"""The seven actions under the tiles, each with its key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.sell.view import ActionView
from ui.sell.words import SellWords
from ui.theme import ThemeHolder
from ui.widgets.action import ActionButton


class ActionBar(QWidget):
    """`acted` carries `hold`, `recall`, `discount`, `return`, `note`, `drawer` or `more`."""

    acted = Signal(str)

    def __init__(self, holder: ThemeHolder, words: SellWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons: dict[str, ActionButton] = {}
        for name, label, icon, key in (
            ("hold", words.hold, "hold", "F7"),
            ("recall", words.recall, "recall", "F8"),
            ("discount", words.basket_discount, "discount", "F6"),
            ("return", words.add_return, "return", "Ctrl R"),
            ("note", words.note, "note", "Ctrl N"),
            ("drawer", words.drawer, "drawer", "F9"),
            ("more", words.more, "more", ""),
        ):
            button = ActionButton(holder, label, icon, key)
            button.setObjectName(f"action-{name}")
            button.clicked.connect(lambda checked=False, name=name: self.acted.emit(name))
            row.addWidget(button, 1)
            self.buttons[name] = button

    def show_actions(self, actions: dict[str, ActionView]) -> None:
        for name, button in self.buttons.items():
            if name in actions:
                button.set_reason(actions[name].reason)
                button.set_badge(actions[name].badge)
