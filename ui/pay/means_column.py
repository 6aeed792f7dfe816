"""The middle of the Pay page: what is due, what was taken, and each means of payment; below, the ways off the page."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import paint
from ui.keys import action
from ui.pay.cash_panel import CashPanel
from ui.pay.due_panel import DuePanel
from ui.pay.taken_list import TakenList
from ui.pay.tender_buttons import PrimaryTender, TenderTile
from ui.pay.view import PayBanner, PayView
from ui.pay.words import PayWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.label import Label
from ui.widgets.notices import Banner

_TILES = (("gift_card", "giftcard"), ("points", "points"), ("store_credit", "credit"))
_HEIGHTS = {0: (110, 100, 180), 1: (92, 84, 179), 2: (92, 84, 179)}
_LOW = (72, 64, 120)
"""Heights of card, tiles and cash by the number of tenders taken: more rows need the room."""


class MeansColumn(QWidget):
    """Buttons and panels; what pressing one means is the screen's."""

    def __init__(self, holder: ThemeHolder, words: PayWords) -> None:
        super().__init__()
        self._crowd = 0
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
        self._kept = Label(holder, words.kept, "meta", tone="text.muted", wrap=True, align=paint.RIGHT)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.due, self.banner, self.taken, self.primary):
            column.addWidget(part)
            self._gap(column, part)
        column.addLayout(self._tile_row())
        column.addSpacing(12)
        column.addWidget(self.cash)
        column.addSpacing(12)
        column.addStretch()
        column.addLayout(self._foot())

    def _gap(self, column: QVBoxLayout, part: QWidget) -> None:
        """Gaps belong to the parts that may be hidden, so that a hidden one leaves none."""
        if part in (self.banner, self.taken):
            spacer = QWidget()
            spacer.setFixedHeight(12)
            spacer.hide()
            part.setProperty("gap", spacer)
            column.addWidget(spacer)
        else:
            column.addSpacing(10 if part is self.primary else 12)

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
        foot.addWidget(self._kept, 1)
        return foot

    def _foot_buttons(self) -> tuple[tuple[str, OutlineButton], ...]:
        return ("pay-back", self.back), ("quote", self.quote), ("pay-hold", self.hold), ("pay-more", self.more)

    def show_view(self, view: PayView) -> None:
        self._crowd = len(view.taken)
        self.due.show_due(view.due, view.can_split and not view.locked)
        self.taken.show_taken(view.taken, view.locked)
        self._show_gap(self.taken, bool(view.taken))
        self.primary.show_view(view.primary)
        self.primary.setEnabled(not view.locked)
        self.primary.set_running(view.terminal is not None and not view.terminal.in_doubt)
        for tile in view.tiles:
            self.tiles[tile.kind].show_view(tile, view.locked)
        self.cash.show_notes(view)
        self.hold.set_reason(view.hold_reason or view.locked)
        self.quote.set_reason(view.quote_reason or view.locked)
        self.more.set_reason(view.more_reason or view.locked)

    def show_banner(self, banner: PayBanner | None) -> None:
        self.banner.setVisible(banner is not None)
        self._show_gap(self.banner, banner is not None)
        if banner is not None:
            self.banner.say(banner.title, banner.words, "danger", "error")

    def _show_gap(self, part: QWidget, visible: bool) -> None:
        gap = part.property("gap")
        assert isinstance(gap, QWidget)
        gap.setVisible(visible)

    def set_compact(self, compact: bool) -> None:
        """Without the basket beside it there is a way back to it."""
        self.back.setVisible(compact)
        self._kept.setVisible(not compact)

    def fit(self, is_high: bool) -> None:
        """Share the height of the window among the means; `is_high` when it has room for a row more."""
        crowded = self._crowd + (not self.banner.isHidden())
        if crowded == max(_HEIGHTS) and not is_high:
            crowded += 1  # a strip over the page, or a low window, takes the room of a row
        card, tile, cash = _HEIGHTS.get(crowded, _LOW)
        self.primary.setFixedHeight(card)
        for button in self.tiles.values():
            button.setFixedHeight(tile)
        self.cash.setFixedHeight(cash)
