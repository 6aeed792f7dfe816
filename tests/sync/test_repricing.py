"""The hub prices every sale again by the rules that its till had: a person looks at what differs, and at no more."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from pos.domain.document import read_basket
from pos.domain.imports.products import ProductRow
from pos.domain.product import Product
from pos.domain.tender import Tender
from pos.services.document import basket_of
from pos.services.imports.products import put_products, written_product
from pos.services.sale import complete_sale
from pos.services.till import Till, open_till
from sync.entities import PickupKey, keys_words
from sync.feeds import apply_part, begin_snapshot
from sync.hub.feeds.snapshot import read_part
from sync.hub.hub import Hub
from sync.hub.pickup.pickup_keys import sign_key
from sync.hub.sales.coupons import make_coupons
from sync.hub.store.catalogue import price_of, product_of
from sync.hub.store.past import RULES_KEPT, KeptRules, forget_past, is_kept, prices_at, products_at, rules_at
from sync.hub.store.schema import bring_up_to_date
from sync.hub.store.streams import Published, publish
from sync.hub.store.tables import thing_past
from sync.hub.store.things import newest_numbers
from tests.store.joined import HUB_ID, HUB_KEY, brought, join, no_pauses, put, text_of
from tests.sync.hub_value import exceptions_of
from tests.sync.priced_shop import PRICES, PRODUCTS, PROMOTIONS, TAXES, PricedShop, line, stocked
from tests.sync.test_feeds import fetch_snapshot


@pytest.fixture(scope="session")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a till that has joined. Never open it: copy it."""
    home = tmp_path_factory.mktemp("priced") / "till"
    join(home)
    return home


@pytest.fixture
def till(joined: Path, tmp_path: Path) -> Iterator[Till]:
    made = open_till(Path(shutil.copytree(joined, tmp_path / "till")))
    yield made
    made.close()


@pytest.fixture(params=["hub", "pg_hub"])
def shop(request: pytest.FixtureRequest, till: Till, tmp_path: Path) -> PricedShop:
    """A till that has heard of all that its hub knows."""
    hub: Hub = request.getfixturevalue(request.param)
    return stocked(PricedShop(hub, till, tmp_path))


@pytest.fixture
def small_shop(hub: Hub, till: Till, tmp_path: Path) -> PricedShop:
    """The same on SQLite alone."""
    return stocked(PricedShop(hub, till, tmp_path))


def told(hub: Hub) -> list[str]:
    return [one["kind"] for one in exceptions_of(hub)]


def test_sales_of_all_kinds_cost_at_the_hub_what_they_did_at_the_till(shop: PricedShop) -> None:
    sold = shop.sell(line("SOCK-R", "3"), line("SOCK-G"), line("APPLE", "1.237"), line("FLASK", "3"))
    shop.sell(line("SOCK-R"), line("FLASK", "2"), line("JACKET"), customer="C-3")
    shop.sell(line("FLASK"), line("FLASK"), customer="C-2", coupons=["winter10", "NO-SUCH"])
    shop.sell(line("JACKET", unit_price="150.00", reason="worn"), line("SOCK-G", "2"), promotions=["P-STAFF"])
    shop.sell(
        line("JACKET", "2", discount={"percent": "12.5"}, reason="worn box"),
        line("FLASK", discount={"amount": "2.00"}, reason="dent"),
        discount={"amount": "7.77"},
        discount_reason="goodwill",
    )
    shop.sell(line("ODD", unit_price="3.33"), line("JACKET"), tax_exempt={"reason": "diplomat"})
    shop.sell(line("HEM"), discount={"percent": "33"}, discount_reason="friend")
    shop.sell(line("HEM", "2"), line("APPLE", "0.333"))
    shop.sell(line("FLASK"), customer="C-1")
    shop.sell(line("FLASK", "2"), customer="C-1")
    back = {"return_of": {"receipt": sold.receipt, "line": 1}, "qty": "1", "reason": "small", "disposition": "restock"}
    shop.sell(back)
    shop.sell(back, line("SOCK-G", "2"), coupons=["WINTER10"])
    shop.sell({"code": "FLASK", "qty": "1", "return": True, "reason": "small", "disposition": "damaged"})

    taken = shop.push()

    assert exceptions_of(shop.hub) == []
    assert taken.repriced == {"same": 13}


