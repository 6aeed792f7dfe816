"""Selling: what the cashier did becomes a changed basket, and a basket becomes a view. No Qt here."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from ui.money_text import typed_minor
from ui.sell.basket_view import basket_view, pieces, tile_view
from ui.sell.finding import hit_views, variants_view
from ui.sell.line_desk import LineDesk
from ui.sell.shop import Held, SellShop
from ui.sell.view import (
    ActionView,
    BannerView,
    BasketView,
    ChipView,
    HeldView,
    HitKind,
    HitView,
    NoteView,
    PriceView,
    QuantityView,
    TileView,
    VariantsView,
)
from ui.sell.words import SellWords

CHIP_NAME = 24
"""Letters of a product's name that the find field has room for."""


class Screen(Protocol):
    """What a Sell screen can show."""

    def show_title(self, title: str, subtitle: str) -> None: ...
    def show_basket(self, view: BasketView) -> None: ...
    def show_actions(self, actions: dict[str, ActionView]) -> None: ...
    def show_categories(self, categories: tuple[tuple[str, str, bool], ...]) -> None: ...
    def show_tiles(self, tiles: tuple[TileView, ...]) -> None: ...
    def show_hits(self, hits: tuple[HitView, ...]) -> None: ...
    def show_scan(self, chip: ChipView) -> None: ...
    def show_banner(self, banner: BannerView | None) -> None: ...
    def say(self, words: str, icon: str, undo: Callable[[], None] | None) -> None: ...
    def ask_quantity(self, view: QuantityView) -> None: ...
    def ask_price(self, view: PriceView) -> None: ...
    def choose_variant(self, view: VariantsView) -> None: ...
    def ask_note(self, view: NoteView) -> None: ...
    def choose_held(self, held: tuple[HeldView, ...]) -> None: ...
    def refuse(self, words: str) -> None:
        """Say in the open dialog why it cannot be closed yet."""


