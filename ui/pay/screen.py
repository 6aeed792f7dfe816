"""The Pay screen: the basket on the left, what is due and how to pay it, and another amount on the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.keys import action
from ui.pay.amount_panel import AmountPanel
from ui.pay.means_column import MeansColumn
from ui.pay.pay_basket_panel import PayBasketPanel
from ui.pay.pay_dialogs import PayDialogs
from ui.pay.tender_buttons import NoteButton
from ui.pay.terminal_panel import TerminalPanel
from ui.pay.view import PayBanner, PayView
from ui.pay.words import PayWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.shortcut import bind
from ui.widgets.toast import Toast

_COMPACT, _HIGH = 1280, 700
_BASKET, _AMOUNT = 300, 316


class PayScreen(QWidget):
    """Emits what the cashier did; typed amounts go out as they were typed.

    `primary_pressed`, `cash_typed` and `more_pressed` carry the typed amount, `other_pressed` a means of payment with
    it, `noted` minor units, `undone` the place of a tender; what dialogs bring comes from `dialogs`.
    """

    titled = Signal(str, str)
    primary_pressed = Signal(str)
    cash_typed = Signal(str)
    noted = Signal(object)
    other_pressed = Signal(str, str)
    more_pressed = Signal(str)
    undone = Signal(int)
    split_asked = Signal()
    held = Signal()
    quoted = Signal()
    left = Signal()

    def __init__(
        self, holder: ThemeHolder, words: PayWords, common: CommonWords, toast: Callable[[], Toast], sign: str
    ) -> None:
        """`sign` is the currency's; `toast` gives the toast of the window."""
        super().__init__()
        self._toast = toast
        self.basket = PayBasketPanel(holder, words)
        self.amount = AmountPanel(holder, words, sign)
        self.terminal = TerminalPanel(holder, words)
        self.terminal.hide()
        self.dialogs = PayDialogs(self, holder, words, common)
        self._means = means = MeansColumn(holder, words)
        self.due, self.banner, self.taken = means.due, means.banner, means.taken
        self.primary, self.tiles, self.cash = means.primary, means.tiles, means.cash
        self.quote, self.hold, self.more, self.back = means.quote, means.hold, means.more, means.back
        self._lay_out()
        self._connect()
        self._bind_keys()
        self.setFocusProxy(self.amount.field)

    def _lay_out(self) -> None:
        page = QHBoxLayout(self)
        page.setContentsMargins(12, 12, 12, 12)
        page.setSpacing(12)
        page.addWidget(self.basket)
        page.addWidget(self._means, 1)
        page.addWidget(self.amount)
        page.addWidget(self.terminal)
        self.terminal.setFixedWidth(_AMOUNT)
        self.basket.setFixedWidth(_BASKET)
        self.amount.setFixedWidth(_AMOUNT)

    def _connect(self) -> None:
        self.primary.clicked.connect(self._press_primary)
        self.amount.cash_taken.connect(self.cash_typed)
        self.amount.left.connect(self.left)
        self.basket.left.connect(self.left)
        self.back.clicked.connect(self.left)
        self.taken.undone.connect(self.undone)
        self.due.split.clicked.connect(self.split_asked)
        self.cash.noted.connect(self.noted)
        self.quote.clicked.connect(self.quoted)
        self.hold.clicked.connect(self.held)
        for kind, tile in self.tiles.items():
            tile.clicked.connect(partial(self._press_other, kind))
        self.more.clicked.connect(lambda: self.more_pressed.emit(self.amount.field.text()))

    def _bind_keys(self) -> None:
        """Each key presses the button that shows it, so a disabled button's key does nothing either."""
        bind(self, self.primary.key, self.primary.click)
        bind(self, self.due.split.key, self.due.split.click)
        bind(self, self.back.key, self._leave)
        for _kind, tile in self.tiles.items():
            bind(self, tile.key, tile.click)
        for note in self.cash.notes:
            bind(self, note.key, partial(self._press_note, note))
        for kind in ("voucher", "account"):
            bind(self, action("pay", kind).key, partial(self._press_hidden, kind))

    # What the presenter shows

    def show_title(self, title: str, subtitle: str) -> None:
        self.titled.emit(title, subtitle)

    def show_pay(self, view: PayView) -> None:
        self.basket.show_basket(view.basket)
        self._means.show_view(view)
        self.amount.show_locked(view.locked)
        self._show_terminal(view)
        self._fit()

    def _show_terminal(self, view: PayView) -> None:
        """The terminal takes the place of the amount while it has something to say; then the field has the focus."""
        was = not self.terminal.isHidden()
        self.amount.setVisible(view.terminal is None)
        self.terminal.setVisible(view.terminal is not None)
        self.terminal.show_terminal(view.terminal)
        self.setFocusProxy(self.amount.field if view.terminal is None else self.terminal.first)
        if was and view.terminal is None:
            self.amount.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_amount(self, text: str) -> None:
        self.amount.field.setText(text)
        self.amount.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_banner(self, banner: PayBanner | None) -> None:
        self._means.show_banner(banner)
        self._fit()

    def say(self, words: str, icon: str, undo: Callable[[], None] | None) -> None:
        self._toast().say(words, icon, undo)

    def _fit(self) -> None:
        self._means.fit(self.height() >= _HIGH)

    # What the cashier does

    def _press_other(self, kind: str) -> None:
        self.other_pressed.emit(kind, self.amount.field.text())

    def _press_hidden(self, kind: str) -> None:
        """A means under More has a key of its own."""
        if self.more.isEnabled():
            self._press_other(kind)

    def _press_primary(self) -> None:
        self.primary_pressed.emit(self.amount.field.text())

    def _leave(self) -> None:
        if self.terminal.isHidden():
            self.amount.leave()
        else:
            self.left.emit()

    def _press_note(self, note: NoteButton) -> None:
        if not note.isHidden():
            note.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits typed with no field focused begin an amount."""
        if event.text() and event.text() in "0123456789" and not self.amount.field.isReadOnly():
            self.amount.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.amount.field.insert(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has no room for the basket beside the payment; the way back stays."""
        super().resizeEvent(event)
        compact = self.window().width() < _COMPACT
        self.basket.setVisible(not compact)
        self._means.set_compact(compact)
        self.taken.set_room(3 if self.height() >= _HIGH else 2)
        self._fit()
