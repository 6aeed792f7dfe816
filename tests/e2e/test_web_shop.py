"""The demo's web shop places an order at a hub that serves, and takes it back, over the API that every channel has."""

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos.services.demo import FOLDER
from sync.channel_api import ChannelApi
from sync.simulator import Day, Shop, random_order
from ui.demo_world import DATABASE, HUB, World, make_world
from ui.programs import environment


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    assert make_world(tmp_path)
    made = World(tmp_path)
    serve = ["serve", "--database", DATABASE, "--port", str(made.sheet.port)]
    hub = subprocess.Popen(
        [sys.executable, "-m", "sync.hub", "--home", str(tmp_path / HUB), *serve],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield made
    hub.terminate()
    hub.wait(20)


def test_an_order_is_placed_and_taken_back(world: World) -> None:
    answers = world.wait()
    shop = Shop(FOLDER, "webshop")
    channel = ChannelApi(world.sheet.url, Path(world.sheet.key_file).read_text())

    order = channel.place(random_order(shop, random.Random(7), "W-test", datetime.now(UTC)))
    taken_back = channel.cancel(order or "")

    assert answers
    assert order is not None
    assert taken_back


def test_all_that_people_do_in_the_shop_the_hub_takes(world: World) -> None:
    answers = world.wait()
    api = ChannelApi(world.sheet.url, Path(world.sheet.key_file).read_text())
    day = Day(api, Shop(FOLDER, "webshop"), random.Random(7), lambda: datetime.now(UTC))
    sku = day.shop.goods[0]

    for act in (day.order, day.look, day.account, day.basket, day.wish, day.write):
        act()
    stores, price, customer = api.availability(sku), api.price(sku), api.customer("C-1001")

    assert answers
    assert len(day.placed) == 1
    assert len(day.filled) == 1
    assert stores is not None
    assert [store["store"] for store in stores["stores"]] == [1, 2, 3]
    assert all(store["synced_at"] for store in stores["stores"])
    assert price is not None
    assert customer is not None
    assert customer["points"] == 2480
