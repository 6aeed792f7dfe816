"""A Sell presenter over the shop of the design, and a screen that remembers what it was told."""

from collections.abc import Callable
from typing import Any

from pos.domain.priced import PricedBasket
from tests.ui.northgate import Northgate
from ui.sell.presenter import SellPresenter
from ui.sell.view import BannerView, BasketView, ChipView
from ui.sell.words import SellWords


class Shown:
    """A screen that remembers what it was told last."""

    def __init__(self) -> None:
        self.title = ("", "")
        self.basket: BasketView | None = None
        self.scan: ChipView | None = None
        self.banner: BannerView | None = None
        self.asked: list[tuple[str, Any]] = []
        self.refused: list[str] = []
        self.actions: dict[str, Any] = {}
        self.tiles: tuple[Any, ...] = ()
        self.hits: tuple[Any, ...] = ()
        self.toast: tuple[str, Callable[[], None] | None] = ("", None)

    def show_title(self, title: str, subtitle: str) -> None:
        self.title = (title, subtitle)

    def show_basket(self, view: BasketView) -> None:
        self.basket = view

    def show_actions(self, actions: dict[str, Any]) -> None:
        self.actions = actions

    def show_categories(self, categories: tuple[tuple[str, str, bool], ...]) -> None:
        self.categories = categories

    def show_tiles(self, tiles: tuple[Any, ...]) -> None:
        self.tiles = tiles

    def show_hits(self, hits: tuple[Any, ...]) -> None:
        self.hits = hits

    def show_scan(self, chip: ChipView) -> None:
        self.scan = chip

    def show_banner(self, banner: BannerView | None) -> None:
        self.banner = banner

    def say(self, words: str, icon: str, undo: Callable[[], None] | None) -> None:
        self.toast = (words, undo)

    def ask_quantity(self, view: Any) -> None:
        self.asked.append(("quantity", view))

    def ask_price(self, view: Any) -> None:
        self.asked.append(("price", view))

    def ask_free_reason(self, words: str) -> None:
        self.asked.append(("reason", words))

    def ask_weight(self, view: Any) -> None:
        self.asked.append(("weight", view))

    def show_net(self, words: str) -> None:
        self.asked.append(("net", words))

    def ask_serial(self, view: Any) -> None:
        self.asked.append(("serial", view))

    def ask_age(self, view: Any) -> None:
        self.asked.append(("age", view))

    def choose_advisor(self, view: Any) -> None:
        self.asked.append(("advisor", view))

    def close_dialog(self) -> None:
        self.asked.append(("closed", None))

    def choose_variant(self, view: Any) -> None:
        self.asked.append(("variant", view))

    def ask_note(self, view: Any) -> None:
        self.asked.append(("note", view))

    def show_pick(self, view: Any) -> None:
        self.pick = view

    def show_item(self, view: Any) -> None:
        self.asked.append(("item", view))

    def ask_swap(self, view: Any) -> None:
        self.asked.append(("swap", view))

    def choose_held(self, held: tuple[Any, ...]) -> None:
        self.asked.append(("held", held))

    def refuse(self, words: str) -> None:
        self.refused.append(words)


class Selling:
    def __init__(self) -> None:
        self.till, self.shown = Northgate(), Shown()
        self.paid: list[PricedBasket] = []
        self.presenter = SellPresenter(self.shown, self.till.shop(), SellWords(), self.paid.append)
        self.presenter.start()

    @property
    def basket(self) -> BasketView:
        assert self.shown.basket is not None
        return self.shown.basket

    def names(self) -> list[str]:
        return [line.name for line in self.basket.lines]
