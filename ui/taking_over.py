"""The question to whoever unlocks a till where somebody else's basket is open."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label


@dataclass(frozen=True, slots=True)
class TakeOverWords:
    title: str = "{name} left a basket open"
    one: str = "1 line, {amount} in all."
    many: str = "{count} lines, {amount} in all."
    stays: str = "Whoever goes on with it sells it. Who advised the shopper stays as it is."
    go_on: str = "Go on with it"
    hold: str = "Hold it"
    lock: str = "Lock again"


class TakeOverDialog(Dialog):
    """Going on, holding it, or neither: Esc locks the till again as it was."""

    def __init__(
        self,
        window: QWidget,
        holder: ThemeHolder,
        words: TakeOverWords,
        common: CommonWords,
        name: str,
        told: str,
        *,
        go_on: Callable[[], None],
        hold: Callable[[], None],
        lock: Callable[[], None],
    ) -> None:
        super().__init__(window, holder, words.title.format(name=name), "customer", common.close, width=560)
        self._answer = lock
        self.content.addWidget(Label(holder, told, weight=600, wrap=True))
        self.content.addWidget(Label(holder, words.stays, tone="text.secondary", wrap=True))
        locked = OutlineButton(holder, words.lock, key="Esc", large=True)
        held = OutlineButton(holder, words.hold, large=True)
        taken = FilledButton(holder, words.go_on, key="Enter", large=True)
        for button, name_, answer in (
            (locked, "take-over-lock", lock), (held, "take-over-hold", hold), (taken, "take-over", go_on)
        ):  # fmt: skip
            button.setObjectName(name_)
            button.clicked.connect(lambda _checked=False, answer=answer: self._answered(answer))
            self.add_button(button, default=button is taken)
        self.closed.connect(self._closed)
        self._taken = taken

    def ask(self) -> None:
        self.open(self._taken)

    def _answered(self, answer: Callable[[], None]) -> None:
        self._answer = answer
        self.close()

    def _closed(self) -> None:
        self.dismiss()
        self._answer()