def test_a_sale_from_before_a_change_of_prices_is_priced_by_what_was_in_force(shop: PricedShop) -> None:
    shop.sell(line("JACKET"), line("FLASK", "3"), line("SOCK-R", "2"))
    shop.publish(products=PRODUCTS.replace("189.00", "99.00").replace("JACKET,Harrier", "JACKET,Winter"))
    shop.publish(prices=PRICES.replace("21.50", "11.50"), promotions=json.dumps(PROMOTIONS[1:]))
    shop.publish(taxes=json.dumps(TAXES | {"rounding": "unit"}))
    before = shop.push()
    shop.pull()
    shop.sell(line("JACKET"), line("FLASK", "3"), line("SOCK-R", "2"))

    after = shop.push()

    assert (before.repriced, after.repriced) == ({"same": 1}, {"same": 1})
    assert exceptions_of(shop.hub) == []


def test_goods_and_prices_that_are_gone_by_now_are_priced_as_they_were(shop: PricedShop) -> None:
    shop.sell(line("JACKET"), line("FLASK", "3"))
    names = [("product", "JACKET"), ("price", "FLASK|DOZEN|||3000|||"), ("rule", "taxes"), ("rule", "promotion:P-BIG")]
    with shop.hub.write() as connection:
        publish(connection, {"catalogue": [Published(*name, None) for name in names]}, bytes(16))

    taken = shop.push()

    assert (taken.repriced, exceptions_of(shop.hub)) == ({"same": 1}, [])


Change = Callable[[dict[str, Any]], None]


def cheaper(body: dict[str, Any]) -> None:
    """A pound less throughout, so that all adds up."""
    [sold], [row], [tender] = body["lines"], body["tax"], body["tenders"]
    for name in ("list_minor", "total_minor", "gross_minor", "unit_price_minor"):
        sold[name] -= 120
    sold["net_minor"] -= 100
    sold["tax"][0]["amount_minor"] -= 20
    row["net_minor"] -= 100
    row["tax_minor"] -= 20
    body["total_minor"] -= 120
    tender["amount_minor"] -= 120


def given_more(body: dict[str, Any]) -> None:
    """A discount that nobody gave, and its list price higher by as much."""
    [sold] = body["lines"]
    sold["list_minor"] += 500
    sold["discounts"].append({"by": "P-NONE", "name": "Nobody's", "amount_minor": 500})
    body["discounts_minor"] += 500


def taxed_less(body: dict[str, Any]) -> None:
    """Less tax for the same money."""
    [sold], [row] = body["lines"], body["tax"]
    sold["tax"][0]["amount_minor"] -= 7
    sold["net_minor"] += 7
    row["tax_minor"] -= 7
    row["net_minor"] += 7


@pytest.mark.parametrize(
    ("change", "figure", "here", "there"),
    [
        (cheaper, "total", "187.80 GBP", "189.00 GBP"),
        (given_more, "line 1 P-NONE", "5.00 GBP", "0.00 GBP"),
        (taxed_less, "tax VAT 20 % 20", "31.43 GBP", "31.50 GBP"),
    ],
)
def test_a_sale_that_adds_up_to_another_price_is_taken_and_told_once_with_both_figures(
    shop: PricedShop, change: Change, figure: str, here: str, there: str
) -> None:
    sale = shop.sell(line("JACKET"))

    taken = shop.push_forged(change)
    again = shop.push_forged(change)

    assert [result.status for result in taken.results][-1] == "accepted" and taken.repriced == {"differs": 1}
    assert again.exceptions == [] and again.repriced == {}
    [one] = exceptions_of(shop.hub)
    assert (one["kind"], one["exception_id"]) == ("price_differs", taken.exceptions[0])
    assert (one["here"][figure], one["there"][figure]) == (here, there)
    assert one["here"]["receipt"] == one["there"]["receipt"] == sale.receipt


def test_a_sale_of_goods_that_are_none_has_no_price_at_all(small_shop: PricedShop) -> None:
    small_shop.sell(line("JACKET"))

    def none_of_it(body: dict[str, Any]) -> None:
        body["lines"][0]["qty_milli"] = 500

    taken = small_shop.push_forged(none_of_it)

    [one] = exceptions_of(small_shop.hub)
    assert (one["kind"], one["there"]["code"]) == ("price_differs", "whole_pieces_only")
    assert taken.repriced == {"differs": 1}


def test_a_sale_in_money_that_the_shops_rules_cannot_be_in_is_not_guessed(small_shop: PricedShop) -> None:
    small_shop.sell(line("JACKET"))

    taken = small_shop.push_forged(lambda body: body.update(currency="JPY"))

    assert (taken.repriced, exceptions_of(small_shop.hub)) == ({"not_known": 1}, [])


