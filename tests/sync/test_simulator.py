"""The demo's web shop: what people do in it, and a hub that goes away and comes back."""

import random
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos.domain.failures import Unavailable
from pos.services.demo import FOLDER
from sync.channel_api import ChannelApi
from sync.demo.shelf import size_of
from sync.simulator import PAUSES_S, Day, Shop, run

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NOBODY = "http://127.0.0.1:9"


class Wait:
    """Waits no time at all, and says after so many that it is time to stop; meanwhile `then` may happen."""

    def __init__(self, most: int, then: Callable[[int], None] = lambda _n: None) -> None:
        self.pauses: list[float] = []
        self._most, self._then = most, then

    def __call__(self, seconds: float) -> bool:
        self.pauses.append(seconds)
        self._then(len(self.pauses))
        return len(self.pauses) > self._most


class Hub(ChannelApi):
    """Answers every call with as little as there is, and knows what was asked; it can be switched off."""

    def __init__(self) -> None:
        super().__init__(NOBODY, "key")
        self.asked: list[tuple[str, str]] = []
        self.is_away = False

    def _ask(self, method: str, path: str, body: bytes | None = None) -> dict[str, object] | None:
        if self.is_away:
            raise Unavailable("hub_unreachable", why="away")
        self.asked.append((method, path.partition("?")[0]))
        return {"id": "7"}


def a_day(api: ChannelApi) -> Day:
    return Day(api, Shop(FOLDER, ""), random.Random(7), lambda: NOW)


def test_the_first_order_comes_at_once_and_all_else_happens_in_time() -> None:
    hub, wait = Hub(), Wait(150)

    run(a_day(hub), wait, lambda _words: None)

    kinds = {method + " " + "/".join(path.split("/")[2:3] + path.split("/")[5:6]) for method, path in hub.asked}
    assert hub.asked[0] == ("POST", "/v1/orders")
    assert wait.pauses[0] < 20
    assert ("POST", "/v1/orders/7/cancel") in hub.asked
    assert kinds >= {
        "GET availability", "POST price", "GET orders", "GET customers", "PUT customers/basket",
        "PUT customers/wishlist", "POST activities",
    }  # fmt: skip


def test_a_hub_that_is_away_is_said_once_tried_ever_more_rarely_and_found_again() -> None:
    hub, said = Hub(), list[str]()

    def switch(n: int) -> None:
        hub.is_away = 3 <= n < 11

    wait = Wait(14, switch)

    run(a_day(hub), wait, said.append)

    assert said == ["the hub is away (away), trying again", "the hub is back"]
    assert wait.pauses[3:10] == [*PAUSES_S, PAUSES_S[-1], PAUSES_S[-1]]


def test_what_could_not_be_done_is_what_is_tried_again() -> None:
    hub = Hub()
    hub.is_away = True

    def switch(n: int) -> None:
        hub.is_away = n < 3

    run(a_day(hub), Wait(3, switch), lambda _words: None)

    assert hub.asked[0] == ("POST", "/v1/orders")


def test_without_an_answer_a_call_says_so() -> None:
    with pytest.raises(Unavailable, match="hub_unreachable"):
        ChannelApi(NOBODY, "key").customer("C-1001")


def test_people_order_what_fits_everybody() -> None:
    shop = Shop(FOLDER, "")

    assert len(shop.goods) > 10
    assert not any(size_of(sku)[0] for sku in shop.goods)


def test_it_ends_cleanly_when_it_is_told_to(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("tck_x")
    program = subprocess.Popen(
        [sys.executable, "-m", "sync.simulator", "--hub", NOBODY, "--key-file", str(key), "--files", str(FOLDER)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    opened = program.stdout.readline()

    program.terminate()
    _told, problems = program.communicate(timeout=20)

    assert opened == "web shop: open\n"
    assert program.returncode == 0
    assert problems == ""
