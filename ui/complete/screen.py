"""The screen after a sale: change, receipt, points, and the paper; New sale is one key or the next scan away."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.complete.buttons import NewSaleButton, ReceiptButton
from ui.complete.change_panel import ChangePanel
from ui.complete.paper import ReceiptPaper, Well
from ui.complete.view import CompleteView, CustomerView
from ui.complete.words import CompleteWords
from ui.keys import action
from ui.theme import ThemeHolder
from ui.widgets.badges import Avatar, Chip
from ui.widgets.buttons import OutlineButton
from ui.widgets.icon import Icon
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.notices import Banner
from ui.widgets.shortcut import bind

_PAPER, _COMPACT = 340, 1280
_CHOICES = {"email": "email", "print": "print", "qr": "receipt_code", "gift": "gift_receipt"}
"""The ways to give a receipt and the actions that the table of keys has for them; their icons have the first names."""


class CompleteScreen(QWidget):
    """`chosen` carries `email`, `print`, `qr`, `gift`, `refund` or `reprint`; `next_sale` begins the next one."""

    titled = Signal(str, str)
    chosen = Signal(str)
    next_sale = Signal()

    def __init__(self, holder: ThemeHolder, words: CompleteWords) -> None:
        super().__init__()
        self._holder, self._words = holder, words
        self.change = ChangePanel(holder)
        self.coins = QWidget()
        self.coins.setFixedHeight(24)
        self.coin_chips: list[Chip] = []
        self.banner = Banner(holder, inline=True)
        self.banner.hide()
        self.choices = {
            name: ReceiptButton(holder, name, action("complete", key).hint) for name, key in _CHOICES.items()
        }
        self.paper = ReceiptPaper()
        self.refund = OutlineButton(holder, words.refund, "refund")
        self.reprint = OutlineButton(holder, words.reprint, "receipt")
        self.new_sale = NewSaleButton(holder, words.new_sale, words.or_scan)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.new_sale)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.change)
        coins = QHBoxLayout(self.coins)
        coins.setContentsMargins(0, 0, 0, 0)
        coins.setSpacing(8)
        coins.addWidget(Label(self._holder, self._words.suggested, tone="text.secondary"))
        coins.addStretch()
        for part in (self.coins, self.banner, self._receipt_panel(), self._saved_panel()):
            left.addWidget(part)
        left.addStretch()
        left.addLayout(self._foot())
        page = QHBoxLayout(self)
        page.setContentsMargins(12, 12, 12, 12)
        page.setSpacing(12)
        page.addLayout(left, 1)
        page.addWidget(self._paper_panel())

    def _receipt_panel(self) -> Panel:
        panel = Panel()
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Label(self._holder, self._words.receipt, "body.lg", 600))
        head.addStretch()
        head.addWidget(Label(self._holder, self._words.receipt_aside, "meta", tone="text.muted"))
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(10)
        for name, button in self.choices.items():
            button.setObjectName(f"receipt-{name}")
            row.addWidget(button, 1)
        column.addLayout(row)
        panel.setFixedHeight(218)
        return panel

    def _saved_panel(self) -> Panel:
        panel = Panel()
        panel.setFixedHeight(78)
        row = QHBoxLayout(panel)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        self.avatar = Avatar(self._holder)
        self.customer = Label(self._holder, weight=600)
        self.balance = Label(self._holder, role="meta", tone="text.secondary", tabular=True)
        self.tier = Chip(self._holder, "", "tier", "tier")
        self.saved = Label(self._holder, weight=600)
        self.saved_detail = Label(self._holder, role="meta", tone="text.secondary", tabular=True)
        row.addWidget(self.avatar)
        row.addLayout(self._two_lines(self.customer, self.balance), 2)
        row.addWidget(self.tier)
        row.addWidget(Rule(vertical=True))
        row.addWidget(Icon(self._holder, "db", "text.primary"))
        row.addLayout(self._two_lines(self.saved, self.saved_detail), 1)
        return panel

    @staticmethod
    def _two_lines(upper: Label, lower: Label) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch()
        column.addWidget(upper)
        column.addWidget(lower)
        column.addStretch()
        return column

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        for name, button in (("refund", self.refund), ("reprint", self.reprint)):
            button.setObjectName(name)
            foot.addWidget(button)
        foot.addStretch()
        self.new_sale.setObjectName("new-sale")
        self.new_sale.setFixedSize(380, self._holder.theme.size("pay"))
        foot.addWidget(self.new_sale)
        return foot

    def _paper_panel(self) -> QWidget:
        self._well = Well(self._holder)
        self._well.setFixedWidth(_PAPER)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setAccessibleName(self._words.receipt)
        area.setWidget(self.paper)
        column = QVBoxLayout(self._well)
        column.setContentsMargins(23, 16, 23, 16)
        column.addWidget(area)
        return self._well

    def _connect(self) -> None:
        for name, button in (*self.choices.items(), ("refund", self.refund), ("reprint", self.reprint)):
            button.clicked.connect(partial(self.chosen.emit, name))
        for button in self.choices.values():
            bind(self, button.key, button.click)
        for key in ("Return", "Enter"):
            bind(self, key, self._enter)
        self.new_sale.clicked.connect(self.next_sale)

    def _enter(self) -> None:
        """Enter presses the focused button; anywhere else it begins the next sale."""
        focused = self.focusWidget()
        if isinstance(focused, ReceiptButton | OutlineButton) and focused.hasFocus():
            focused.click()
        else:
            self.next_sale.emit()

    def show_title(self, title: str, subtitle: str) -> None:
        self.titled.emit(title, subtitle)

    def show_sale(self, view: CompleteView) -> None:
        self.change.show_change(view.change)
        self._show_coins(view.coins)
        for choice in view.choices:
            self.choices[choice.name].show_view(choice)
        self._show_customer(view.customer, view.nobody)
        self.saved.setText(view.saved)
        self.saved_detail.setText(view.saved_detail)
        self.paper.show_blocks(view.paper, view.paper_name)
        self.refund.set_reason(view.refund_reason)
        self.reprint.set_reason(view.reprint_reason)

    def show_problem(self, title: str, words: str) -> None:
        self.banner.setVisible(bool(title))
        if title:
            self.banner.say(title, words, "danger", "error")

    def _show_coins(self, coins: tuple[str, ...]) -> None:
        row = self.coins.layout()
        assert isinstance(row, QHBoxLayout)
        for chip in self.coin_chips:
            row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.coin_chips = [Chip(self._holder, words) for words in coins]
        for chip in self.coin_chips:
            row.insertWidget(row.count() - 1, chip)
        self.coins.setVisible(bool(coins))

    def _show_customer(self, view: CustomerView | None, nobody: str) -> None:
        self.avatar.setVisible(view is not None)
        self.customer.setText(nobody if view is None else view.title)
        self.balance.setText("" if view is None else view.detail)
        self.balance.setVisible(view is not None and bool(view.detail))
        self.tier.setVisible(view is not None and bool(view.tier))
        if view is not None:
            self.avatar.set_name(view.name)
            self.tier.show_state(view.tier, "tier", "tier")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows the paper no more; it can still be printed."""
        super().resizeEvent(event)
        self._well.setVisible(self.window().width() >= _COMPACT)
