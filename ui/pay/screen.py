"""The Pay screen: the basket on the left, what is due and how to pay it, and another amount on the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import paint
from ui.keys import action
from ui.pay.amount_panel import AmountPanel
from ui.pay.cash_panel import CashPanel
from ui.pay.due_panel import DuePanel
from ui.pay.pay_basket_panel import PayBasketPanel
from ui.pay.pay_dialogs import PayDialogs
from ui.pay.taken_list import TakenList
from ui.pay.tender_buttons import NoteButton, PrimaryTender, TenderTile
from ui.pay.terminal_panel import TerminalPanel
from ui.pay.view import PayBanner, PayView
from ui.pay.words import PayWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.label import Label
from ui.widgets.notices import Banner
from ui.widgets.shortcut import bind
from ui.widgets.toast import Toast

_COMPACT, _HIGH = 1280, 700
_BASKET, _AMOUNT = 300, 316
_TILES = (("gift_card", "giftcard"), ("points", "points"), ("store_credit", "credit"))
_HEIGHTS = {0: (110, 100, 180), 1: (92, 84, 179), 2: (92, 84, 179)}
_LOW = (72, 64, 120)
"""Heights of card, tiles and cash by the number of tenders taken: more rows need the room."""


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
        self._holder, self._words, self._toast = holder, words, toast
        self._view: PayView | None = None
        self.basket = PayBasketPanel(holder, words)
        self.amount = AmountPanel(holder, words, sign)
        self.terminal = TerminalPanel(holder, words)
        self.terminal.hide()
        self.dialogs = PayDialogs(self, holder, words, common)
        self.banner = Banner(holder, inline=True)
        self.banner.hide()
        self.due, self.cash = DuePanel(holder, words), CashPanel(holder, words)
        self.taken = TakenList(holder, words)
        self.primary = PrimaryTender(holder)
        self.primary.setObjectName("primary")
        self.tiles = {kind: TenderTile(holder, icon, action("pay", kind).hint) for kind, icon in _TILES}
        self.quote = OutlineButton(holder, words.print_quote, "print")
        self.hold = OutlineButton(holder, words.hold, "hold")
        self.more = OutlineButton(holder, words.more, "more")
        self.back = OutlineButton(holder, words.basket, "back", action("pay", "back").hint)
        self._lay_out()
        self._connect()
        self._bind_keys()
        self.setFocusProxy(self.amount.field)

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        for part in (self.due, self.banner, self.taken, self.primary):
            middle.addWidget(part)
            self._gap(middle, part)
        middle.addLayout(self._tile_row())
        middle.addSpacing(12)
        middle.addWidget(self.cash)
        middle.addSpacing(12)
        middle.addStretch()
        middle.addLayout(self._foot())
        page = QHBoxLayout(self)
        page.setContentsMargins(12, 12, 12, 12)
        page.setSpacing(12)
        page.addWidget(self.basket)
        page.addLayout(middle, 1)
        page.addWidget(self.amount)
        page.addWidget(self.terminal)
        self.terminal.setFixedWidth(_AMOUNT)
        self.basket.setFixedWidth(_BASKET)
        self.amount.setFixedWidth(_AMOUNT)

    def _gap(self, middle: QVBoxLayout, part: QWidget) -> None:
        """Gaps belong to the parts that may be hidden, so that a hidden one leaves none."""
        if part in (self.banner, self.taken):
            spacer = QWidget()
            spacer.setFixedHeight(12)
            spacer.hide()
            part.setProperty("gap", spacer)
            middle.addWidget(spacer)
        else:
            middle.addSpacing(10 if part is self.primary else 12)

    def _tile_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        for kind, tile in self.tiles.items():
            tile.setObjectName(f"tender-{kind}")
            row.addWidget(tile, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for name, button in self._foot_buttons():
            button.setObjectName(name)
            foot.addWidget(button)
        foot.addStretch()
        self._kept = Label(self._holder, self._words.kept, "meta", tone="text.muted", wrap=True, align=paint.RIGHT)
        foot.addWidget(self._kept, 1)
        return foot

    def _foot_buttons(self) -> tuple[tuple[str, OutlineButton], ...]:
        return ("pay-back", self.back), ("quote", self.quote), ("pay-hold", self.hold), ("pay-more", self.more)

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
        self._view = view
        self.basket.show_basket(view.basket)
        self.due.show_due(view.due, view.can_split and not view.locked)
        self.taken.show_taken(view.taken, view.locked)
        self._show_gap(self.taken, bool(view.taken))
        self.primary.show_view(view.primary)
        self.primary.setEnabled(not view.locked)
        for tile in view.tiles:
            self.tiles[tile.kind].show_view(tile, view.locked)
        self.cash.show_notes(view)
        self.hold.set_reason(view.hold_reason or view.locked)
        self.quote.set_reason(view.quote_reason or view.locked)
        self.more.set_reason(view.more_reason or view.locked)
        self.amount.show_locked(view.locked)
        self._show_terminal(view)
        self._fit(len(view.taken))

    def _show_terminal(self, view: PayView) -> None:
        """The terminal takes the place of the amount while it has something to say; then the field has the focus."""
        was = not self.terminal.isHidden()
        self.primary.set_running(view.terminal is not None and not view.terminal.in_doubt)
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
        self.banner.setVisible(banner is not None)
        self._show_gap(self.banner, banner is not None)
        if banner is not None:
            self.banner.say(banner.title, banner.words, "danger", "error")
        self._fit(len(self._view.taken) if self._view is not None else 0)

    def say(self, words: str, icon: str, undo: Callable[[], None] | None) -> None:
        self._toast().say(words, icon, undo)

    def _show_gap(self, part: QWidget, visible: bool) -> None:
        gap = part.property("gap")
        assert isinstance(gap, QWidget)
        gap.setVisible(visible)

    def _fit(self, taken: int) -> None:
        crowded = taken + (not self.banner.isHidden())
        if crowded == max(_HEIGHTS) and self.height() < _HIGH:
            crowded += 1  # a strip over the page, or a low window, takes the room of a row
        card, tile, cash = _HEIGHTS.get(crowded, _LOW)
        self.primary.setFixedHeight(card)
        for button in self.tiles.values():
            button.setFixedHeight(tile)
        self.cash.setFixedHeight(cash)

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
        self.back.setVisible(compact)
        self._kept.setVisible(not compact)
        self.taken.set_room(3 if self.height() >= _HIGH else 2)
        self._fit(len(self._view.taken) if self._view is not None else 0)
