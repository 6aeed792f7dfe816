"""Goods before they are in the basket: tiles, hits, sizes, sheets, and what has no price of its own."""

from dataclasses import replace

import pytest

from tests.ui.northgate import Northgate
from tests.ui.selling import Selling
from ui.sell.basket_view import tile_view
from ui.sell.shop import Tile
from ui.sell.tile_desk import TileDesk
from ui.sell.view import TileView
from ui.sell.words import SellWords


@pytest.fixture
def selling() -> Selling:
    return Selling()


def test_goods_by_weight_take_a_weight(selling: Selling) -> None:
    selling.presenter.scanned("OATS")
    selling.presenter.adding.asking.weight_given("1", "")
    selling.presenter.lines.quantity_asked()

    selling.presenter.lines.quantity_given("0.345")

    assert [(line.quantity, line.total, line.detail) for line in selling.basket.lines] == [
        ("0.345", "£1.45", "£4.20 per kg")
    ]
    assert not selling.basket.lines[0].can_step


def test_a_count_that_is_hours_old_says_so_beside_the_pointer() -> None:
    tile = Tile("TENT", "Tent", 265_00, 2000, freshness="aging", as_of="14:05")

    fresh = tile_view(replace(tile, freshness="fresh"), SellWords(), str)
    aging = tile_view(tile, SellWords(), str)

    assert (fresh.stock, fresh.tip) == (aging.stock, "")
    assert (aging.tip, aging.spoken) == ("2 left, as of 14:05", "Tent, 26500, 2 left, as of 14:05")
    assert tile_view(replace(tile, freshness="old"), SellWords(), str).tip == "2 left, last known"


def test_search_groups_its_hits_under_heads(selling: Selling) -> None:
    selling.presenter.searched("m")

    kinds = [hit.kind for hit in selling.shown.hits]

    assert [hit.text for hit in selling.shown.hits if not hit.kind] == ["Products", "Customers"]
    assert kinds[0] == ""
    assert kinds[-1] == "customer"


def test_low_stock_says_what_is_left_and_none_says_so(selling: Selling) -> None:
    tiles = {tile.sku: tile for tile in selling.shown.tiles}

    assert (tiles["TENT"].stock, tiles["TENT"].stock_kind) == ("2 left", "warning")
    assert (tiles["GLOVE"].stock, tiles["GLOVE"].stock_kind) == ("0 in store", "danger")
    assert (tiles["SOCK"].stock, tiles["SOCK"].stock_kind) == ("24 in store", "")


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


def test_nothing_found_offers_to_look_it_up_as_a_code(selling: Selling) -> None:
    selling.presenter.searched("zzz")

    assert [(hit.kind, hit.text) for hit in selling.shown.hits] == [
        ("", "Nothing found for “zzz”"),
        ("code", "Look up “zzz” as a code"),
    ]


def test_after_a_sale_the_tiles_say_what_is_left_and_stay_where_they_are() -> None:
    shown: list[tuple[TileView, ...]] = []
    shelf = [Tile("FLASK", "Flask", 24_00, 6000), Tile("MAP", "Map", 9_99, 9000)]

    class Screen:
        def show_tiles(self, tiles: tuple[TileView, ...]) -> None:
            shown.append(tiles)

    desk = TileDesk(Screen(), replace(Northgate().shop(), tiles=lambda category: tuple(shelf)), SellWords())
    desk.choose("c0")
    shelf[:] = [Tile("MAP", "Map", 9_99, 9000), Tile("FLASK", "Flask", 24_00, 5000)]

    desk.restock(desk.stocked())

    assert [[(tile.sku, tile.stock) for tile in tiles] for tiles in shown] == [
        [("FLASK", "6 in store"), ("MAP", "9 in store")],
        [("FLASK", "5 in store"), ("MAP", "9 in store")],
    ]
