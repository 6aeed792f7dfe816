"""Behind the chip "Demo": what this store is, its PINs, the switch of its hub, and the way to be rid of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.badges import Chip
from ui.widgets.buttons import DangerButton, FilledButton, FinalButton, OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label, Rule

_PIN_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class DemoWords:
    title: str = "This is a demo"
    about: str = (
        "A made-up store with everything simulated: printer, drawer and card terminal write files, and the hub runs on "
        "this computer. Nothing leaves it."
    )
    pins: str = "PINs"
    gift_cards: str = "Gift cards, to type or to scan"
    hub: str = "Hub"
    runs: str = "Running"
    stopped: str = "Stopped: this till is offline"
    no_hub: str = "This demo has none"
    stop_hub: str = "Stop the hub"
    start_hub: str = "Start the hub"
    wipe: str = "Wipe this demo"
    sure: str = "Wipe this demo?"
    sure_words: str = "The window closes and all that was done in this demo is removed. It cannot be brought back."
    wipe_now: str = "Wipe and close"


class DemoDialog(Dialog):
    """`hub_switched` when the hub is to stop or start, `wipe_asked` when everything is to go; that one asks again."""

    hub_switched = Signal()
    wipe_asked = Signal()

    def __init__(
        self,
        window: QWidget,
        holder: ThemeHolder,
        words: DemoWords,
        common: CommonWords,
        pins: Sequence[tuple[str, str]],
        cards: Sequence[tuple[str, str]] = (),
        *,
        can_wipe: bool,
        is_hub_running: Callable[[], bool] | None,
    ) -> None:
        """`is_hub_running` is None where there is no hub."""
        super().__init__(window, holder, words.title, "demo", common.close, width=620)
        self._words, self._is_hub_running = words, is_hub_running
        self.content.addWidget(Label(holder, words.about, wrap=True))
        self.content.addWidget(Rule())
        self.content.addLayout(self._grid(holder, words.pins, pins))
        if cards:
            self.content.addLayout(self._grid(holder, words.gift_cards, cards))
        self.content.addWidget(Rule())
        self.content.addLayout(self._hub(holder))
        wipe = DangerButton(holder, words.wipe, "delete", large=True)
        wipe.setObjectName("wipe-demo")
        wipe.clicked.connect(self.wipe_asked)
        if can_wipe:
            self.buttons.addWidget(wipe)
        self.buttons.addStretch()
        self._done = FilledButton(holder, common.close, key="Esc", large=True)
        self._done.clicked.connect(self.close)
        self.add_button(self._done, default=True)
        self.closed.connect(self.dismiss)

    def _grid(self, holder: ThemeHolder, title: str, pairs: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.addWidget(Label(holder, title, "label", tone="text.secondary"), 0, 0, 1, 4)
        for n, (name, pin) in enumerate(pairs):
            row, column = 1 + n // _PIN_COLUMNS, 2 * (n % _PIN_COLUMNS)
            grid.addWidget(Label(holder, name), row, column)
            grid.addWidget(Label(holder, pin, weight=600, tabular=True), row, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _hub(self, holder: ThemeHolder) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Label(holder, self._words.hub, "label", tone="text.secondary"))
        self.state = Chip(holder)
        self.switch = OutlineButton(holder, self._words.stop_hub, "network")
        self.switch.setObjectName("switch-hub")
        self.switch.clicked.connect(self._switch)
        row.addWidget(self.state)
        row.addStretch()
        if self._is_hub_running is not None:
            row.addWidget(self.switch)
        self.show_hub()
        return row

    def ask(self) -> None:
        """Nothing but closing is done by Enter."""
        self.open(self._done)

    def _switch(self) -> None:
        self.hub_switched.emit()
        self.show_hub()

    def show_hub(self) -> None:
        words = self._words
        if self._is_hub_running is None:
            self.state.show_state(words.no_hub)
        elif self._is_hub_running():
            self.state.show_state(words.runs, "success", "ok")
            self.switch.setText(words.stop_hub)
        else:
            self.state.show_state(words.stopped, "warning", "sync.offline")
            self.switch.setText(words.start_hub)


class WipeDialog(Dialog):
    """`agreed` when it may go for good."""

    agreed = Signal()

    def __init__(self, window: QWidget, holder: ThemeHolder, words: DemoWords, common: CommonWords) -> None:
        super().__init__(window, holder, words.sure, "warn", common.close, width=520)
        self.content.addWidget(Label(holder, words.sure_words, wrap=True))
        self.cancel = OutlineButton(holder, common.cancel, key="Esc", large=True)
        self.cancel.clicked.connect(self.close)
        wipe = FinalButton(holder, words.wipe_now, "delete", large=True)
        wipe.setObjectName("wipe-now")
        wipe.clicked.connect(self._agree)
        self.add_button(self.cancel)
        self.add_button(wipe)
        self.closed.connect(self.dismiss)

    def ask(self) -> None:
        """Enter alone wipes nothing."""
        self.open(self.cancel)

    def _agree(self) -> None:
        self.close()
        self.agreed.emit()
