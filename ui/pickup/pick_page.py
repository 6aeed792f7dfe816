"""Picking an order: each item where it lies, ticked as it is taken; then a bay, a label, and it is ready."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.keys import action
from ui.pickup.item_delegate import PICKED
from ui.pickup.item_list import ItemList
from ui.pickup.view import PickView
from ui.pickup.words import PickupWords
from ui.sell.pictures import Pictures
from ui.theme import ThemeHolder
from ui.widgets.badges import Chip
from ui.widgets.buttons import LabelButton, OutlineButton
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.primary import PrimaryButton

_PRIMARY, _PRIMARY_COMPACT = 360, 262
_BAY_WIDTH, _MOST_BAYS, _MOST_BAYS_COMPACT = 64, 4, 2


class BayButton(LabelButton):
    """A place that the bag can stand in; the chosen one has an edge and a fill."""

    weight = 600

    def __init__(self, holder: ThemeHolder, bay: str) -> None:
        super().__init__(holder, bay, large=True)
        self.setCheckable(True)
        self.setMinimumWidth(_BAY_WIDTH)
        self.setObjectName(f"bay-{bay}")

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        c, state = self.theme.color, self.state()
        if self.isChecked():
            return c("accent.soft"), c("accent.text"), c("accent.text")
        fill = {"hover": "bg.hover", "pressed": "bg.pressed"}.get(state, "bg.surface")
        return c(fill), c("border.control"), c("text.primary")


class PickPage(QWidget):
    """`bay_chosen` carries its name; `more_asked` wants the bays that have no button."""

    bay_chosen = Signal(str)
    more_asked = Signal()
    primary_pressed = Signal()

    def __init__(self, holder: ThemeHolder, words: PickupWords, pictures: Pictures) -> None:
        super().__init__()
        self._holder, self._words, self._most = holder, words, _MOST_BAYS
        self.title = Label(holder, role="h2", weight=600, wrap=True)
        self.words = Label(holder, role="meta", tone="text.secondary", tabular=True, wrap=True)
        self.chip = Chip(holder)
        self.list = ItemList(holder, pictures, words.items, PICKED)
        self.list.name_action(words.not_found)
        self.foot = Label(holder, tone="text.secondary", wrap=True)
        self.refusal = Label(holder, role="label", tone="danger.fg", wrap=True)
        self.more = OutlineButton(holder, words.more_bays, large=True)
        self.bays: dict[str, BayButton] = {}
        self._view: PickView | None = None
        self.primary = PrimaryButton(holder, words.ready_label, action("pickups", "hand_over").hint)
        self.primary.setObjectName("ready")
        self.refusal.hide()
        self._lay_out()
        self.primary.clicked.connect(self.primary_pressed)
        self.more.clicked.connect(self.more_asked)

    def _lay_out(self) -> None:
        panel, head, titles = Panel(), QHBoxLayout(), QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.title)
        titles.addWidget(self.words)
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(12)
        head.addLayout(titles, 1)
        head.addWidget(self.chip)
        self.foot.setContentsMargins(16, 12, 16, 12)
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(Rule())
        inside.addWidget(self.list, 1)
        inside.addWidget(Rule())
        inside.addWidget(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(panel, 1)
        column.addWidget(self.refusal)
        column.addLayout(self._below())

    def _below(self) -> QHBoxLayout:
        row, self._bays = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(12)
        self._bays.setSpacing(12)
        row.addWidget(Label(self._holder, self._words.bay, "label"))
        row.addLayout(self._bays)
        row.addWidget(self.more)
        row.addStretch()
        row.addWidget(self.primary)
        return row

    def set_compact(self, compact: bool) -> None:
        self._most = _MOST_BAYS_COMPACT if compact else _MOST_BAYS
        self.primary.setFixedWidth(_PRIMARY_COMPACT if compact else _PRIMARY)
        self.primary.setText(self._words.ready_brief if compact else self._words.ready_label)
        if self._view is not None:
            self._show_bays(self._view)

    def show_view(self, view: PickView) -> None:
        self._view = view
        self.title.setText(view.title)
        self.words.setText(view.words)
        self.chip.setVisible(view.chip is not None)
        if view.chip is not None:
            self.chip.show_state(view.chip.text, view.chip.kind, view.chip.icon)
        self.list.show_rows(view.items)
        self.foot.setText(view.foot)
        self.primary.set_reason(view.not_ready)
        self._show_bays(view)

    def _show_bays(self, view: PickView) -> None:
        """The first bays, and the chosen one wherever it stands among them."""
        shown = list(view.bays[: self._most])
        if view.bay and view.bay not in shown:
            shown = [*shown[: self._most - 1], view.bay]
        if list(self.bays) != shown:
            for button in self.bays.values():
                button.hide()
                button.deleteLater()
            self.bays = {bay: BayButton(self._holder, bay) for bay in shown}
            for bay, button in self.bays.items():
                button.clicked.connect(partial(self.bay_chosen.emit, bay))
                self._bays.addWidget(button)
        for bay, button in self.bays.items():
            button.setChecked(bay == view.bay)
        self.more.setVisible(len(view.bays) > len(shown))
