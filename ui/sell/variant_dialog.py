"""The sizes and colours of a product: the matrix, how many, and one button that says what it adds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from ui.sell.pictures import Pictures
from ui.sell.variant_matrix import ROW, Matrix
from ui.sell.view import PickView, VariantsView
from ui.sell.words import SellWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.badges import Chip
from ui.widgets.buttons import FilledButton
from ui.widgets.dialog import Dialog
from ui.widgets.icon import Icon
from ui.widgets.label import Label
from ui.widgets.stepper import Stepper

_HEAD_ROW, _TALLEST, _MOST_PIECES, _MOST_CHIPS = 36, 420, 999, 3


class VariantDialog(Dialog):
    """`marked` carries the SKU and the pieces that stand in it now, `chosen` those that are added; closed by then."""

    marked = Signal(str, int)
    chosen = Signal(str, int)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: SellWords, common: CommonWords, view: VariantsView
    ) -> None:
        super().__init__(window, holder, view.title, "size", common.close, width=800)
        self._words = words
        self.price = Label(holder, "", "h1", 700, tabular=True)
        self._chips = [Chip(holder) for _ in range(_MOST_CHIPS)]
        self.matrix = Matrix(holder, Pictures(self), view)
        self.pieces = Stepper(holder, words.pieces, (words.one_less, words.one_more), value=1, most=_MOST_PIECES)
        self.add = FilledButton(holder, words.add_variant.format(what=""), "add", "Enter", large=True)
        self.add.setObjectName("add-variant")
        self._arrange(holder, view)
        self.matrix.marked_changed.connect(self._tell)
        self.pieces.changed.connect(self._tell)
        self.add.clicked.connect(self._take)

    def _arrange(self, holder: ThemeHolder, view: VariantsView) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 6, 0)
        head.setSpacing(10)
        head.addStrut(_HEAD_ROW)
        head.addWidget(self.price)
        for chip in self._chips:
            chip.hide()
            head.addWidget(chip)
        head.addStretch()
        if view.usual:
            head.addWidget(Icon(holder, "size", "text.secondary", 18))
            head.addWidget(Label(holder, view.usual, tone="text.secondary"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.matrix)
        self.matrix.setAutoFillBackground(False)  # Qt turns it on for whatever it is given to scroll
        area.setFixedHeight(min(self.matrix.sizeHint().height(), _TALLEST))
        self._area = area
        self.content.setContentsMargins(14, 14, 14, 8)
        self.content.setSpacing(8)
        self.content.addLayout(head)
        self.content.addWidget(area)
        self.buttons.addWidget(Label(holder, self._words.pieces, "label", tone="text.secondary"))
        self.buttons.addWidget(self.pieces)
        self.buttons.addStretch()
        self.add_button(self.add, default=True)

    def ask(self) -> None:
        """The customer's size, or the first that is here, has the focus, so Enter adds it."""
        self.open(self.matrix.button)

    def show_pick(self, view: PickView) -> None:
        self.price.setText(view.price)
        for n, chip in enumerate(self._chips):
            there = n < len(view.offers)
            chip.setVisible(there)
            if there:
                offer = view.offers[n]
                chip.show_state(offer.text, offer.kind, offer.icon or None)
        self.add.setText(view.add)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus count wherever the focus is."""
        step = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self.pieces.value() + step >= 1:
            self.pieces.step(step)

    def _tell(self, *_: object) -> None:
        if (button := self.matrix.button) is not None:
            self._area.ensureWidgetVisible(button, 0, ROW)
        self.add.setEnabled(self.pieces.value() >= 1)
        self.marked.emit(self.matrix.marked, max(1, self.pieces.value()))

    def _take(self) -> None:
        if self.matrix.marked:
            self.dismiss()
            self.chosen.emit(self.matrix.marked, self.pieces.value())