def test_a_sale_that_does_not_add_up_is_told_once_for_that(small_shop: PricedShop) -> None:
    small_shop.sell(line("JACKET"))

    def wrong(body: dict[str, Any]) -> None:
        body["discounts_minor"] += 1

    small_shop.push_forged(wrong)

    assert told(small_shop.hub) == ["sums_differ"]


class Planted(KeptRules):
    """Remembers the rules of every time as those of one."""

    def __init__(self, rules: tuple[tuple[str, bytes], ...]) -> None:
        self._rules = rules

    def at(self, connection: Connection, n: int) -> tuple[tuple[str, bytes], ...]:
        return self._rules


def test_a_hub_that_rounds_otherwise_is_found_out(small_shop: PricedShop) -> None:
    small_shop.sell(line("SOCK-G", discount={"percent": "10"}, reason="dent"))
    small_shop.publish(taxes=json.dumps(TAXES | {"mode": "half_even"}))
    with small_shop.hub.read() as connection:
        others = rules_at(connection, newest_numbers(connection)["catalogue"])

    small_shop.hub = replace(small_shop.hub, rules=Planted(others))
    small_shop.push()

    [one] = exceptions_of(small_shop.hub)
    assert (one["here"]["line 1"], one["there"]["line 1"]) == ("16.24 GBP", "16.25 GBP")


def test_a_promotion_that_was_used_up_at_the_till_is_so_at_the_hub(shop: PricedShop) -> None:
    shop.sell(line("HEM"))
    second = shop.sell(line("HEM"))
    shop.sell(line("FLASK"), customer="C-1")
    fourth = shop.sell(line("FLASK"), customer="C-1")

    taken = shop.push()

    missed = [one for sale in (second, fourth) for one in shop.body_of(sale)["not_applied"]]
    assert [one["by"] for one in missed if one["why"] == "used_up"] == ["P-ONCE", "P-EACH"]
    assert (taken.repriced, exceptions_of(shop.hub)) == ({"same": 4}, [])


def test_goods_that_were_on_the_basket_before_their_price_changed_are_not_priced_again(small_shop: PricedShop) -> None:
    till, tenders = small_shop.till, (Tender("cash", 24_00),)
    asked = read_basket({"lines": [line("FLASK")]}, "GBP", needs_tenders=False)
    with till.store.read() as tx:
        basket = replace(basket_of(tx, till, asked, till.now()), basket_id="0190c8f2-0000-7000-8000-00000000ffff")
    small_shop.publish(products=PRODUCTS.replace("24.00", "20.00"))
    small_shop.pull()

    complete_sale(till, basket, tenders, staff="maya", request="r", opens_shift=True)

    assert small_shop.push().repriced == {"not_named": 1}


def test_prices_from_before_a_till_joined_are_not_held_against_it(small_shop: PricedShop) -> None:
    with small_shop.till.store.write() as tx:
        put_products(tx, [written_product(ProductRow(Product("OWN", "Its own", 5_00), (), None), 1)])
        tx.prices.changed("own")
    small_shop.sell(line("OWN"))
    fetch_snapshot(small_shop.hub, small_shop.till, "catalogue", "catalogue")
    small_shop.sell(line("OWN"))
    own = small_shop.push().repriced
    small_shop.pull()
    small_shop.sell(line("FLASK"))

    hubs = small_shop.push().repriced

    assert (own, hubs) == ({"not_named": 2}, {"same": 1})
    assert exceptions_of(small_shop.hub) == []


def test_a_catalogue_that_is_on_its_way_names_nothing(small_shop: PricedShop) -> None:
    till, hub = small_shop.till, small_shop.hub
    small_shop.publish(products=PRODUCTS.replace("24.00", "20.00"))
    begin_snapshot(till, "catalogue", hub.epoch, 9)
    part = read_part(hub, "catalogue", "catalogue", "")
    apply_part(till, "catalogue", part.changes, part.next, no_pauses(till))

    sale = small_shop.sell(line("FLASK"))

    assert "priced" not in small_shop.body_of(sale)


def test_what_the_hub_has_no_longer_is_counted_and_not_guessed(small_shop: PricedShop) -> None:
    small_shop.sell(line("JACKET"))
    small_shop.publish(products=PRODUCTS.replace("189.00", "99.00"))
    with small_shop.hub.write() as connection:
        forget_past(connection, 0)
        kept = connection.execute(select(thing_past)).all()

    taken = small_shop.push()

    assert kept == []
    assert (taken.repriced, exceptions_of(small_shop.hub)) == ({"not_known": 1}, [])
    assert b'tandem_repriced_total{result="not_known"} 1.0' in small_shop.hub.metrics.text()


