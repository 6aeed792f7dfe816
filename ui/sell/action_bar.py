"""The seven actions under the tiles, each with its key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.keys import action
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
        for name, label, icon in (
            ("hold", words.hold, "hold"),
            ("recall", words.recall, "recall"),
            ("discount", words.basket_discount, "discount"),
            ("return", words.add_return, "return"),
            ("note", words.note, "note"),
            ("drawer", words.drawer, "drawer"),
            ("more", words.more, "more"),
        ):
            key = action("sell", name).hint if name != "more" else ""
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
