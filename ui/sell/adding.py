"""Bringing goods into the basket: a code, a touch, a size out of a matrix, a price that is typed. No Qt here."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused, Unavailable
from pos.domain.gift_card_line import card_of_line
from pos.domain.quantity import ONE
from ui.sell import asking
from ui.sell.item import item_view
from ui.sell.line_desk import Change
from ui.sell.shop import Goods, Offer, SellShop, Variant
from ui.sell.variants import pick_view, variants_view
from ui.sell.view import BannerView, ChipView, ItemView, PickView, VariantsView
from ui.sell.words import SellWords

CHIP_NAME = 24
"""Letters of a product's name that the find field has room for."""


class Screen(asking.Screen, Protocol):
    def show_scan(self, chip: ChipView) -> None: ...
    def show_banner(self, banner: BannerView | None) -> None: ...
    def choose_variant(self, view: VariantsView) -> None: ...
    def show_pick(self, view: PickView) -> None: ...
    def show_item(self, view: ItemView) -> None: ...


class AddingDesk:
    """`basket` gives the present state, `change` takes another one; while `is_working` nothing is added. `ask_age` asks
    how old the buyer is where new goods want it. What is no product may be a coupon (`take_coupon`)."""

    def __init__(
        self,
        screen: Screen,
        shop: SellShop,
        words: SellWords,
        basket: Callable[[], Basket],
        change: Change,
        is_working: Callable[[], bool],
        ask_age: Callable[[], bool],
        take_coupon: Callable[[str], bool],
    ) -> None:
        self._screen, self._shop, self._words = screen, shop, words
        self._basket, self._change, self._is_working, self._ask_age = basket, change, is_working, ask_age
        self._take_coupon = take_coupon
        self.asking = asking.AskingDesk(screen, shop, words, basket, self._add)
        self._variants: tuple[Variant, ...] = ()

    def scanned(self, code: str, pieces: int = 1) -> None:
        """A code read anywhere, or typed and entered: added, or a banner while scanning goes on."""
        if self._is_working():
            self._shop.sound("blocked")
            return
        try:
            line = self._shop.find_code(code)
        except (Refused, Unavailable) as failure:
            if failure.code == "has_variants":
                self._ask_variant(str(failure.facts["sku"]))
            elif not self._take_coupon(code):
                self._not_added(failure, code)
            return
        self.asking.complete(line if pieces == 1 else replace(line, qty_milli=pieces * ONE))

    def open_item(self) -> None:
        """Goods that no code is known for are sold as what the shop keeps for that, at a typed price."""
        self._screen.show_banner(None)
        self.scanned(self._shop.open_item())

    # Sizes and colours

    def _ask_variant(self, sku: str) -> None:
        self._variants = self._shop.variants(sku)
        shopper = self._shop.shopper(self._basket().customer_id) if self._basket().customer_id else None
        category = self._variants[0].category if self._variants else ""
        usual = self._shop.usual_size(shopper.customer_id, category) if shopper else ""
        wearer = shopper.name.split()[0] if shopper and usual else ""
        view = variants_view(self._variants, self._words, self._shop.money, usual=usual, wearer=wearer)
        self._screen.choose_variant(view)
        if view.marked:
            self.variant_marked(view.marked, 1)

    def variant_marked(self, sku: str, pieces: int) -> None:
        """Another size or another quantity stands in the dialog: show what that costs and what the button adds."""
        marked = next(variant for variant in self._variants if variant.sku == sku)
        try:
            offers = self._shop.offers(self._shop.find_code(sku), self._basket().customer_id)
        except (Refused, Unavailable):
            offers = ()  # why it cannot be sold is said when it is taken
        self._screen.show_pick(pick_view(marked, pieces, offers, self._words, self._shop.money))

    # One product in full

    def item_asked(self, sku: str) -> None:
        """The sheet of a product: price, stock, codes and the offers on it, before anything is added."""
        customer_id = self._basket().customer_id
        self._shop.run_job(partial(self._in_full, sku, customer_id), self._show_item, self._no_item)

    def _in_full(self, sku: str, customer_id: str) -> tuple[Goods, tuple[Offer, ...]]:
        goods = self._shop.goods(sku)
        return goods, () if goods.has_variants else self._shop.offers(self._shop.find_code(sku), customer_id)

    def _show_item(self, found: tuple[Goods, tuple[Offer, ...]]) -> None:
        self._screen.show_item(item_view(*found, self._words, self._shop.money))

    def _no_item(self, failure: Refused | Unavailable) -> None:
        self._screen.show_banner(BannerView(self._shop.sentence(failure), self._words.nothing_added))

    # What came of it

    def _add(self, line: Line) -> None:
        before = self._basket()
        basket = before.add(line)
        joined = next((new for new in basket.lines if new not in before.lines), line)
        if self._change(basket, joined.line_id):
            self._shop.sound("scanOk")
            self._screen.show_banner(None)
            self._screen.show_scan(
                ChipView(self._words.added.format(name=_short(line.product.name)), "success", "tick")
            )
            if line.serial and not card_of_line(line) and self._shop.is_out(line):
                self._sold_before(line)
            self._ask_age()

    def _sold_before(self, line: Line) -> None:
        """The piece left the shop already, as far as is known here: it may be the wrong number."""
        title = self._words.serial_sold_title.format(name=line.product.name)
        self._screen.show_banner(BannerView(title, self._words.serial_sold_words.format(serial=line.serial)))

    def _not_added(self, failure: Refused | Unavailable, code: str) -> None:
        self._shop.sound("scanUnknown")
        words = self._words
        if failure.code != "unknown_code":
            self._screen.show_scan(ChipView(words.not_added, "danger", "error"))
            self._screen.show_banner(BannerView(self._shop.sentence(failure), words.nothing_added))
            return
        self._screen.show_scan(ChipView(words.not_found, "danger", "error"))
        choices = [("find", words.find_it)]
        if self._shop.open_item():
            choices.append(("open_item", words.open_item))
        title = words.unknown_title.format(code=str(failure.facts.get("raw", code)))
        self._screen.show_banner(BannerView(title, words.unknown_words, tuple(choices)))


def _short(name: str) -> str:
    return name if len(name) <= CHIP_NAME else f"{name[: CHIP_NAME - 1].rstrip()}…"
