"""The seven actions under the tiles, each with its key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import paint
from ui.keys import action
from ui.sell.view import ActionView
from ui.sell.words import SellWords
from ui.theme import ThemeHolder
from ui.widgets.action import ActionButton

_NARROW = 640
_FIRST_TO_GO = ("return", "drawer")
_ICON_ROW, _COUNT = 22 + 7 + 12, 27
"""Logical pixels of icon, gap and padding beside the hint of a key, and of the count that only Recall has."""


class ActionBar(QWidget):
    """`acted` carries `hold`, `recall`, `discount`, `return`, `note`, `drawer` or `more`."""

    acted = Signal(str)

    def __init__(self, holder: ThemeHolder, words: SellWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons: dict[str, ActionButton] = {}
        self._hints: dict[str, str] = {}
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
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a touch leaves the focus in the find field
            button.clicked.connect(lambda checked=False, name=name: self.acted.emit(name))
            row.addWidget(button, 1)
            self.buttons[name] = button
            self._hints[name] = key

    @property
    def without_room(self) -> tuple[str, ...]:
        """The actions that a narrow window moves behind More."""
        return _FIRST_TO_GO if self.width() < _NARROW else ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for name, button in self.buttons.items():
            button.setVisible(name not in self.without_room)
        self._drop_hints()

    def _drop_hints(self) -> None:
        """A narrow bar gives up the hints of keys before it cuts a word; the keys still work."""
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        share = (self.width() - 8 * (len(shown) - 1)) / len(shown)
        for name, button in self.buttons.items():
            hint = self._hints[name]
            needed = _ICON_ROW + paint.key_hint_width(hint, button.theme) + (_COUNT if name == "recall" else 0)
            button.key = hint if hint and (share >= needed or name == "discount") else ""
            button.update()

    def show_actions(self, actions: dict[str, ActionView]) -> None:
        for name, button in self.buttons.items():
            if name in actions:
                button.set_reason(actions[name].reason)
                button.set_badge(actions[name].badge)