class SellPresenter:
    """Keeps the basket that is being rung up; `lines` changes them one by one.

    `pay` receives a priced basket when Pay is pressed.
    """

    def __init__(
        self,
        screen: Screen,
        shop: SellShop,
        words: SellWords,
        pay: Callable[[PricedBasket], None],
    ) -> None:
        self._screen, self._shop, self._words, self._pay = screen, shop, words, pay
        self._basket = Basket(shop.new_id())
        self._priced = shop.price(self._basket)
        self._selected = ""
        self._open: Line | None = None
        self._working = False
        self.lines = LineDesk(screen, words, lambda: self._basket, lambda: self.selected, self.change, self.line_chosen)

    @property
    def basket(self) -> Basket:
        return self._basket

    @property
    def priced(self) -> PricedBasket:
        return self._priced

    @property
    def selected(self) -> Line | None:
        return next((line for line in self._basket.lines if line.line_id == self._selected), None)

    # Beginning and ending a basket

    def start(self, basket: Basket | None = None) -> None:
        """Show everything; `basket` is one that was being rung up when the till went off."""
        self._screen.show_categories(tuple((c.category_id, c.name, c.favourites) for c in self._shop.categories()))
        first = next(iter(self._shop.categories()), None)
        self.category_chosen(first.category_id if first else "")
        if basket is None or not self.change(basket):
            self._show()

    def new_sale(self) -> None:
        """An empty basket for the next customer; the one before is a sale, or held."""
        self._basket = Basket(self._shop.new_id())
        self._priced = self._shop.price(self._basket)
        self._selected, self._working = "", False
        self._screen.show_banner(None)
        self._show()

    def change(self, basket: Basket, select: str | None = None) -> bool:
        """Take another state of the basket; one that cannot be priced changes nothing and the screen says why."""
        try:
            priced = self._shop.price(basket)
        except (Refused, Unavailable) as failure:
            self._tell(failure, self._words.nothing_changed)
            return False
        self._basket, self._priced = basket, priced
        ids = [line.line_id for line in basket.lines]
        wanted = self._selected if select is None else select
        self._selected = wanted if wanted in ids else (ids[-1] if ids else "")
        self._shop.keep_draft(basket)
        self._show()
        return True

    # Scanning and finding

    def scanned(self, code: str) -> None:
        """A code read anywhere, or typed and entered: one piece more, or a banner while scanning goes on."""
        if self._working:
            self._shop.sound("blocked")
            return
        try:
            line = self._shop.find_code(code)
        except (Refused, Unavailable) as failure:
            if failure.code == "has_variants":
                found = self._shop.variants(str(failure.facts["sku"]))
                self._screen.choose_variant(variants_view(found, self._words, self._shop.money))
            else:
                self._not_added(failure, code)
            return
        if line.product.kind == "open_price" and line.unit_price_minor is None:
            self._open = line
            self._screen.ask_price(PriceView(line.product.name))
        else:
            self._add(line)

    def price_given(self, text: str) -> bool:
        """The price of goods that have none of their own; else the dialog says what is wrong with it."""
        minor = typed_minor(text, self._shop.currency)
        if self._open is None or not minor:
            self._screen.refuse(self._words.price_wrong)
            return False
        line, self._open = self._open, None
        self._add(replace(line, unit_price_minor=minor, source="open"))
        return True

    def _add(self, line: Line) -> None:
        basket = self._basket.add(line)
        joined = next((new for new in basket.lines if new not in self._basket.lines), line)
        if self.change(basket, joined.line_id):
            self._shop.sound("scanOk")
            self._screen.show_banner(None)
            name = line.product.name
            short = name if len(name) <= CHIP_NAME else f"{name[: CHIP_NAME - 1].rstrip()}…"
            self._screen.show_scan(ChipView(self._words.added.format(name=short), "success", "tick"))

    def _not_added(self, failure: Refused | Unavailable, code: str) -> None:
        self._shop.sound("scanUnknown")
        words = self._words
        if failure.code != "unknown_code":
            self._screen.show_scan(ChipView(words.not_added, "danger", "error"))
            self._tell(failure, words.nothing_added)
            return
        self._screen.show_scan(ChipView(words.not_found, "danger", "error"))
        choices = [("find", words.find_it)]
        if not self._shop.why_not("open_item"):
            choices.append(("open_item", words.open_item))
        shown = str(failure.facts.get("raw", code))
        self._screen.show_banner(
            BannerView(words.unknown_title.format(code=shown), words.unknown_words, tuple(choices))
        )

    def searched(self, query: str) -> None:
        found = self._shop.search(query) if query.strip() else ()
        self._screen.show_hits(hit_views(found, query, self._words, self._shop.money))

    def picked(self, kind: HitKind, key: str) -> None:
        """A row of the search list was taken."""
        if kind == "product":
            self.scanned(key)
        elif kind == "customer":
            self.customer_chosen(key)
        else:
            self._shop.do("sale", key)

    def category_chosen(self, category: str) -> None:
        tiles = self._shop.tiles(category)
        self._screen.show_tiles(tuple(tile_view(tile, self._words, self._shop.money) for tile in tiles))

    # Lines

    def line_chosen(self, line_id: str) -> None:
        if line_id != self._selected:
            self._selected = line_id
            self._show()

    def moved(self, step: int) -> None:
        """Select the line above (−1) or below (1)."""
        ids = [line.line_id for line in self._basket.lines]
        if ids:
            at = ids.index(self._selected) if self._selected in ids else 0
            self.line_chosen(ids[min(max(at + step, 0), len(ids) - 1)])

    # Customer

    def customer_chosen(self, customer_id: str) -> None:
        self.change(replace(self._basket, customer_id=customer_id))

    def customer_removed(self) -> None:
        before = self._basket.customer_id
        shopper = self._shop.shopper(before)
        if shopper is not None and self.change(replace(self._basket, customer_id="")):
            words = self._words.removed.format(name=shopper.name)
            self._screen.say(words, "customer", partial(self.customer_chosen, before))

    # Holding, emptying, paying

    def hold(self) -> None:
        if self._basket.lines and not self._working:
            self._work(partial(self._shop.suspend, self._basket), self._held)

    def _held(self, _nothing: None) -> None:
        self.new_sale()
        self._screen.say(self._words.held, "hold", None)

    def recall(self) -> None:
        self._screen.choose_held(tuple(self._held_view(held) for held in self._shop.suspended()))

    def recalled(self, held_id: str) -> None:
        """Bring a held basket back; one that is being rung up is held first."""
        if not self._working:
            self._work(partial(self._swap, self._basket, held_id), self._resumed)

    def _swap(self, basket: Basket, held_id: str) -> Basket:
        if basket.lines:
            self._shop.suspend(basket)
        return self._shop.resume(held_id)

    def _resumed(self, basket: Basket) -> None:
        self._working = False
        self.change(basket)

    def _held_view(self, held: Held) -> HeldView:
        words = self._words
        count = words.held_one_piece if held.pieces == 1 else words.held_pieces.format(count=held.pieces)
        detail = " · ".join(part for part in (count, held.who) if part)
        title = " · ".join(part for part in (held.when, held.label) if part)
        return HeldView(held.held_id, title, detail, self._shop.money(held.total_minor))

    def void(self) -> None:
        """Strike the basket before payment; the journal keeps that it was there."""
        if self._basket.lines and not self._working:
            self._work(partial(self._shop.void, self._basket), self._voided)

    def _voided(self, _nothing: None) -> None:
        self.new_sale()
        self._screen.say(self._words.voided, "delete", None)

    def pay(self) -> None:
        if self._basket.lines and not self._working:
            self._pay(self._priced)

    def act(self, name: str) -> None:
        """An action that lies outside this screen."""
        if not self._reason(name):
            self._shop.do(name, "")

    def _work(self, call: Callable[[], object], done: Callable[..., None]) -> None:
        self._working = True
        self._show()
        self._shop.run_job(call, done, self._failed)

    def _failed(self, failure: Refused | Unavailable) -> None:
        self._working = False
        self._show()
        self._tell(failure, self._words.nothing_changed)

    # Showing

    def _tell(self, failure: Refused | Unavailable, then: str) -> None:
        self._screen.show_banner(BannerView(self._shop.sentence(failure), then))

    def _reason(self, name: str) -> str:
        """Why an action cannot be taken now; empty when it can."""
        needs_lines = name in ("hold", "discount", "note", "void")
        if self._working:
            return self._words.working
        if needs_lines and not self._basket.lines:
            return self._words.nothing_to_hold
        if name == "recall" and not self._shop.suspended():
            return self._words.nothing_held
        return self._shop.why_not(name)

    def _show(self) -> None:
        words, shop = self._words, self._shop
        self._screen.show_title(words.title, words.subtitle.format(number=shop.next_receipt()))
        held = len(shop.suspended())
        empty = words.empty_words_held.format(count=held) if held > 1 else words.empty_words_one_held
        view = basket_view(
            self._priced,
            words,
            shop.money,
            selected=self._selected,
            shopper=shop.shopper(self._basket.customer_id) if self._basket.customer_id else None,
            earns=shop.earns(self._priced),
            empty_words=empty if held else words.empty_words,
            for_members=shop.for_members() if self._priced.discounts_minor else frozenset(),
        )
        self._screen.show_basket(replace(view, can_pay=view.can_pay and not self._working))
        names = ("hold", "recall", "discount", "return", "note", "drawer", "void", "customer", "customer_page")
        actions = {name: ActionView(self._reason(name)) for name in names}
        actions["recall"] = replace(actions["recall"], badge=str(held) if held else "")
        self._screen.show_actions(actions)

    @property
    def pieces(self) -> int:
        return pieces(self._priced)
