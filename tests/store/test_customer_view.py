"""What a till says of a customer: figures, habits, open things, suggestions with their reason."""

from collections.abc import Sequence
from typing import Any

from pos.domain.customer import Consent
from pos.services.customer import FIRST_HABITS, HABIT_LINES, customer_360, usual_size
from pos.services.customer_consent import change_consents
from pos.services.till import Till
from pos.store.search import count_best_sellers
from tests.store.customers import AMELIA, LUKASZ, an_activity, line, tell
from tests.store.pickups import an_order, keep_orders, to_pick
from tests.store.shop import bought, give_back, import_text, sell

SIZED = """\
sku,name,price,category,brand,tags,variant_of,options
COAT,Coat,100.00,Jackets,Harrier,waterproof,,
COAT-M,Coat,100.00,Jackets,Harrier,waterproof,COAT,Slate · M
COAT-L,Coat,100.00,Jackets,Harrier,waterproof,COAT,Slate · L
BOOT,Boot,145.00,Footwear,Ridgeline,waterproof,,
BOOT-6H,Boot,145.00,Footwear,Ridgeline,waterproof,BOOT,UK 6.5 · EU 40
CAPE,Cape,60.00,Jackets,Harrier,,,
"""


def test_the_usual_size_is_that_of_what_was_kept(shop: Till) -> None:
    import_text(shop, "products", SIZED, shop.home)
    tell(shop, an_activity(5, "order", currency="GBP", amount_minor=100_00, lines=[line("COAT-M")]))
    tell(shop, an_activity(9, "order", state="cancelled", lines=[line("COAT-L", 9)]))
    sale = sell(shop, bought("COAT-L", "2"), bought("BOOT-6H"), customer=LUKASZ)
    sell(shop, bought("COAT-L"), customer=AMELIA)
    for piece in ("1", "1"):
        give_back(shop, sale, 1, piece, customer=LUKASZ)
    sell(shop, bought("COAT-M"), customer=AMELIA)

    sizes = [usual_size(shop, who, of) for who in (AMELIA, LUKASZ) for of in ("Jackets", "Footwear")]
    assert sizes == ["M", "", "", "UK 6.5"]
    assert usual_size(shop, "", "Jackets") == ""
    assert customer_360(shop, AMELIA).preferences == ("waterproof",)


