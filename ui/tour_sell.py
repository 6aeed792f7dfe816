"""Ringing up: the basket of a morning by scans, touches and the search; a size, a discount, holding and recalling."""

from PySide6.QtCore import Qt

from ui.customer.view import HitRow
from ui.sell.discount_dialog import DiscountDialog
from ui.sell.held_dialog import HeldDialog
from ui.sell.item_dialog import ItemDialog
from ui.sell.variant_dialog import VariantDialog
from ui.tour import Tour
from ui.tour_store import AMELIA, AMELIA_NAME, BALM, FLASK, JACKET, JACKETS, MAP, SOCK, barcode_of, pin_of

KEY = Qt.Key
UNKNOWN = "5012349999995"
WORTH_MINOR = 243_29
"""What the basket comes to: a jacket, two for one price, a member's price, a discount for a dent, and a map."""


def ring_up(tour: Tour) -> None:
    """The jacket, a pair of socks on promotion, a customer, an unknown code, a size, a discount, an undo."""
    sell = tour.app.selling.sell
    for sku in (JACKET, SOCK, SOCK, FLASK):
        tour.scan(barcode_of(sku))
    tour.see("two packs of socks cost what the promotion says", lambda: _said(tour, "2 for £30"))
    search(tour)
    member(tour)
    for sku in (BALM, MAP):
        tour.scan(barcode_of(sku))
    tour.scan(UNKNOWN)
    tour.see("an unknown code is told and nothing is added", lambda: tour.app.selling.sell_screen.banner.isVisible())
    tour.picture("p5-unknown-barcode")
    look_for_a_size(tour)
    tour.keys(KEY.Key_Delete)
    tour.see("a line is removed", lambda: len(sell.basket.lines) == 4)
    tour.keys_held(KEY.Key_Z)
    tour.see("and brought back by Ctrl Z", lambda: len(sell.basket.lines) == 5)
    give_discount(tour)
    tour.keys(KEY.Key_Up, KEY.Key_Up)
    tour.scan(barcode_of(MAP))
    tour.see("the map counts two", lambda: sell.pieces == 7)
    tour.keys("-")
    tour.see("and one again with minus", lambda: sell.pieces == 6)
    tour.keys(KEY.Key_Up, KEY.Key_Up, KEY.Key_Up)
    tour.see("the basket comes to what it must", lambda: sell.priced.total_minor == WORTH_MINOR)
    tour.app.shell.toast.hide()
    tour.picture("b1-sell")
    tour.wide_picture("b2-sell-1920")


def search(tour: Tour) -> None:
    """F2 finds goods and people alike; Esc leaves it."""
    screen = tour.app.selling.sell_screen
    tour.keys(KEY.Key_F2, *"merino")
    tour.see("the search shows what fits", lambda: screen.hits.isVisible())
    tour.picture("b5-sell-search")
    tour.keys(KEY.Key_Escape)
    tour.see("and goes away", lambda: not screen.hits.isVisible())


def member(tour: Tour) -> None:
    """F3 finds somebody for the sale, and the prices of members are hers."""
    app = tour.app
    tour.keys(KEY.Key_F3)
    tour.see("a customer is looked for", lambda: app.shell.page == "customers")
    tour.keys(*AMELIA_NAME[:6])
    rows = app.customers.page.screen_.search.list.rows

    def found() -> list[HitRow]:
        every = (rows.at(n) for n in range(rows.rowCount()))
        return [row for row in every if row is not None and row.customer_id]

    tour.see("who fits is shown", lambda: any(row.customer_id == AMELIA for row in found()))
    tour.see("and nobody else", lambda: all(row.name.startswith("Amelia") for row in found()))
    tour.picture("p7-customer-search")
    tour.keys(*AMELIA_NAME[6:])
    tour.see("one is left", lambda: rows.rowCount() == 2)
    tour.keys(KEY.Key_Return)
    tour.see("Amelia is on the basket", lambda: app.selling.sell.basket.customer_id == AMELIA)
    tour.see("back at the basket", lambda: app.shell.page == "sell")
    tour.see("a member's price is given", lambda: _said(tour, "Member"))


def look_for_a_size(tour: Tour) -> None:
    """An article that comes in sizes asks which; Esc adds none."""
    tour.scan(JACKETS)
    tour.see_dialog("goods that come in sizes ask which", VariantDialog)
    tour.picture("p6-variant-picker")
    tour.keys(KEY.Key_Escape)
    tour.see("none is taken", lambda: not tour.dialogs() and len(tour.app.selling.sell.basket.lines) == 5)


def give_discount(tour: Tour) -> None:
    """Twenty percent on the dented tin: more than a cashier may give, so a manager comes by."""
    dialogs = tour.app.selling.sell_screen.dialogs
    tour.keys(KEY.Key_Up, KEY.Key_F5)
    dialog = tour.see_dialog("a discount is asked for", DiscountDialog)
    tour.keys("2", "0")
    tour.see("the price after it is shown before it is given", lambda: dialog.apply.isEnabled())
    tour.picture("p2-line-discount")
    tour.keys(KEY.Key_Return)
    tour.see("a manager is asked", lambda: dialogs.approval.dialog is not None)
    tour.picture("p3-manager-approval")
    tour.keys(*pin_of("james"))
    tour.see("the discount stands on the line", lambda: not tour.dialogs() and _said(tour, "Damaged"))


def touch_tile(tour: Tour, sku: str) -> None:
    """The tile of a product among the favourites."""
    app = tour.app
    row = [tile.sku for tile in app.selling.shop.tiles("")].index(sku)
    tour.touch_row(app.selling.sell_screen.tiles, row)


def look_at_item(tour: Tour) -> None:
    """The sheet of a product that was searched for: what it costs, what is here, its codes."""
    hits = tour.app.selling.sell_screen.hits
    tour.keys(KEY.Key_F2, *"compass")
    tour.see("a compass is found", hits.isVisible)
    tour.keys_held(KEY.Key_Return, Qt.KeyboardModifier.AltModifier)
    tour.see_dialog("the product's sheet opens", ItemDialog)
    tour.picture("p8-product-sheet")
    tour.keys(KEY.Key_Escape)
    tour.see("and closes", lambda: not tour.dialogs())


def hold_and_recall(tour: Tour) -> None:
    sell, shop = tour.app.selling.sell, tour.app.selling.shop
    tour.scan(barcode_of(BALM))
    tour.see("a tin is in the basket", lambda: len(sell.basket.lines) == 1)
    look_at_item(tour)
    tour.keys(KEY.Key_F7)
    tour.see("the basket is held", lambda: not sell.basket.lines and len(shop.suspended()) == 1)
    tour.keys(KEY.Key_F8)
    tour.see_dialog("held sales are listed", HeldDialog)
    tour.app.shell.toast.hide()
    tour.picture("p9-recall")
    tour.keys(KEY.Key_Return)
    tour.see("and recalled", lambda: len(sell.basket.lines) == 1 and not shop.suspended())
    tour.keys(KEY.Key_Delete)
    tour.see("the basket is empty again", lambda: not sell.basket.lines)


def _said(tour: Tour, words: str) -> bool:
    """Whether a discount of this name stands on a line of the basket."""
    return any(words in given.name for line in tour.app.selling.sell.priced.lines for given in line.discounts)