def test_personal_coupons_count_as_the_till_took_them(shop: PricedShop) -> None:
    with shop.hub.read() as connection:
        kid, signer = sign_key(connection)
    key = PickupKey(kid=kid, public_key=text_of(signer.public_key().public_bytes_raw()))
    sig = text_of(HUB_KEY.sign(keys_words(HUB_ID, 1, [key])))
    keys = {"number": 1, "keys": [{"kid": key.kid, "public_key": key.public_key}], "sig": sig}
    brought(shop.till, "policy", put("pickup_keys", "pickup_keys", 2, **keys))
    end = shop.hub.now() + timedelta(days=900)
    [good] = make_coupons(shop.hub, "P-MINE", end)
    [hers] = make_coupons(shop.hub, "P-MINE", end, customers=["C-1"])
    taken = shop.sell(line("FLASK"), coupons=[good.code])
    not_taken = shop.sell(line("FLASK"), coupons=[hers.code], customer="C-2")

    repriced = shop.push().repriced

    assert [one.discounts_minor for one in (taken, not_taken)] == [1_20, 1_01]
    assert (repriced, exceptions_of(shop.hub)) == ({"same": 2}, [])


def test_what_the_catalogue_was_can_be_read_as_of_every_number(shop: PricedShop) -> None:
    seen = {}
    for pence in range(1, 6):
        shop.publish(products=f"sku,name,price\nPEN,Pen,0.{pence:02}\n", prices=f"sku,list,price\nPEN,ALL,0.0{pence}\n")
        with shop.hub.read() as connection:
            seen[newest_numbers(connection)["catalogue"]] = pence

    with shop.hub.read() as connection:
        found = {
            n: (
                product_of(products_at(connection, n, {"PEN"})["PEN"]).price_minor,
                [price_of(body).price_minor for _sku, body in prices_at(connection, n, {"PEN"})],
            )
            for n in seen
        }

    assert found == {n: (pence, [pence]) for n, pence in seen.items()}


def test_rules_stay_in_memory_for_the_numbers_that_were_asked_for_last(small_shop: PricedShop) -> None:
    kept = KeptRules()
    with small_shop.hub.write() as connection:
        newest = newest_numbers(connection)["catalogue"]
        first = kept.at(connection, newest)
        connection.execute(text("DELETE FROM thing"))

        again = kept.at(connection, newest)
        for n in range(newest - RULES_KEPT, newest):
            kept.at(connection, n)
        forgotten = kept.at(connection, newest)

    assert again == first != forgotten == ()


def test_what_is_dropped_of_the_past_is_what_nobody_is_told(shop: PricedShop) -> None:
    for pence in range(1, 6):
        shop.publish(products=f"sku,name,price\nPEN,Pen,0.{pence:02}\n")
    with shop.hub.write() as connection:
        newest = newest_numbers(connection)["catalogue"]

        forget_past(connection, 2)
        forget_past(connection, 3)

        known = [is_kept(connection, n) for n in range(newest - 3, newest + 1)]
        pens = [products_at(connection, n, {"PEN"}) for n in range(newest - 2, newest + 1)]
    assert known == [False, True, True, True]
    assert [product_of(pen["PEN"]).price_minor for pen in pens] == [3, 4, 5]


def test_the_past_is_dropped_a_little_at_a_time_and_at_once_no_longer_believed(shop: PricedShop) -> None:
    for pence in range(1, 6):
        shop.publish(products=f"sku,name,price\nPEN,Pen,0.{pence:02}\n")
    with shop.hub.write() as connection:
        newest = newest_numbers(connection)["catalogue"]

        forget_past(connection, 0, at_once=3)

        known = [is_kept(connection, n) for n in (newest - 1, newest)]
        left = connection.execute(select(thing_past)).all()
        forget_past(connection, 0, at_once=3)
        none = connection.execute(select(thing_past)).all()
    assert (known, len(left), len(none)) == ([False, True], 1, 0)


def test_what_was_changed_before_a_hub_kept_its_past_is_not_guessed(small_shop: PricedShop) -> None:
    small_shop.sell(line("JACKET"))
    small_shop.publish(products=PRODUCTS.replace("189.00", "99.00"))
    with small_shop.hub.write() as connection:
        take_back_to_0004(connection)

    bring_up_to_date(small_shop.hub.engine)
    before = small_shop.push().repriced
    small_shop.pull()
    small_shop.sell(line("JACKET"))

    assert (before, small_shop.push().repriced) == ({"not_known": 1}, {"same": 1})


def take_back_to_0004(connection: Connection) -> None:
    connection.execute(text("DROP TABLE thing_past"))
    connection.execute(text("ALTER TABLE stream DROP COLUMN past_from"))
    connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