def test_habits_of_somebody_who_buys_by_the_hundred_are_read_from_the_newest_lines(shop: Till) -> None:
    import_text(shop, "products", SIZED, shop.home)
    for number in range(FIRST_HABITS):
        tell(shop, an_activity(number, "order", lines=[line("COAT-M")] * (HABIT_LINES // FIRST_HABITS)))
    tell(shop, an_activity(FIRST_HABITS, "order", lines=[line("COAT-L", 2 * HABIT_LINES)]))

    size = usual_size(shop, AMELIA, "Jackets")

    assert size == "M"
    assert customer_360(shop, AMELIA).figures.orders == FIRST_HABITS + 1


def test_spend_of_a_year_in_both_channels_is_the_way_to_the_next_tier(shop: Till) -> None:
    tiers = '[{"name": "Silver", "from_spend": "100"}, {"name": "Gold", "from_spend": "500"}]'
    import_text(shop, "programme", f'{{"points_per": "1.00", "value": "0.01", "tiers": {tiers}}}', shop.home)
    sale = sell(shop, bought("JACKET"), bought("FLASK"), customer=LUKASZ)
    give_back(shop, sale, 2, customer=LUKASZ)
    online: dict[str, Any] = {"customer": LUKASZ, "currency": "GBP", "amount_minor": 50_00}
    tell(shop, an_activity(1, "order", **online), an_activity(2, "order_return", **online | {"amount_minor": 20_00}))
    tell(shop, an_activity(24 * 400, "order", **online), an_activity(4, "order", **online | {"state": "cancelled"}))

    seen = customer_360(shop, LUKASZ)
    figures = seen.figures
    assert (figures.spent_store_minor, figures.spent_online_minor) == (189_00, 30_00)
    assert (figures.sales, figures.orders, figures.returns) == (1, 2, 2)
    assert (seen.tier.spent_minor, seen.tier.next_name, seen.tier.next_from_minor) == (219_00, "Gold", 500_00)


def test_open_things_are_shown_with_what_is_here_of_them(shop: Till) -> None:
    offer = {"until": "2026-11-30", "code": "WELCOME"}
    tell(
        shop,
        an_activity(1, "basket", activity_id="basket:web:C-1", lines=[line("JACKET"), line("GHOST")]),
        an_activity(2, "wishlist", activity_id="wishlist:web:C-1", lines=[line("SOCK-R")]),
        an_activity(3, "offer", state="sent", **offer),
        an_activity(4, "offer", state="redeemed", **offer),
        an_activity(5, "offer", state="sent", **offer | {"until": "2026-11-20"}),
    )
    keep_orders(shop, an_order(1), to_pick(2), an_order(3, state="collected"))

    seen = customer_360(shop, AMELIA)
    assert seen.basket is not None
    assert seen.wishlist is not None
    assert [goods.here_milli for goods in seen.basket.goods] == [2000, None]
    assert [goods.here_milli for goods in seen.wishlist.goods] == [20_000]
    assert [one.event_id for one in seen.offers] == ["offer:3"]
    assert {(one.ref, one.state) for one in seen.pickups} == {("N-1", "ready"), ("N-2", "paid")}


def reasons(till: Till, customer: str) -> Sequence[tuple[str, str]]:
    return [(goods.sku, reason) for goods, reason in customer_360(till, customer).suggestions]


def test_what_others_bought_with_it_is_suggested_with_that_reason(shop: Till) -> None:
    sell(shop, bought("JACKET"), customer=AMELIA)
    for _ in range(2):
        sell(shop, bought("JACKET"), bought("SOCK-R"))
    sell(shop, bought("JACKET"), bought("FLASK"))

    suggested = reasons(shop, AMELIA)
    assert suggested[0] == ("SOCK-R", "goes_with")
    assert ("FLASK", "goes_with") not in suggested
    assert "JACKET" not in {sku for sku, _reason in suggested}


def test_their_brand_and_their_tags_come_before_what_merely_sells(shop: Till) -> None:
    goods = "HAT,Hat,20,Harrier,\nBELT,Belt,20,Other,warm\nCOAT,Coat,90,Harrier,warm\nVEST,Vest,40,Harrier,warm\n"
    import_text(shop, "products", f"sku,name,price,brand,tags\n{goods}", shop.home)
    import_text(shop, "stock", "sku,on_hand\nVEST,1\nHAT,5\nBELT,5\n", shop.home)
    sell(shop, bought("COAT"), bought("FLASK"), customer=AMELIA)
    sell(shop, bought("COAT"), customer=AMELIA)
    for sku in ("JACKET", "SOCK-R", "HAT", "BELT", "VEST"):
        sell(shop, bought(sku))
    with shop.store.write() as tx:
        count_best_sellers(tx.driver)

    suggested = reasons(shop, AMELIA)

    assert suggested[:3] == [("HAT", "brand"), ("BELT", "tag"), ("JACKET", "popular")]
    assert {"COAT", "FLASK", "VEST"}.isdisjoint({sku for sku, _reason in suggested})


def test_an_objection_to_profiling_hides_suggestions(shop: Till) -> None:
    before = reasons(shop, AMELIA)

    change_consents(shop, AMELIA, {"profiling": False}, "maya")

    assert before
    assert reasons(shop, AMELIA) == []


def test_a_customer_of_whom_nothing_is_known_is_shown_empty(shop: Till) -> None:
    seen = customer_360(shop, LUKASZ)

    assert seen.points is None
    assert seen.consents == tuple(Consent(purpose, None) for purpose in ("email", "sms", "phone", "profiling"))
    assert (seen.basket, seen.wishlist, seen.notes, seen.tasks, seen.pickups, seen.member_since) == (
        None,
        None,
        (),
        (),
        (),
        "",
    )
