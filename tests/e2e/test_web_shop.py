"""The demo's web shop places an order at a hub that serves, and takes it back, over the API that every channel has."""

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos.services.demo import FOLDER
from sync.simulator import Channel, Shop, random_order
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
    channel = Channel(world.sheet.url, Path(world.sheet.key_file).read_text())

    order = channel.place(random_order(shop, random.Random(7), "W-test", datetime.now(UTC)))
    taken_back = channel.cancel(order or "")

    assert answers
    assert order is not None
    assert taken_back


def test_a_hub_that_is_away_is_no_failure_of_the_shop() -> None:
    channel = Channel("http://127.0.0.1:9", "tck_x")

    assert channel.place(random_order(Shop(FOLDER, "webshop"), random.Random(7), "W-test", datetime.now(UTC))) is None
