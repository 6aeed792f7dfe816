"""Selling: what the cashier did becomes a changed basket, and a basket becomes a view. No Qt here."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from ui.sell import adding, advisor_desk, age_desk, holding, line_desk
from ui.sell.basket_view import basket_view, pieces
from ui.sell.finding import hit_views
from ui.sell.promotion_desk import PromotionDesk
from ui.sell.promotion_words import PromotionWords
from ui.sell.shop import SellShop
from ui.sell.tile_desk import TileDesk
from ui.sell.view import ActionView, BannerView, BasketView, HitKind, HitView, TileView
from ui.sell.words import SellWords
from ui.text import spoken

MOST_STEPS = 20
"""So many changes of a basket can be undone one by one."""


class Screen(adding.Screen, age_desk.Screen, advisor_desk.Screen, holding.Screen, line_desk.Screen, Protocol):
    """What a Sell screen can show; adding, holding and lines ask for more of it."""

    def show_title(self, title: str, subtitle: str) -> None: ...
    def show_basket(self, view: BasketView) -> None: ...
    def show_actions(self, actions: dict[str, ActionView]) -> None: ...
    def show_categories(self, categories: tuple[tuple[str, str, bool], ...]) -> None: ...
    def show_tiles(self, tiles: tuple[TileView, ...]) -> None: ...
    def show_hits(self, hits: tuple[HitView, ...]) -> None: ...


class SellPresenter:
    """Keeps the basket that is being rung up; `adding`, `lines` and `holding` change it in their ways.

    `pay` receives a priced basket when Pay is pressed.
    """

    def __init__(
        self,
        screen: Screen,
        shop: SellShop,
        words: SellWords,
        pay: Callable[[PricedBasket], None],
        promotion_words: PromotionWords | None = None,
    ) -> None:
        self._screen, self._shop, self._words, self._pay = screen, shop, words, pay
        self._basket = Basket(shop.new_id())
        self._priced = shop.price(self._basket)
        self._selected = ""
        self._working, self._is_shown = False, False
        self._before: list[Basket] = []
        self.tiles = TileDesk(screen, shop, words)

        def basket() -> Basket:
            return self._basket

        self.lines = line_desk.LineDesk(
            screen, words, basket, lambda: self.selected, self.change, self.line_chosen, self.say
        )
        self.age = age_desk.AgeDesk(screen, shop, words, basket, self.change, self.say)
        self.promotions = PromotionDesk(shop, promotion_words or spoken(PromotionWords), basket, self.change, self.say)
        self.adding = adding.AddingDesk(
            screen,
            shop,
            words,
            basket,
            self.change,
            lambda: self._working,
            self.age.ask,
            self.promotions.take_coupon,
        )
        self.advisors = advisor_desk.AdvisorDesk(screen, shop, words, basket, self.change)
        self.holding = holding.HoldDesk(screen, shop, words, basket, self._taken_up, self.new_sale, self._work)

    @property
    def basket(self) -> Basket:
        return self._basket

    @property
    def priced(self) -> PricedBasket:
        return self._priced

    @property
    def pieces(self) -> int:
        return pieces(self._priced)

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
        self._before = []
        self._screen.show_banner(None)
        self._show()

    def change(self, basket: Basket, select: str | None = None) -> bool:
        """Take another state of the basket; one that cannot be priced changes nothing and the screen says why."""
        try:
            priced = self._shop.price(basket)
        except (Refused, Unavailable) as failure:
            self._tell(failure, self._words.nothing_changed)
            return False
        self._remember(basket)
        self._basket, self._priced = basket, priced
        ids = [line.line_id for line in basket.lines]
        wanted = self._selected if select is None else select
        self._selected = wanted if wanted in ids else (ids[-1] if ids else "")
        self._shop.keep_draft(basket)
        self._show()
        return True

    def _remember(self, basket: Basket) -> None:
        """Keep what is changed now, to come back to it; another basket begins anew."""
        if basket.basket_id != self._basket.basket_id:
            self._before = []
        elif basket != self._basket:
            self._before = [*self._before[1 - MOST_STEPS :], self._basket]

    def undo(self) -> None:
        """Take back the last change of this basket, whatever it was."""
        if self._before and not self._working:
            *earlier, basket = self._before
            if self.change(basket):
                self._before = earlier
                self._screen.say(self._words.undone, "undo", None)

    def say(self, words: str, icon: str, undo: Callable[[], None] | None) -> None:
        """What was done, with its own way back; once that was taken, nothing older is undone by it."""
        self._screen.say(words, icon, None if undo is None else partial(self._undone, undo))

    def _undone(self, undo: Callable[[], None]) -> None:
        undo()
        self._before = []

    # Finding

    def scanned(self, code: str) -> None:
        self.adding.scanned(code)

    def searched(self, query: str) -> None:
        found = self._shop.search(query) if query.strip() else ()
        self._screen.show_hits(hit_views(found, query, self._words, self._shop.money))

    def picked(self, kind: HitKind, key: str) -> None:
        """A row of the search list was taken."""
        if kind in ("product", "code"):
            self.scanned(key)
        elif kind == "customer":
            self.customer_chosen(key)
        else:
            self._shop.do(kind, key)

    def category_chosen(self, category: str) -> None:
        self.tiles.choose(category)

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
            self.say(words, "customer", partial(self._customer_back, self._basket.basket_id, before))

    def _customer_back(self, basket_id: str, customer_id: str) -> None:
        if self._basket.basket_id == basket_id and not self._basket.customer_id:
            self.customer_chosen(customer_id)

    # Emptying, paying

    def held_changed(self) -> None:
        """Another page has put a basket aside."""
        self._show()

    def hold(self) -> None:
        if not self._working:
            self.holding.hold()

    def _taken_up(self, basket: Basket) -> None:
        """A basket that was held is rung up on."""
        self._working = False
        self.change(basket)

    def void(self) -> None:
        """Strike the basket before payment; the journal keeps that it was there."""
        if self._basket.lines and not self._working:
            self._shop.allowed("void_basket", self._void)

    def _void(self, approved_by: str) -> None:
        self._work(partial(self._shop.void, self._basket, approved_by), partial(self._voided, self._basket))

    def _voided(self, basket: Basket, _nothing: None) -> None:
        self.new_sale()
        self._screen.say(self._words.voided, "delete", partial(self._ring_up_again, basket))

    def _ring_up_again(self, basket: Basket) -> None:
        """What was struck stays struck in the journal: its goods come back as another basket."""
        if not self._basket.lines:
            self.change(replace(basket, basket_id=self._shop.new_id()))

    def pay(self) -> None:
        if self._basket.lines and not self._working and not self.age.ask(self.pay):
            self.put_away()
            self._pay(self._priced)

    def put_away(self) -> None:
        """What was told about a scan is over with a payment, and is nothing for the next person; the basket stays."""
        self._screen.show_banner(None)

    def act(self, name: str) -> None:
        """An action that lies outside this screen."""
        if not self._reason(name):
            self._shop.do(name, "")

    def _work(self, call: Callable[[], object], done: Callable[..., None]) -> None:
        """One job at a time; what is pressed meanwhile is not taken."""
        if not self._working:
            self._working = True
            self._show()
            self._shop.run_job(call, partial(self._worked, done), self._failed)

    def _worked(self, done: Callable[..., None], result: object) -> None:
        self._working, self._is_shown = False, False
        done(result)
        if not self._is_shown:
            self._show()

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

    def _has_advisor(self) -> bool:
        return bool(self._basket.salesperson) or any(line.salesperson for line in self._basket.lines)

    def _show(self) -> None:
        self._is_shown = True
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
            names={one.staff_id: one.short_name for one in shop.colleagues()} if self._has_advisor() else {},
        )
        told = self.promotions.views(self._priced)
        self._screen.show_basket(replace(view, can_pay=view.can_pay and not self._working, promotions=told))
        names = ("hold", "recall", "discount", "return", "note", "drawer", "void", "customer", "customer_page")
        actions = {name: ActionView(self._reason(name)) for name in names}
        actions["recall"] = replace(actions["recall"], badge=str(held) if held else "")
        self._screen.show_actions(actions)
