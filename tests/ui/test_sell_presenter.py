"""Selling in the words of the shop: what is scanned, typed and pressed becomes a basket, and a basket becomes words."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos.domain.failures import Unavailable
from pos.domain.priced import PricedBasket
from pos.services.balances import Freshness
from tests.ui.northgate import AMELIA, Northgate
from ui.sell.basket_view import customer_view, tile_view
from ui.sell.presenter import SellPresenter
from ui.sell.shop import Tile
from ui.sell.view import BannerView, BasketView, ChipView, SwapView
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


@pytest.fixture
def selling() -> Selling:
    return Selling()


def test_a_scan_adds_a_line_selects_it_and_says_so(selling: Selling) -> None:
    selling.presenter.scanned("FLASK")

    assert [(line.quantity, line.total, line.selected) for line in selling.basket.lines] == [("1", "£24.00", True)]
    assert selling.shown.scan is not None
    assert selling.shown.scan.text.endswith("ml added")
    assert selling.till.sounds == ["scanOk"]


def test_the_same_code_again_counts_up_on_its_line(selling: Selling) -> None:
    for code in ("SOCK", "FLASK", "SOCK"):
        selling.presenter.scanned(code)

    assert [(line.name[:6], line.quantity) for line in selling.basket.lines] == [("Merino", "2"), ("Stainl", "1")]
    assert selling.basket.lines[0].selected
    assert [chip.text for chip in selling.basket.lines[0].chips] == ["2 for £30"]
    assert selling.basket.lines[0].was == "£36.00"


def test_every_change_of_the_basket_is_kept_as_a_draft(selling: Selling) -> None:
    selling.presenter.scanned("SOCK")
    selling.presenter.lines.stepped(1)
    selling.presenter.lines.removed()

    assert [[line.qty_milli for line in basket.lines] for basket in selling.till.kept] == [[1000], [2000], []]


def test_an_unknown_code_adds_nothing_and_scanning_goes_on(selling: Selling) -> None:
    selling.presenter.scanned("5012349999995")
    banner = selling.shown.banner
    selling.presenter.scanned("MAP")

    assert banner is not None
    assert banner.title == "5012349999995 is not in the catalogue"
    assert [name for name, _ in banner.choices] == ["find", "open_item"]
    assert selling.names() == ["Trail Map 1:25 000, Northgate Moors"]
    assert selling.shown.banner is None
    assert selling.till.sounds == ["scanUnknown", "scanOk"]


def test_a_code_that_is_refused_says_why_and_what_became_of_it(selling: Selling) -> None:
    selling.presenter.scanned("EXPIRED")

    assert selling.shown.banner == BannerView("Sentence for lot_expired.", "Nothing was added.")
    assert selling.basket.lines == ()


def test_what_is_removed_comes_back_to_its_place(selling: Selling) -> None:
    for code in ("HARRIER", "SOCK", "MAP"):
        selling.presenter.scanned(code)
    selling.presenter.moved(-1)
    selling.presenter.lines.removed()
    words, undo = selling.shown.toast
    left = selling.names()

    assert undo is not None
    undo()

    assert words == "Merino Hike Sock, 2-pack removed"
    assert len(left) == 2
    assert selling.names()[1] == "Merino Hike Sock, 2-pack"


def test_undo_after_the_sale_changes_nothing_of_the_next_one(selling: Selling) -> None:
    selling.presenter.scanned("SOCK")
    selling.presenter.lines.removed()
    _, undo = selling.shown.toast
    selling.presenter.new_sale()

    assert undo is not None
    undo()

    assert selling.basket.lines == ()


def test_one_less_stops_at_one(selling: Selling) -> None:
    selling.presenter.scanned("FLASK")

    selling.presenter.lines.stepped(-1)

    assert selling.basket.lines[0].quantity == "1"


@pytest.mark.parametrize(("typed", "taken"), [("12", "12"), ("0", "1"), ("1.5", "1"), ("-3", "1"), ("", "1")])
def test_pieces_are_whole_and_above_zero(selling: Selling, typed: str, taken: str) -> None:
    selling.presenter.scanned("FLASK")
    selling.presenter.lines.quantity_asked()

    good = selling.presenter.lines.quantity_given(typed)

    assert selling.basket.lines[0].quantity == taken
    assert bool(selling.shown.refused) is not good


def test_goods_by_weight_take_a_weight(selling: Selling) -> None:
    selling.presenter.scanned("OATS")
    selling.presenter.adding.asking.weight_given("1", "")
    selling.presenter.lines.quantity_asked()

    selling.presenter.lines.quantity_given("0.345")

    assert [(line.quantity, line.total, line.detail) for line in selling.basket.lines] == [
        ("0.345", "£1.45", "£4.20 per kg")
    ]
    assert not selling.basket.lines[0].can_step


def test_a_member_pays_the_price_of_members(selling: Selling) -> None:
    selling.presenter.scanned("HARRIER")
    before = selling.basket.total
    selling.presenter.customer_chosen("amelia")

    assert (before, selling.basket.total) == ("£189.00", "£170.10")
    assert selling.basket.customer is not None
    assert (selling.basket.customer.points, selling.basket.customer.earns) == ("2,480 points", "Earns 170 points")


@pytest.mark.parametrize(
    ("freshness", "age", "tone", "earns"),
    [
        ("fresh", "", "text.muted", "Earns 170 points"),
        ("aging", "as of 14:05", "warning.fg", "Earns 170"),
        ("old", "last known", "text.muted", "Earns 170"),
    ],
)
def test_points_say_how_old_they_are_when_it_matters(freshness: Freshness, age: str, tone: str, earns: str) -> None:
    amelia = replace(AMELIA, freshness=freshness, as_of="14:05")

    view = customer_view(amelia, 170, SellWords())

    assert (view.points, view.age, view.age_tone, view.earns) == ("2,480 points", age, tone, earns)
    assert customer_view(replace(amelia, points=None), None, SellWords()).age == ""


def test_a_count_that_is_hours_old_says_so_beside_the_pointer() -> None:
    tile = Tile("TENT", "Tent", 265_00, 2000, freshness="aging", as_of="14:05")

    fresh = tile_view(replace(tile, freshness="fresh"), SellWords(), str)
    aging = tile_view(tile, SellWords(), str)

    assert (fresh.stock, fresh.tip) == (aging.stock, "")
    assert (aging.tip, aging.spoken) == ("2 left, as of 14:05", "Tent, 26500, 2 left, as of 14:05")
    assert tile_view(replace(tile, freshness="old"), SellWords(), str).tip == "2 left, last known"


def test_a_customer_taken_away_can_be_brought_back(selling: Selling) -> None:
    selling.presenter.scanned("HARRIER")
    selling.presenter.customer_chosen("amelia")
    selling.presenter.customer_removed()
    _, undo = selling.shown.toast
    without = selling.basket.customer

    assert undo is not None
    undo()

    assert without is None
    assert selling.basket.customer is not None


def test_holding_clears_the_till_and_recalling_brings_the_basket_back(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    held = selling.presenter.basket.basket_id
    selling.presenter.hold()
    badge = selling.shown.actions["recall"].badge

    selling.presenter.holding.recalled(held)

    assert badge == "1"
    assert selling.names() == ["Trail Map 1:25 000, Northgate Moors"]
    assert selling.till.held == {}


def test_recalling_over_another_basket_asks_and_then_holds_that_one(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    held = selling.presenter.basket.basket_id
    selling.presenter.hold()
    selling.presenter.scanned("SOCK")

    selling.presenter.holding.recalled(held)
    asked, meanwhile = selling.shown.asked[-1], selling.names()
    selling.presenter.holding.swapped()

    assert asked == (
        "swap",
        SwapView(
            "Another sale is under way", "It is held, and can be recalled like any other.", "Hold it, recall £9.99"
        ),
    )
    assert meanwhile == ["Merino Hike Sock, 2-pack"]
    assert selling.names() == ["Trail Map 1:25 000, Northgate Moors"]
    assert [basket.lines[0].product.sku for basket in selling.till.held.values()] == ["SOCK"]


def test_a_held_basket_bears_the_name_of_its_customer_and_the_note_on_it(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    selling.presenter.customer_chosen("amelia")
    selling.presenter.lines.note_asked()
    selling.presenter.lines.note_given("fetches her purse")

    selling.presenter.hold()
    selling.presenter.holding.recall()

    (view,) = selling.shown.asked[-1][1]
    assert view.title == "Amelia Okafor · fetches her purse"
    assert view.detail == "14:20 · Maya K. · 1 item · Trail Map 1:25 000, Northgate Moors"
    assert view.amount == "£9.99"


def test_a_hold_is_undone_while_nothing_else_was_begun(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    selling.presenter.hold()
    words, undo = selling.shown.toast

    assert undo is not None
    undo()

    assert words == "Sale held"
    assert selling.names() == ["Trail Map 1:25 000, Northgate Moors"]
    assert selling.till.held == {}


def test_a_discarded_hold_is_voided_and_comes_back_under_another_id(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    held = selling.presenter.basket.basket_id
    selling.presenter.hold()

    selling.presenter.holding.discarded(held)
    gone, (words, undo) = selling.shown.actions["recall"].badge, selling.shown.toast
    assert undo is not None
    undo()

    assert (gone, words) == ("", "Held sale discarded")
    assert [basket.basket_id for basket in selling.till.voided] == [held]
    assert held not in selling.till.held
    assert [basket.lines[0].product.sku for basket in selling.till.held.values()] == ["MAP"]
    assert selling.shown.actions["recall"].badge == "1"


def test_a_basket_that_cannot_be_held_stays(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    selling.till.failing = Unavailable("disk_full")

    selling.presenter.hold()

    assert len(selling.basket.lines) == 1
    assert selling.basket.can_pay
    assert selling.shown.banner == BannerView("Sentence for disk_full.", "Nothing was changed.")


def test_what_is_not_possible_is_disabled_with_its_reason(selling: Selling) -> None:
    selling.till.missing["drawer"] = "No drawer is set up"
    selling.presenter.new_sale()

    reasons = {name: view.reason for name, view in selling.shown.actions.items()}

    assert reasons["hold"] == "The basket is empty."
    assert reasons["recall"] == "No sale is held."
    assert reasons["drawer"] == "No drawer is set up"
    assert reasons["return"] == ""


def test_actions_elsewhere_are_handed_on_unless_they_are_disabled(selling: Selling) -> None:
    selling.till.missing["drawer"] = "No drawer is set up"

    for name in ("return", "drawer", "customer"):
        selling.presenter.act(name)

    assert selling.till.done == [("return", ""), ("customer", "")]


def test_search_groups_its_hits_under_heads(selling: Selling) -> None:
    selling.presenter.searched("m")

    kinds = [hit.kind for hit in selling.shown.hits]

    assert [hit.text for hit in selling.shown.hits if not hit.kind] == ["Products", "Customers"]
    assert kinds[0] == ""
    assert kinds[-1] == "customer"


def test_a_customer_found_is_taken_into_the_basket(selling: Selling) -> None:
    selling.presenter.picked("customer", "amelia")

    assert selling.presenter.basket.customer_id == "amelia"


def test_an_empty_basket_cannot_be_paid(selling: Selling) -> None:
    selling.presenter.pay()
    selling.presenter.scanned("MAP")
    selling.presenter.pay()

    assert [priced.total_minor for priced in selling.paid] == [9_99]


def test_what_was_told_about_a_scan_is_over_when_it_goes_to_pay(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    selling.presenter.scanned("5012349999995")
    told = selling.shown.banner

    selling.presenter.pay()

    assert told is not None
    assert selling.shown.banner is None


def test_low_stock_says_what_is_left_and_none_says_so(selling: Selling) -> None:
    tiles = {tile.sku: tile for tile in selling.shown.tiles}

    assert (tiles["TENT"].stock, tiles["TENT"].stock_kind) == ("2 left", "warning")
    assert (tiles["GLOVE"].stock, tiles["GLOVE"].stock_kind) == ("0 in store", "danger")
    assert (tiles["SOCK"].stock, tiles["SOCK"].stock_kind) == ("24 in store", "")


def test_a_note_stays_with_its_line(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    line = selling.presenter.basket.lines[0]
    selling.presenter.lines.note_asked(line.line_id)

    selling.presenter.lines.note_given("  for   the rucksack ")

    assert selling.presenter.basket.lines[0].note == "for the rucksack"
    assert selling.basket.lines[0].noted


def test_a_basket_found_after_a_crash_is_shown_again(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    found = selling.presenter.basket
    again = Selling()

    again.presenter.start(found)

    assert again.names() == ["Trail Map 1:25 000, Northgate Moors"]


def test_emptying_the_basket_is_told_to_the_till(selling: Selling) -> None:
    selling.presenter.scanned("MAP")

    selling.presenter.void()

    assert [len(basket.lines) for basket in selling.till.voided] == [1]
    assert selling.basket.lines == ()


def test_a_product_with_sizes_asks_which_one(selling: Selling) -> None:
    selling.presenter.scanned("TEE")

    name, view = selling.shown.asked[-1]

    assert (name, view.title) == ("variant", "Merino 160 Tee")
    assert [(row.label, [cell.label for cell in row.cells]) for row in view.rows] == [
        ("Sky", ["S", "M", "L"]),
        ("Moss", ["S", "M", "L"]),
    ]
    assert [(cell.detail, cell.is_here) for cell in view.rows[0].cells[:2]] == [("0 here", False), ("1 left", True)]
    assert selling.basket.lines == ()


@pytest.mark.parametrize(("typed", "lines"), [("12.50", ["£12.50"]), ("0", []), ("x", [])])
def test_goods_without_a_price_take_the_one_that_is_typed(selling: Selling, typed: str, lines: list[str]) -> None:
    selling.presenter.scanned("REPAIR")

    selling.presenter.adding.asking.price_given(typed)

    assert [line.total for line in selling.basket.lines] == lines
    assert selling.shown.asked[-1] == ("closed", None) or not lines
    assert bool(selling.shown.refused) is (typed == "x")


def test_the_size_a_customer_wears_is_marked_first(selling: Selling) -> None:
    selling.presenter.customer_chosen("amelia")

    selling.presenter.scanned("TEE")

    view = selling.shown.asked[-1][1]
    assert (view.marked, view.usual) == ("TEE-Sky-M", "Amelia wears M")
    assert (selling.shown.pick.price, selling.shown.pick.add) == ("£48.00", "Add Sky, M")


def test_a_marked_size_is_added_as_often_as_was_said(selling: Selling) -> None:
    selling.presenter.scanned("TEE")
    selling.presenter.adding.variant_marked("TEE-Moss-L", 3)
    button = selling.shown.pick.add

    selling.presenter.adding.scanned("TEE-Moss-L", 3)

    assert button == "Add 3 × Moss, L"
    assert [(line.quantity, line.detail) for line in selling.basket.lines] == [("3", "Moss · L")]


def test_an_item_sheet_says_what_is_here_and_what_is_offered(selling: Selling) -> None:
    selling.presenter.adding.item_asked("SOCK")

    view = selling.shown.asked[-1][1]
    assert (view.title, view.price, view.add) == (
        "Merino Hike Sock, 2-pack · Rust · UK 6–8",
        "£18.00",
        "Add for £18.00",
    )
    assert view.facts[:2] == (("Here", "24 in store"), ("Barcode", "5012345601007"))
    assert [chip.text for chip in view.offers] == ["2 for £30"]
    assert selling.basket.lines == ()


def test_an_item_sheet_of_goods_with_sizes_leads_to_them(selling: Selling) -> None:
    selling.presenter.adding.item_asked("TEE")

    assert selling.shown.asked[-1][1].add == "Choose a size"


def test_goods_without_a_code_are_sold_as_open_item(selling: Selling) -> None:
    selling.presenter.scanned("4006381333931")
    selling.presenter.adding.open_item()
    selling.presenter.adding.asking.price_given("4.50")

    assert [(line.name, line.total) for line in selling.basket.lines] == [("Repair", "£4.50")]
    assert selling.shown.banner is None


def test_every_change_of_a_basket_is_undone_step_by_step(selling: Selling) -> None:
    selling.presenter.scanned("SOCK")
    selling.presenter.scanned("MAP")
    selling.presenter.lines.stepped(1)

    seen = []
    for _ in range(4):
        selling.presenter.undo()
        seen.append([line.quantity for line in selling.basket.lines])

    assert seen == [["1", "1"], ["1"], [], []]


def test_a_new_basket_has_nothing_to_undo_of_the_one_before(selling: Selling) -> None:
    selling.presenter.scanned("SOCK")
    selling.presenter.hold()

    selling.presenter.undo()

    assert selling.basket.lines == ()


def test_a_quantity_is_taken_back_and_what_came_since_stays(selling: Selling) -> None:
    selling.presenter.scanned("SOCK")
    selling.presenter.lines.quantity_asked()
    selling.presenter.lines.quantity_given("6")
    words, undo = selling.shown.toast
    selling.presenter.scanned("MAP")

    assert undo is not None
    undo()

    assert words == "Merino Hike Sock, 2-pack: 6"
    assert [line.quantity for line in selling.basket.lines] == ["1", "1"]


def test_an_emptied_basket_comes_back_as_another_one(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    struck = selling.presenter.basket.basket_id
    selling.presenter.void()
    undo = selling.shown.toast[1]

    assert undo is not None
    undo()

    assert selling.names() == ["Trail Map 1:25 000, Northgate Moors"]
    assert selling.presenter.basket.basket_id != struck


def test_nothing_found_offers_to_look_it_up_as_a_code(selling: Selling) -> None:
    selling.presenter.searched("zzz")

    assert [(hit.kind, hit.text) for hit in selling.shown.hits] == [
        ("", "Nothing found for “zzz”"),
        ("code", "Look up “zzz” as a code"),
    ]
