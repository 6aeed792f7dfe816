"""The right side of Sell: customer, lines or how to begin, coupons and offers, sums, and Pay."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import paint
from ui.keys import action
from ui.sell.customer_row import CustomerRow
from ui.sell.line_list import LineList
from ui.sell.promotion_list import PromotionList
from ui.sell.view import ActionView, BasketView, SumView
from ui.sell.words import SellWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.icon import Disc
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.primary import PrimaryButton

_SUMS, _SUM_HEIGHT = 3, 24
_HINTS = 440
"""From this width on the buttons of an empty basket have room for their keys."""


class BasketPanel(Panel):
    """`paid`, `recalled` and `returned` are its buttons; lines and customer speak for themselves."""

    paid = Signal()
    recalled = Signal()
    returned = Signal()

    def __init__(self, holder: ThemeHolder, words: SellWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._words = holder, words
        self.customer = CustomerRow(holder, words)
        self.lines = LineList(holder, words)
        self._middle = QStackedWidget()
        self._empty = self._empty_state()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self.lines)
        self.promotions = PromotionList(holder)
        self._sums = SumsTable(holder)
        self.pay = PrimaryButton(holder, words.pay, action("sell", "pay").hint)
        self.pay.setObjectName("pay")
        self.pay.clicked.connect(self.paid)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.customer)
        column.addWidget(Rule())
        column.addWidget(self._middle, 1)
        column.addWidget(Rule())
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 10, 14, 12)
        foot.setSpacing(0)
        foot.addWidget(self.promotions)
        foot.addWidget(self._sums)
        foot.addWidget(self.pay)
        column.addLayout(foot)

    def _empty_state(self) -> QWidget:
        page, words = QWidget(), self._words
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 0, 24, 0)
        column.setSpacing(0)
        column.addStretch()
        disc = Disc(self._holder, "scan", 96, 48, "accent.soft", "accent.text")
        column.addWidget(disc, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(14)
        title = Label(self._holder, words.empty_title, "h2")
        column.addWidget(title, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(14)
        center = Qt.AlignmentFlag.AlignHCenter
        self._empty_words = Label(self._holder, "", tone="text.secondary", wrap=True, align=center)
        self._empty_words.setFixedWidth(320)
        column.addWidget(self._empty_words, alignment=center)
        column.addSpacing(18)
        self.recall = OutlineButton(self._holder, words.recall_sale, "recall", action("sell", "recall").hint)
        self.recall.setObjectName("empty-recall")
        self.recall.clicked.connect(self.recalled)
        self.start_return = OutlineButton(self._holder, words.start_return, "return", action("sell", "return").hint)
        self.start_return.setObjectName("empty-return")
        self.start_return.clicked.connect(self.returned)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.recall)
        row.addWidget(self.start_return)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow panel gives up the hints of keys before it cuts a word; the keys still work."""
        super().resizeEvent(event)
        narrow = self.width() < _HINTS
        for button, name in ((self.recall, "recall"), (self.start_return, "return")):
            button.key = "" if narrow else action("sell", name).hint
            button.updateGeometry()
            button.update()

    def show_basket(self, view: BasketView) -> None:
        self.customer.show_customer(view.customer)
        self.lines.show_lines(view.lines)
        self._middle.setCurrentWidget(self.lines if view.lines else self._empty)
        if self._empty_words.text() != view.empty_words:
            self._empty_words.setText(view.empty_words)
            self._empty_words.setMinimumHeight(self._empty_words.heightForWidth(self._empty_words.width()))
        self.promotions.show_promotions(view.promotions)
        self._sums.show_sums(view.sums)
        if self.pay.amount != view.total:
            self.pay.set_amount(view.total)
        self.pay.setEnabled(view.can_pay)

    def show_actions(self, actions: dict[str, ActionView]) -> None:
        self.customer.show_actions(actions["customer"], actions["customer_page"])
        self.recall.set_reason(actions["recall"].reason)
        self.start_return.set_reason(actions["return"].reason)


class SumsTable(QWidget):
    """Labels on the left, amounts on the right, 24 high each; rows are made once and kept."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[Label, Label]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setSpacing(0)
        grid.setColumnStretch(0, 1)
        for row in range(_SUMS):
            label = Label(holder, tone="text.secondary")
            amount = Label(holder, tone="text.secondary", tabular=True, align=paint.RIGHT)
            for column, part in enumerate((label, amount)):
                part.setFixedHeight(_SUM_HEIGHT)
                grid.addWidget(part, row, column)
            self._rows.append((label, amount))

    def show_sums(self, sums: tuple[SumView, ...]) -> None:
        for n, (label, amount) in enumerate(self._rows):
            there = n < len(sums)
            label.setVisible(there)
            amount.setVisible(there)
            if there:
                for part, text in ((label, sums[n].label), (amount, sums[n].amount)):
                    if part.text() != text:
                        part.setText(text)
                    part.set_tone(sums[n].tone)
        self.setVisible(bool(sums))
