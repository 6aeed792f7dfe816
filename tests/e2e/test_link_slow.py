"""A line of 30 kB/s that needs two seconds there and back: what is sold arrives, and selling does not wait for it."""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from sync.push import FIRST_ITEMS
from tests.e2e.forwarder import Forwarder
from tests.e2e.shop import PRODUCTS, TAXES, basket_line
from tests.e2e.town import Town, TownTill, a_town, eventually, run

LONG = os.environ.get("TANDEM_LONG") == "1"
SALES = 300 if LONG else 40
ALONE = 20
STAFF = "id,name,role,pin\nmaya,Maya King,manager,1111\n"
BYTES_S, DELAY_S = 30_000, 1.0
CRAWL_BYTES_S = 700
LIMIT_S = 180


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    for name, content in (("products.csv", PRODUCTS), ("taxes.json", TAXES), ("staff.csv", STAFF)):
        (tmp_path / name).write_text(content)
    with a_town(tmp_path, tmp_path / "products.csv", tmp_path / "taxes.json", tmp_path / "staff.csv") as made:
        yield made


@pytest.mark.lengthy
def test_what_is_sold_arrives_over_a_slow_line_and_selling_does_not_wait_for_it(town: Town) -> None:
    with Forwarder(lambda: [town.port]) as line:
        till = town.enrol(1, url=line.url)
        run("sync", till.home, "once")
        alone = [seconds_of_a_sale(till, number) for number in range(ALONE)]
        line.delay_s, line.bytes_s = DELAY_S, BYTES_S
        till.sync.start()
        beside = [seconds_of_a_sale(till, 1000 + number) for number in range(SALES)]
        took = eventually(town.has_all, LIMIT_S, "all is at the hub")

        batches = [told["items"] for told in logged(till) if told["event"] == "sent"]
        sys.stdout.write(
            f"a sale takes {median(alone) * 1000:.1f} ms without and {median(beside) * 1000:.1f} ms beside the slow "
            f"line; {SALES} sales were there {took:.1f} s after the last, in batches of {batches}\n"
        )
        assert town.held("SELECT count(*), count(DISTINCT sale_id) FROM sale") == [(ALONE + SALES,) * 2]
        assert not [told for told in logged(till) if told["event"] == "failed"]


@pytest.mark.skipif(not LONG, reason="a time-out of 15 s is waited for: with TANDEM_LONG=1")
def test_over_a_line_that_is_slower_still_less_is_sent_at_once(town: Town) -> None:
    with Forwarder(lambda: [town.port]) as line:
        till = town.enrol(1, url=line.url)
        run("sync", till.home, "once")
        for number in range(SALES):
            seconds_of_a_sale(till, number)
        line.bytes_s = CRAWL_BYTES_S
        till.sync.start()
        eventually(lambda: failed(till), LIMIT_S, "a batch takes too long")
        till.sync_now()
        eventually(lambda: any(told["event"] == "sent" for told in logged(till)), LIMIT_S, "a smaller one arrives")
        line.bytes_s = 0
        eventually(town.has_all, LIMIT_S, "all is at the hub")

        batches = [told["items"] for told in logged(till) if told["event"] == "sent"]
        sys.stdout.write(f"at {CRAWL_BYTES_S} B/s {failed(till)} calls took too long, then batches of {batches}\n")
        assert batches[0] < FIRST_ITEMS
        assert town.held("SELECT count(*), count(DISTINCT sale_id) FROM sale") == [(SALES, SALES)]


def failed(till: TownTill) -> int:
    return len([told for told in logged(till) if told.get("code") == "timed_out" and told.get("loop") == "push"])


def seconds_of_a_sale(till: TownTill, number: int) -> float:
    began = time.perf_counter()
    (told,) = till.sell(basket_line(number, staff="maya"))
    assert "error" not in told, told
    return time.perf_counter() - began


def logged(till: TownTill) -> list[dict[str, Any]]:
    """What its synchroniser wrote down."""
    return [json.loads(line) for line in till.sync.log.read_text().splitlines()]
