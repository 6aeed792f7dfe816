"""The Sell screen: find, categories, tiles and actions on the left, the basket on the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.keys import action
from ui.sell.action_bar import ActionBar
from ui.sell.banner import ScanBanner
from ui.sell.basket_panel import BasketPanel
from ui.sell.categories import CategoryBar
from ui.sell.find_field import FindField
from ui.sell.search_list import SearchList
from ui.sell.sell_dialogs import SellDialogs
from ui.sell.tile_delegate import GAP
from ui.sell.tile_list import TileList, columns_for
from ui.sell.view import (
    ActionView,
    AdvisorsView,
    AgeView,
    BannerView,
    BasketView,
    ChipView,
    HeldView,
    HitView,
    ItemView,
    NoteView,
    PickView,
    PriceView,
    QuantityView,
    SerialView,
    SwapView,
    TileView,
    VariantsView,
    WeightView,
)
from ui.sell.words import DiscountWords, SellWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.announce import announce
from ui.widgets.shortcut import bind
from ui.widgets.toast import ROOM, Toast

_MARGIN, _GAP, _HALF = 12, 12, GAP // 2
_SLACK = 2
"""Qt begins a new row of the grid one pixel early; the list is that much wider than its columns."""
_PANELS = ((1800, 600), (1536, 540), (1280, 492), (0, 420))


class SellScreen(QWidget):
    """Emits what the cashier did in the shop's words and shows what the presenter gives.

    `line_acted` carries `quantity`, `less`, `more`, `discount`, `note`, `remove`, `up` or `down` and a line's id, which
    is empty when the selected line is meant. `acted` carries the actions of the bar, `customer`, `customer_page`,
    `customer_removed` and the choices of a banner.
    """

    titled = Signal(str, str)
    searched = Signal(str)
    code_entered = Signal(str)
    picked = Signal(str, str)
    touched = Signal(str)
    item_asked = Signal(str)
    category_chosen = Signal(str)
    line_chosen = Signal(str)
    line_acted = Signal(str, str)
    acted = Signal(str)
    paid = Signal()

    def __init__(
        self,
        holder: ThemeHolder,
        words: SellWords,
        discount_words: DiscountWords,
        common: CommonWords,
        toast: Callable[[], Toast],
    ) -> None:
        """`toast` gives the toast of the window, which also knows Ctrl Z."""
        super().__init__()
        self._toast, self._words = toast, words
        self.field = FindField(holder, words)
        self.categories = CategoryBar(holder, words)
        self.banner = ScanBanner(holder, common.close)
        self.tiles = TileList(holder, words)
        self.tiles.setProperty(ROOM, True)
        self.bar = ActionBar(holder, words)
        self.basket = BasketPanel(holder, words)
        self.hits = SearchList(holder, words.find, self)
        self.dialogs = SellDialogs(self, holder, words, discount_words, common)
        self._action_views: dict[str, ActionView] = {}
        self.setFocusProxy(self.field)
        self.banner.hide()
        self._lay_out()
        self._connect()
        self._bind_keys()

    def _lay_out(self) -> None:
        """Cells of the grid carry half a gap on each side, so the tiles stand flush with the find field."""
        left = QVBoxLayout()
        left.setSpacing(0)
        upper = QVBoxLayout()
        upper.setContentsMargins(_HALF, 0, _HALF + _SLACK, 0)
        upper.setSpacing(_GAP)
        for part in (self.field, self.categories, self.banner):
            upper.addWidget(part)
        left.addLayout(upper)
        left.addSpacing(_GAP - _HALF)
        left.addWidget(self.tiles, 1)
        left.addSpacing(_GAP - _HALF)
        lower = QHBoxLayout()
        lower.setContentsMargins(_HALF, 0, _HALF + _SLACK, 0)
        lower.addWidget(self.bar)
        left.addLayout(lower)
        page = QHBoxLayout(self)
        page.setContentsMargins(_MARGIN - _HALF, _MARGIN, _MARGIN, _MARGIN)
        page.setSpacing(_GAP - _HALF - _SLACK)
        page.addLayout(left, 1)
        page.addWidget(self.basket)

    def _connect(self) -> None:
        self.field.textEdited.connect(self.searched)
        self.field.line_key.connect(lambda name: self.line_acted.emit(name, ""))
        self.field.stepped.connect(self.hits.step)
        self.field.entered.connect(self._enter)
        self.field.left.connect(self._leave_search)
        self.field.asked.connect(self._ask_item)
        self.hits.picked.connect(self._pick)
        self.categories.chosen.connect(self.category_chosen)
        self.categories.more_asked.connect(self.dialogs.choose_category)
        self.dialogs.category_chosen.connect(self.categories.choose)
        self.banner.chosen.connect(self._banner_choice)
        self.banner.closed.connect(lambda: self.show_banner(None))
        self.tiles.touched.connect(self.touched)
        self.tiles.asked.connect(self.item_asked)
        self.bar.acted.connect(self._act)
        self.dialogs.acted.connect(self._act)
        self.basket.lines.chosen.connect(self.line_chosen)
        self.basket.lines.acted.connect(self.line_acted)
        self.basket.paid.connect(self.paid)
        self.basket.recalled.connect(lambda: self._act("recall"))
        self.basket.returned.connect(lambda: self._act("return"))
        self.basket.customer.asked.connect(lambda: self._act("customer"))
        self.basket.customer.opened.connect(lambda: self._act("customer_page"))
        self.basket.customer.removed.connect(lambda: self.acted.emit("customer_removed"))

    def _bind_keys(self) -> None:
        """Every key does what the control that shows it does."""
        does: dict[str, Callable[[], object]] = {
            "find": self._focus_find,
            "quantity": lambda: self.line_acted.emit("quantity", ""),
            "line_discount": lambda: self.line_acted.emit("discount", ""),
            "pay": self.paid.emit,
        }
        does["salesperson"] = lambda: self.line_acted.emit("salesperson", "")
        for name in ("customer", "discount", "hold", "recall", "drawer", "return", "note"):
            does[name] = partial(self._act, name)
        for name, act in does.items():
            bind(self, action("sell", name).hint, act)

    # What the presenter shows

    def show_title(self, title: str, subtitle: str) -> None:
        self.titled.emit(title, subtitle)

    def show_basket(self, view: BasketView) -> None:
        before = self.basket.pay.amount
        self.basket.show_basket(view)
        if self.basket.pay.amount != before:
            announce(self.basket.pay, self._words.total_spoken.format(amount=self.basket.pay.amount))

    def show_actions(self, actions: dict[str, ActionView]) -> None:
        if actions != self._action_views:
            self._action_views = actions
            self.bar.show_actions(actions)
            self.basket.show_actions(actions)
            self.dialogs.show_actions(actions)

    def show_categories(self, categories: tuple[tuple[str, str, bool], ...]) -> None:
        self.categories.show_categories(categories)

    def show_tiles(self, tiles: tuple[TileView, ...]) -> None:
        self.tiles.show_tiles(tiles)

    def show_hits(self, hits: tuple[HitView, ...]) -> None:
        self.hits.show_hits(hits, self.field, self.height() - _MARGIN)

    def show_scan(self, chip: ChipView) -> None:
        """What the last scan did; text that was being typed gives way to it."""
        self._leave_search()
        self.field.show_scan(chip)
        announce(self.field, chip.text)

    def show_banner(self, banner: BannerView | None) -> None:
        if banner is not None:
            self.banner.show_banner(banner)
        if self.banner.isHidden() == (banner is None):
            return
        self.banner.setVisible(banner is not None)
        self.categories.setVisible(banner is None)

    def say(self, words: str, icon: str, undo: Callable[[], None] | None) -> None:
        self._toast().say(words, icon, undo)

    def ask_quantity(self, view: QuantityView) -> None:
        self.dialogs.ask_quantity(view)

    def ask_price(self, view: PriceView) -> None:
        self.dialogs.ask_price(view)

    def ask_free_reason(self, words: str) -> None:
        self.dialogs.ask_free_reason(words)

    def ask_weight(self, view: WeightView) -> None:
        self.dialogs.ask_weight(view)

    def show_net(self, words: str) -> None:
        self.dialogs.show_net(words)

    def ask_serial(self, view: SerialView) -> None:
        self.dialogs.ask_serial(view)

    def ask_age(self, view: AgeView) -> None:
        self.dialogs.ask_age(view)

    def choose_advisor(self, view: AdvisorsView) -> None:
        self.dialogs.choose_advisor(view)

    def close_dialog(self) -> None:
        self.dialogs.close()

    def choose_variant(self, view: VariantsView) -> None:
        self.dialogs.choose_variant(view)

    def show_pick(self, view: PickView) -> None:
        self.dialogs.show_pick(view)

    def show_item(self, view: ItemView) -> None:
        self.dialogs.show_item(view)

    def ask_swap(self, view: SwapView) -> None:
        self.dialogs.ask_swap(view)

    def ask_note(self, view: NoteView) -> None:
        self.dialogs.ask_note(view)

    def choose_held(self, held: tuple[HeldView, ...]) -> None:
        self.dialogs.choose_held(held)

    def refuse(self, words: str) -> None:
        self.dialogs.refuse(words)

    # What the cashier does

    def _act(self, name: str) -> None:
        view = self._action_views.get(name)
        if view is None or not view.reason:
            self.acted.emit(name)

    def _focus_find(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _enter(self) -> None:
        """Enter takes the marked row; without one the text is taken as a code."""
        if not self.hits.take_current():
            code = self.field.text().strip()
            self._leave_search()
            if code:
                self.code_entered.emit(code)

    def _ask_item(self) -> None:
        """Alt Enter in the search: the sheet of the marked product."""
        kind, sku = self.hits.current()
        if kind == "product":
            self._leave_search()
            self.item_asked.emit(sku)

    def _pick(self, kind: str, key: str) -> None:
        self._leave_search()
        self.picked.emit(kind, key)

    def _leave_search(self) -> None:
        self.field.clear()
        self.hits.hide()

    def _banner_choice(self, name: str) -> None:
        if name == "find":
            self.show_banner(None)
            self._focus_find()
        else:
            self.acted.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing with no field focused begins a search."""
        if event.text().strip() and event.text().isprintable() and not event.modifiers():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.insert(event.text())
            self.searched.emit(self.field.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.window().width()
        self.basket.setFixedWidth(next(panel for least, panel in _PANELS if width >= least))
        self.tiles.set_columns(columns_for(width))
        self.hits.hide()
