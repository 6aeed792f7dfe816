"""A till that joins a hub with a large catalogue sells long before all of it is here, and gets the rest meanwhile."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from uuid import uuid4

import msgspec
import pytest

from pos.services.till import Till, open_till
from sync.entities import Product
from sync.feeds import cursor_of, feed_figures
from sync.hub.store.streams import Published, publish
from tests.e2e.town import Town, TownTill, a_town, eventually, run

PRODUCTS = 1_000_000 if os.environ.get("TANDEM_LONG") == "1" else 2000
PUBLISHED_AT_ONCE = 20_000
FIRST_SALE_S = 30.0
"""From the start of `enrol` to the first sale, on a machine that has nothing else to do."""
FIRST_SALE_LIMIT_S = 300.0
"""On any other."""
ALL_HERE_LIMIT_S = 60 + PRODUCTS / 200
PRICE = "4.50"
TAXES = '{"prices_include_tax": true, "categories": {"standard": [{"name": "VAT 20 %", "percent": "20"}]}}'
STAFF = "id,name,role,pin\nmaya,Maya King,manager,1111\n"


def batched_products() -> Iterator[list[Published]]:
    for first in range(0, PRODUCTS, PUBLISHED_AT_ONCE):
        yield [a_product(number) for number in range(first, min(first + PUBLISHED_AT_ONCE, PRODUCTS))]


def a_product(number: int) -> Published:
    name = f"Harrier Merino Mug {number % 997}"
    body = Product(sku=sku_of(number), name=name, price_minor=450, barcodes=[f"29{number:010d}"], brand="Harrier")
    return Published("product", body.sku, msgspec.json.encode(body))


def sku_of(number: int) -> str:
    return f"M{number:07d}"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A hub with so many mugs that sending them takes a while."""
    (tmp_path / "products.csv").write_text("sku,name,price\nBOX,Gift Box,1.00\n")
    (tmp_path / "taxes.json").write_text(TAXES)
    (tmp_path / "staff.csv").write_text(STAFF)
    with a_town(tmp_path, tmp_path / "products.csv", tmp_path / "taxes.json", tmp_path / "staff.csv") as made:
        with made.opened() as hub:
            for changes in batched_products():
                with hub.write() as connection:
                    publish(connection, {"catalogue": changes}, hub.chance(16))
        yield made


def sold(till: TownTill) -> bool:
    basket = {
        "id": str(uuid4()),
        "staff": "maya",
        "lines": [{"code": sku_of(0), "qty": "1"}],
        "tenders": [{"type": "card", "amount": PRICE}],
    }
    (told,) = till.sell(json.dumps(basket))
    return "error" not in told


@contextmanager
def at(till: TownTill) -> Iterator[Till]:
    opened = open_till(till.home)
    try:
        yield opened
    finally:
        opened.close()


def state(till: Till) -> str:
    return cursor_of(till, "catalogue")[2]


def test_the_first_sale_is_made_while_the_catalogue_still_comes_in(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    began = monotonic()
    till = town.enrol(1)
    joined_s = monotonic() - began
    till.sync.start()

    eventually(lambda: sold(till), FIRST_SALE_LIMIT_S, "a sale at the till that has just joined")
    first_sale_s = monotonic() - began
    with at(till) as opened:
        was_loading = state(opened) == "loading"
        eventually(lambda: state(opened) == "current", ALL_HERE_LIMIT_S, "the whole catalogue at the till")
    all_here_s = monotonic() - began
    with capsys.disabled():
        sys.stdout.write(
            f"\n{PRODUCTS} products: joined {joined_s:.1f} s, first sale {first_sale_s:.1f} s "
            f"(goal {FIRST_SALE_S:.0f} s), all here {all_here_s:.1f} s\n"
        )
    till.sync.stop()
    run("sync", till.home, "once")
    with at(till) as opened:
        figures = feed_figures(opened, "catalogue")

    assert was_loading or PRODUCTS < 10_000
    there = town.held("SELECT live, sum64 FROM stream WHERE stream = 'catalogue'")
    assert there == [(figures.n, figures.sum64)]
    assert town.has_all(till)
    assert [row[0] for row in town.held("SELECT kind FROM entry WHERE kind = 'sale_completed'")] == ["sale_completed"]
