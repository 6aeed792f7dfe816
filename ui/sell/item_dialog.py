"""The sheet of one product: what it costs, what is here, its codes and offers, and the way into the basket."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.sell.pictures import Pictures
from ui.sell.variant_matrix import Plate
from ui.sell.view import ItemView
from ui.sell.words import SellWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.badges import Chip
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label

_PICTURE, _LABEL = 120, 110


class ItemDialog(Dialog):
    """`added` carries the SKU; the sheet is closed by then."""

    added = Signal(str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: SellWords, common: CommonWords, view: ItemView
    ) -> None:
        super().__init__(window, holder, view.title, "info", common.close, width=560)
        self._sku = view.sku
        top, right = QHBoxLayout(), QVBoxLayout()
        top.setSpacing(16)
        right.setSpacing(10)
        if view.picture:
            top.addWidget(Plate(holder, Pictures(self), view.picture, _PICTURE))
        right.addLayout(self._price(holder, view))
        right.addLayout(self._offers(holder, words, view))
        right.addStretch()
        top.addLayout(right, 1)
        self.content.addLayout(top)
        self.content.addLayout(self._facts(holder, view))
        cancel = OutlineButton(holder, common.cancel, key="Esc", large=True)
        cancel.clicked.connect(self.close)
        self.add = FilledButton(holder, view.add, "add", "Enter", large=True)
        self.add.setObjectName("add-item")
        self.add.clicked.connect(self._take)
        self.add_button(cancel)
        self.add_button(self.add, default=True)

    def _price(self, holder: ThemeHolder, view: ItemView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Label(holder, view.price, "h1", 700, tabular=True))
        if view.stock is not None:
            row.addWidget(Chip(holder, view.stock.text, view.stock.kind, view.stock.icon or None))
        row.addStretch()
        return row

    def _offers(self, holder: ThemeHolder, words: SellWords, view: ItemView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for offer in view.offers:
            row.addWidget(Chip(holder, offer.text, offer.kind, offer.icon or None))
        if not view.offers:
            row.addWidget(Label(holder, words.no_offers, "label", tone="text.muted"))
        row.addStretch()
        return row

    def _facts(self, holder: ThemeHolder, view: ItemView) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        for n, (label, words) in enumerate(view.facts):
            grid.addWidget(Label(holder, label, "label", tone="text.secondary"), n, 0)
            grid.addWidget(Label(holder, words, tabular=True, wrap=True), n, 1)
        return grid

    def ask(self) -> None:
        self.open(self.add)

    def _take(self) -> None:
        self.dismiss()
        self.added.emit(self._sku)
