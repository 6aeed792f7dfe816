"""An order at the desk: the verdict, its items to tick, who collects, and handing over."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.keys import action
from ui.pickup.collector_panel import CollectorPanel
from ui.pickup.item_delegate import SERVED
from ui.pickup.item_list import ItemList
from ui.pickup.verdict_banner import VerdictBanner
from ui.pickup.view import ServingView
from ui.pickup.words import PickupWords
from ui.sell.pictures import Pictures
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.primary import PrimaryButton

_SIDE, _PRIMARY, _PRIMARY_COMPACT = 330, 360, 236


class ServingPage(QWidget):
    """Its buttons are what the cashier does with the order."""

    primary_pressed = Signal()

    def __init__(self, holder: ThemeHolder, words: PickupWords, pictures: Pictures) -> None:
        super().__init__()
        self._words = words
        self.banner = VerdictBanner(holder, strong=False)
        self.scanned = Label(holder, role="body", weight=600, tabular=True)
        self.list = ItemList(holder, pictures, words.items, SERVED)
        self.missing = OutlineButton(holder, words.missing, "error")
        self.missing.setObjectName("item-missing")
        self.refuse = OutlineButton(holder, words.refuses, "refund")
        self.refuse.setObjectName("item-refused")
        self.collector = CollectorPanel(holder, words)
        self.back = OutlineButton(holder, words.back, key=action("pickups", "back").hint, large=True)
        self.back.setObjectName("back-to-queue")
        self.partial = OutlineButton(holder, "", large=True)
        self.partial.setObjectName("hand-over-part")
        self.refusal = Label(holder, role="label", tone="danger.fg", wrap=True)
        self.primary = PrimaryButton(holder, words.hand_over, action("pickups", "hand_over").hint, icon="handover")
        self.primary.setObjectName("hand-over")
        self._heading = Label(holder, words.items, "body.lg", 600)
        self.refusal.hide()
        self._lay_out()
        self.primary.clicked.connect(self.primary_pressed)

    def _lay_out(self) -> None:
        self._work, column = QBoxLayout(QBoxLayout.Direction.LeftToRight), QVBoxLayout(self)
        self._work.setSpacing(12)
        self._work.addWidget(self._items_panel(), 1)
        self._work.addWidget(self.collector)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addLayout(self._work, 1)
        column.addWidget(self.refusal)
        column.addLayout(self._foot())

    def _items_panel(self) -> Panel:
        panel, head, foot = Panel(), QHBoxLayout(), QHBoxLayout()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head.setContentsMargins(16, 0, 16, 0)
        head.addStrut(51)
        head.addWidget(self._heading)
        head.addStretch()
        head.addWidget(self.scanned)
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        for button in (self.missing, self.refuse):
            foot.addWidget(button)
        foot.addStretch()
        for part in (head, Rule(), self.list, Rule(), foot):
            if isinstance(part, QHBoxLayout):
                column.addLayout(part)
            else:
                column.addWidget(part, 1 if part is self.list else 0)
        return panel

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.back)
        foot.addStretch()
        foot.addWidget(self.partial)
        foot.addWidget(self.primary)
        return foot

    def set_compact(self, compact: bool) -> None:
        """The panel of who collects under the items, and shorter words at the foot."""
        across = QBoxLayout.Direction.TopToBottom if compact else QBoxLayout.Direction.LeftToRight
        self._work.setDirection(across)
        self.collector.set_compact(compact)
        self.collector.setMaximumWidth(16_777_215 if compact else _SIDE)
        self.collector.setMinimumWidth(0 if compact else _SIDE)
        self.primary.setFixedWidth(_PRIMARY_COMPACT if compact else _PRIMARY)
        self.back.setText(self._words.back_short if compact else self._words.back)

    def show_view(self, view: ServingView) -> None:
        self.banner.show_view(view.verdict)
        self.scanned.setText(view.scanned)
        self.list.show_rows(view.items)
        self.missing.set_reason(view.missing_reason)
        self.refuse.set_reason(view.refuse_reason)
        self.collector.show_view(view.collector)
        self.partial.setText(view.partial)
        self.partial.setVisible(bool(view.partial))
        self.primary.setText(view.primary.label)
        self.primary.set_reason(view.primary.reason)
