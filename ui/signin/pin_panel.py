"""The right half of sign-in: whose PIN it is, the dots, what went wrong, and the keypad in phone order."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.signin.view import PinView
from ui.signin.words import SignInWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.badges import Avatar
from ui.widgets.buttons import FilledButton
from ui.widgets.keypad import BACK, CLEAR, Keypad
from ui.widgets.label import Label, Panel
from ui.widgets.notices import Banner
from ui.widgets.pin import PinField

_WIDTH = 400


class PinPanel(Panel):
    """`entered` carries a complete PIN, or an empty text from somebody who has none; `unlock_asked` is for a user who
    is locked."""

    entered = Signal(str)
    unlock_asked = Signal()

    def __init__(
        self, holder: ThemeHolder, words: SignInWords, common: CommonWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._words = words
        self._view: PinView | None = None
        self.avatar = Avatar(holder, strong=True)
        self.name = Label(holder, role="h2")
        self.pin = PinField(holder, "")
        self.pin.setFixedHeight(44)
        self.prompt = Label(holder, tone="text.secondary", align=Qt.AlignmentFlag.AlignCenter)
        self.problem = Banner(holder, inline=True, compact=True)
        self.keypad = Keypad(holder, "phone", {CLEAR: common.clear, BACK: common.delete_digit})
        self.sign_in = FilledButton(holder, words.sign_in, key="Enter", large=True)
        self._lay_out()
        self.setObjectName("pin-panel")
        self.sign_in.setObjectName("sign-in")
        self.pin.setObjectName("pin")
        self.keypad.pressed.connect(self.pin.type)
        self.pin.entered.connect(self.entered)
        self.pin.changed.connect(self._update_button)
        self.pin.submitted.connect(self.sign_in.click)
        self.sign_in.clicked.connect(self._pressed)

    def _lay_out(self) -> None:
        who = QHBoxLayout()
        who.setSpacing(12)
        who.addStretch()
        who.addWidget(self.avatar)
        who.addWidget(self.name)
        who.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addLayout(who)
        for part in (self.pin, self.prompt, self.problem, self.keypad, self.sign_in):
            column.addWidget(part)
        self.prompt.setFixedHeight(21)
        for key in self.keypad.keys.values():
            key.setFixedHeight(64)

    def show_pin(self, view: PinView) -> None:
        """Dots stay as they are, unless it is the PIN of somebody else now."""
        if self._view is None or (view.name, view.length) != (self._view.name, self._view.length):
            self.pin.expect(view.length)
        self._view = view
        self.avatar.set_name(view.name)
        self.name.setText(view.name)
        self.pin.setAccessibleName(view.field_name)
        self.pin.set_closed(view.closed)
        self.keypad.setVisible(view.length > 0)
        self.sign_in.setText(view.action or self._words.sign_in)
        self.prompt.setText(view.prompt)
        self.prompt.setVisible(not view.problem)
        self.problem.setVisible(bool(view.problem))
        if view.problem:
            self.problem.say(view.problem, view.advice, "danger", "error")
        self._update_button()

    def _update_button(self) -> None:
        view = self._view
        whole = view is not None and not view.closed and self.pin.count == view.length
        self.sign_in.setEnabled(whole or (view is not None and view.unlocks))

    def _pressed(self) -> None:
        if self._view is not None and self._view.unlocks:
            self.unlock_asked.emit()
        else:
            self.pin.submit()
