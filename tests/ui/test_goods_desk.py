"""What the Sell screen knows of goods, on the demo's own catalogue, rules and people."""

import pytest

from pos.domain.failures import Refused
from tests.ui import pickup_desk
from tests.ui.real_app import JACKET, an_app, open_screen, settle
from ui.sell.goods_desk import GoodsDesk

AMELIA = "C-1001"
SOCK = "MER-SOCK-RST-M"


def test_an_offer_is_found_with_the_pieces_that_it_begins_at() -> None:
    with an_app() as app:
        desk = app.selling.sell_desk.goods

        (offer,) = desk.offers(desk.find_code(SOCK), "")

        assert (offer.name, offer.pieces, offer.total_minor) == ("2 for £30", 2, 30_00)


def test_an_offer_for_members_is_one_only_with_a_member() -> None:
    with an_app() as app:
        desk = app.selling.sell_desk.goods

        without = desk.offers(desk.find_code(JACKET), "")
        (offer,) = desk.offers(desk.find_code(JACKET), AMELIA)

        assert without == ()
        assert (offer.pieces, offer.total_minor) == (1, 170_10)


def test_goods_in_full_have_each_barcode_once_and_what_is_here() -> None:
    with an_app() as app:
        goods = app.selling.sell_desk.goods.goods(JACKET)
        parent = app.selling.sell_desk.goods.goods("HAR-3L")

        assert goods.barcodes == ("5012345600222",)
        assert goods.stock_milli is not None
        assert (goods.has_variants, parent.has_variants) == (False, True)
        assert parent.stock_milli is not None
        assert parent.stock_milli >= goods.stock_milli


def test_goods_that_nobody_knows_have_no_sheet() -> None:
    with an_app() as app, pytest.raises(Refused) as refused:
        app.selling.sell_desk.goods.goods("NOBODY")

    assert refused.value.code == "unknown_code"


def test_what_open_goods_are_sold_as_is_looked_up_at_the_start() -> None:
    with an_app() as app:
        unknown = GoodsDesk(app.session).open_item()

        assert unknown == ""
        assert app.selling.shop.open_item() == "REP-OPEN"


def test_a_held_basket_survives_the_lock_and_is_listed_with_what_is_in_it() -> None:
    with an_app() as app:
        open_screen(app, "sell")
        app.scan_desk.scanned(JACKET)
        app.selling.sell.customer_chosen(AMELIA)
        app.selling.sell.hold()
        settle(app)
        app.lock()

        (held,) = app.selling.shop.suspended()

        assert (held.label, held.pieces, held.goods) == ("Amelia Okafor", 1, "Harrier 3L Waterproof Jacket")


def test_a_search_knows_how_many_are_here() -> None:
    with an_app() as app:
        hits = app.selling.shop.search("harrier slate")

        assert {hit.kind for hit in hits} == {"product"}
        assert any(hit.stock_milli is not None for hit in hits)


def test_goods_in_sizes_are_found_as_such() -> None:
    with an_app() as app:
        hits = app.selling.shop.search("harrier")

        assert {hit.key for hit in hits if hit.has_variants} == {"HAR-3L", "HAR-3LW"}


def test_an_order_is_found_by_its_customer_and_opened_at_the_pickup_desk() -> None:
    with an_app() as app:
        open_screen(app, "orders")
        app.open_page("sell")
        (order,) = [hit for hit in app.selling.shop.search("N-88231") if hit.kind == "order"]

        app.selling.sell.picked("order", order.key)
        settle(app)

        assert app.shell.page == "pickups"
        assert order.key == str(pickup_desk.AMELIA)


def test_a_receipt_that_was_found_is_opened_for_a_return() -> None:
    with an_app() as app:
        open_screen(app, "pay")
        while app.selling.step == "pay":  # not right after the page has changed
            app.selling.pay.taking.cash(300_00)
            settle(app)
        with app.till.store.read() as tx:
            receipt = tx.sales.newest()[0].receipt
        (hit,) = [hit for hit in app.selling.shop.search(receipt) if hit.kind == "sale"]

        app.selling.sell.picked("sale", hit.key)
        settle(app)

        assert app.shell.page == "returns"
