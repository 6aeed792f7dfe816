"""What a till that has joined a hub does not do any more by itself."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pos.domain.failures import Refused
from pos.domain.tender import Tender
from pos.services.sale import complete_sale
from pos.services.staff import sign_in
from pos.services.till import Till
from tests.store.importing import bring
from tests.store.joined import a_person, a_product, a_rule, a_stock, brought, join, put
from tests.store.shop import (
    CUSTOMERS,
    PRODUCTS,
    PROMOTIONS,
    SATURDAY,
    STAFF,
    TAXES,
    Clock,
    a_basket,
    bought,
    sell,
)
from tests.store.value_hub import CARD, GIFT, PROGRAMME


@pytest.fixture
def till(tmp_path: Path, opened: Callable[[Path], Till]) -> Till:
    """A till that has joined, with a cashier and socks."""
    join(tmp_path / "till", now=Clock(SATURDAY - timedelta(days=1)))
    joined = opened(tmp_path / "till")
    brought(joined, "policy", a_person("maya", 1))
    brought(joined, "catalogue", a_rule("taxes", 1, TAXES), a_product("SOCK", 2, price_minor=18_00))
    return joined


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("products", PRODUCTS),
        ("prices", "sku,list,price\nSOCK,winter,1.00\n"),
        ("customers", CUSTOMERS),
        ("staff", STAFF),
        ("promotions", json.dumps(PROMOTIONS)),
        ("taxes", json.dumps(TAXES)),
        ("programme", '{"points_per": "1.00", "value": "0.01"}'),
    ],
)
def test_what_the_hub_keeps_is_not_imported_here(till: Till, tmp_path: Path, kind: str, content: str) -> None:
    with pytest.raises(Refused, match="hub_owns_this"):
        bring(till, tmp_path, kind, content)

    with till.store.read() as tx:
        assert tx.products.count() == 1 and tx.customers.count() == 0


def test_stock_is_still_counted_here_on_top_of_what_the_hub_knows(till: Till, tmp_path: Path) -> None:
    brought(till, "stock", a_stock("SOCK", 1, 50_000))

    bring(till, tmp_path, "stock", "sku,on_hand\nSOCK,48\n", staff="maya")

    with till.store.read() as tx:
        assert tx.stock.on_hand_milli("SOCK") == 48_000
        lines = [entry.content["lines"] for _n, entry in tx.journal.read() if entry.kind == "stock_counted"]
    assert lines == [[{"sku": "SOCK", "location": "floor", "counted_milli": 48_000, "change_milli": -2000}]]


@pytest.mark.parametrize("staff", [{}, {"staff": "till"}])
def test_nobody_sells_without_a_name(till: Till, staff: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        sell(till, bought("SOCK"), **staff)

    assert refused.value.code in ("staff_required", "unknown_staff")
    with till.store.read() as tx:
        assert tx.sales.newest() == []


def test_the_built_in_user_does_not_sign_in_before_there_is_staff(
    tmp_path: Path, opened: Callable[[Path], Till]
) -> None:
    join(tmp_path / "fresh")
    fresh = opened(tmp_path / "fresh")

    with pytest.raises(Refused, match="staff_required"):
        sign_in(fresh, "till")

    with fresh.store.read() as tx:
        assert tx.journal.count() == 1


@pytest.mark.parametrize(
    ("tender", "kept"),
    [
        (Tender("points", 0, points=1800), Tender("points", 18_00, points=1800)),
        (Tender("gift_card", 18_00, CARD), Tender("gift_card", 18_00, f"{GIFT}#{CARD[-4:]}")),
        (Tender("store_credit", 18_00), Tender("store_credit", 18_00, "credit:C-1")),
    ],
    ids=["points", "gift_card", "store_credit"],
)
def test_what_stands_in_a_ledger_at_the_hub_is_taken_as_the_account_that_it_is(
    till: Till, tender: Tender, kept: Tender
) -> None:
    """A till without a hub takes no gift cards and no store credit (test_value.py), and points as test_points_alone.py
    has it."""
    brought(till, "catalogue", a_rule("programme", 3, PROGRAMME))
    brought(till, "customers", put("customer", "C-1", 1, customer_id="C-1", name="Amelia Okafor"))
    basket = a_basket(till, bought("SOCK"), customer="C-1")

    complete_sale(till, basket, [tender], staff="maya", request="asked", opens_shift=True)

    with till.store.read() as tx:
        [sale] = tx.sales.newest()
    assert sale.tenders == (kept,)


def test_a_sale_takes_from_the_hubs_stock_at_once(till: Till) -> None:
    brought(till, "stock", a_stock("SOCK", 1, 1000))

    first, second = (sell(till, bought("SOCK"), staff="maya") for _ in range(2))

    assert (first.warnings, [warned.code for warned in second.warnings]) == ((), ["stock_below_zero"])
