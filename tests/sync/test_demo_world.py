"""The demo's three stores and their till, made for real once and looked at from both sides."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from pos.domain.imports.customers import read_customers
from pos.domain.imports.stock import read_stock
from pos.domain.journal import moment_of
from pos.services.backup import prove
from pos.services.customer import customer_360, timeline
from pos.services.demo import FOLDER
from pos.services.demo_past import past_of
from pos.services.order_find import find_orders
from pos.services.till import Till, open_till
from sync.demo.world import DATABASE
from sync.entities import Points, Stock
from sync.hub.hub import Hub
from sync.hub.identity import open_hub
from sync.hub.pickup.availability import availability
from sync.hub.store.imports import each_body

LIMIT_S = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, "-m", "sync.demo", str(made), "--files", str(FOLDER)], check=True, timeout=LIMIT_S)
    return made


@pytest.fixture
def till(folder: Path) -> Iterator[Till]:
    opened = open_till(folder / "till")
    yield opened
    opened.close()


@pytest.fixture
def hub(folder: Path) -> Iterator[Hub]:
    opened = open_hub(DATABASE, folder / "hub")
    yield opened
    opened.engine.dispose()


def test_orders_stand_in_every_state_that_a_till_or_a_channel_can_bring_about(till: Till) -> None:
    with till.store.read() as tx:
        states = {order.state for order, _own_n in tx.orders.newest()}

    assert states == {
        "placed", "picking", "picked", "short", "staged", "ready", "partly_collected", "collected", "refused",
        "declined", "cancelled", "refunded", "expired", "restocked",
    }  # fmt: skip


def test_what_was_fetched_is_found_again_by_e_mail_and_postcode(till: Till) -> None:
    with till.store.read() as tx:
        fetched = [order for order, _own_n in tx.orders.newest() if order.state == "collected"]

    found = {order.number: find_orders(till, f"{order.email} {order.postcode}") for order in fetched}

    assert fetched
    assert [number for number, orders in found.items() if number not in {one.number for one in orders}] == []


def test_the_tills_past_is_told_without_a_gap_and_needs_nobodys_look(till: Till) -> None:
    with till.store.read() as tx:
        receipts = tx.sales.next_receipt()
        exceptions = tx.exceptions.all_open()

    assert receipts == f"N-2-{len(past_of(FOLDER)) + 1:06d}"
    assert exceptions == []
    assert not prove(till).problems


def test_no_shift_stays_open_and_the_oldest_receipt_may_still_come_back(till: Till) -> None:
    with till.store.read() as tx:
        open_shift, oldest = tx.shifts.open(), tx.sales.by_receipt("N-2-000001")

    assert open_shift is None
    assert oldest is not None
    assert timedelta(days=1) < till.now() - moment_of(oldest.at) < timedelta(days=30)


def test_the_customer_of_the_pictures_has_the_history_of_the_pictures(till: Till) -> None:
    amelia = customer_360(till, "C-1001")
    sale = next(event for event in timeline(till, "C-1001", "store") if event.kind == "sale")

    figures = amelia.figures
    assert (figures.spent_store_minor, figures.spent_online_minor) == (1_612_20, 868_15)
    assert (figures.sales, figures.orders, figures.returns) == (9, 5, 1)
    assert (amelia.points, amelia.profile.tier) == (2_480, "Gold")
    assert (sale.amount_minor, len(sale.goods), sale.live) == (148_40, 4, True)
    assert amelia.basket is not None
    assert [goods.sku for goods in amelia.basket.goods] == ["RID-MID-6H", "BEA-400"]
    assert amelia.basket.amount_minor == 187_00
    assert [(order.ref, order.state, order.amount_minor) for order in amelia.pickups] == [("N-88231", "ready", 112_50)]
    assert {size.size for size in amelia.sizes} <= {"M", "30 / R", "UK 6.5", "UK 6–8"}


def test_points_at_the_hub_are_those_of_the_customers_file(hub: Hub) -> None:
    rows = read_customers((FOLDER / "customers.csv").read_bytes(), "GB").rows
    with hub.read() as connection:
        told = [msgspec.json.decode(body, type=Points) for body in each_body(connection, "customers", "points")]

    balances = {points.customer_id: points.balance for points in told}
    assert {row.value.customer_id: balances.get(row.value.customer_id, 0) for row in rows} == {
        row.value.customer_id: row.value.points or 0 for row in rows
    }


def test_every_store_can_promise_what_stands_on_its_own_shelf(hub: Hub) -> None:
    sku = "CRB-POL"
    counted = [
        next(row.value.on_hand_milli for row in read_stock((FOLDER / name).read_bytes()).rows if row.value.sku == sku)
        for name in ("stock.csv", "stock-2.csv", "stock-3.csv")
    ]

    found = availability(hub, sku)

    assert [one.store_no for one in found] == [1, 2, 3]
    assert [one.promise.on_hand_milli for one in found] == counted
    assert all(one.synced_at for one in found)


def test_the_own_shelf_holds_what_its_file_says_when_all_was_sold(hub: Hub) -> None:
    with hub.read() as connection:
        told = [msgspec.json.decode(body, type=Stock) for body in each_body(connection, "stock:1", "stock")]

    floor = {stock.sku: stock.qty_milli for stock in told if stock.location == "floor"}
    assert floor["HAR-3L-SLT-M"] == 2_000
    assert min(floor.values()) >= 0


def test_the_till_of_the_demo_prints_into_files_and_has_a_simulated_card_terminal(till: Till) -> None:
    setup = till.setup

    assert setup.demo
    assert (setup.printer, setup.terminal) == ("file", "simulator")
