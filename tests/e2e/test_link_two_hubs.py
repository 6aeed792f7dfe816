"""Two hub processes on one PostgreSQL, one of them killed again and again: nothing is lost, doubled or read anew."""

import json
import os
import random
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.forwarder import Forwarder
from tests.e2e.shop import PRODUCTS, TAXES, basket_line
from tests.e2e.town import Program, Town, TownTill, a_town, answers, eventually, free_port, run
from tests.sync.conftest import postgres_server, postgres_template, postgres_url

__all__ = ["postgres_server", "postgres_template", "postgres_url"]  # the fixtures that this test asks for

KILLS = 100 if os.environ.get("TANDEM_LONG") == "1" else 5
SEED = random.SystemRandom().randrange(10**9)
STAFF = "id,name,role,pin\nmaya,Maya King,manager,1111\n"
HEALS_S = 90
LIVES_S = (0.2, 1.5)
"""So long a hub lives at least and at most after all answer."""
MOST_TRIES = 20


@pytest.fixture
def town(tmp_path: Path, postgres_url: str) -> Iterator[Town]:
    """Two hub processes on one database."""
    for name, content in (("products.csv", PRODUCTS), ("taxes.json", TAXES), ("staff.csv", STAFF)):
        (tmp_path / name).write_text(content)
    files = (tmp_path / "products.csv", tmp_path / "taxes.json", tmp_path / "staff.csv")
    with a_town(tmp_path, *files, database=postgres_url) as made:
        made.start_hub(free_port())
        yield made


@pytest.mark.lengthy
def test_nothing_is_lost_doubled_or_read_anew_while_hubs_die(town: Town) -> None:
    chance, ports = random.Random(SEED), [port_of(hub) for hub in town.hubs]
    with ExitStack() as stack:
        line = stack.enter_context(Forwarder(lambda: ports))
        tills = [town.enrol(number, url=line.url) for number in (1, 2)]
        for till in tills:
            stack.callback(till.close)
            run("sync", till.home, "once")
            till.sync.start()
        shop = WebShop(town, line)
        stack.callback(shop.stop)
        shop.start()
        sold = 0

        for _ in range(KILLS):
            victim = chance.randrange(2)
            town.hubs[victim].kill()
            for till in tills:
                sold += 1
                (told,) = till.sell(basket_line(sold, staff="maya"))
                assert "error" not in told, told
            threading.Event().wait(chance.uniform(*LIVES_S))
            town.hubs[victim].start()
            eventually(partial(answers, ports[victim]), HEALS_S, "the killed hub is back")
        shop.stop()
        for till in tills:
            till.sync_now()
        took = eventually(town.has_all, HEALS_S, "every entry is at the hub once")
        eventually(lambda: all(till.queue() == shop.placed for till in tills), HEALS_S, "every order is on both queues")

        sys.stdout.write(
            f"seed {SEED}: {KILLS} kills, {sold} sales, {len(shop.placed)} orders placed in {shop.tries} tries; "
            f"all there {took:.1f} s after the last\n"
        )
        assert town.held("SELECT count(*), count(DISTINCT sale_id), sum(total_minor) FROM sale") == [
            (sold, sold, sold * 19_00)
        ]
        assert town.held("SELECT count(*) FROM pickup_order") == [(len(shop.placed),)]
        assert shop.placed
        for till in tills:
            till.sync.stop()
            assert "must_refetch" not in logged(till)
            assert run("sync", till.home, "reconcile")["equal"] is True


class WebShop(threading.Thread):
    """Places orders one after the other, each as often as it takes: by its reference it is one order."""

    def __init__(self, town: Town, line: Forwarder) -> None:
        super().__init__(daemon=True)
        self._town, self._line = town, line
        self._stopping = threading.Event()
        self.placed: set[str] = set()
        self.tries = 0

    def run(self) -> None:
        number = 0
        while not self._stopping.wait(0.1):
            number += 1
            self._place(f"W-{number}")

    def _place(self, ref: str) -> None:
        for _ in range(MOST_TRIES):
            self.tries += 1
            try:
                self.placed.add(self._town.place_order(ref, ("SOCK", "1"), url=self._line.url)["number"])
            except (OSError, ValueError):
                self._stopping.wait(0.2)
            else:
                return

    def stop(self) -> None:
        self._stopping.set()
        self.join(60)


def port_of(hub: Program) -> int:
    told = list(hub.arguments)
    return int(told[told.index("--port") + 1])


def logged(till: TownTill) -> Counter[str]:
    """How often each event stands in the log of its synchroniser."""
    return Counter(json.loads(line)["event"] for line in till.sync.log.read_text().splitlines())
