"""`tandem-till sell` is killed beside an import, again and again: every result line that was read stays true."""

import json
import random
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Any

import pytest

from pos.services.till import open_till
from pos.store.verify import verify
from tests.durability.killing import lines_until_killed
from tests.durability.selling import PRODUCTS, a_document, basket_id, sku

MOST_SALES = 25  # read in one round before the kill
IMPORTED = 3000  # products of each file, so many that the import outlives the selling


@dataclass(slots=True)
class Customers:
    """Who holds a receipt: result documents by basket id. The next basket is the first that nobody has one for."""

    results: dict[str, dict[str, Any]] = field(default_factory=dict)

    def take(self, lines: list[str]) -> int:
        """Read the lines of a round; how many of them were sales."""
        told = [json.loads(line) for line in lines]
        sold = {document["sale_id"]: document for document in told if "receipt" in document}
        self.results |= sold
        return len(sold)

    def waiting(self) -> Iterator[int]:
        return (number for number in count(1) if basket_id(number) not in self.results)


@pytest.fixture
def rounds(long_run: bool) -> int:
    return 100 if long_run else 10


def tandem_till(home: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "pos.cli", "--home", str(home), *words]


def write_baskets(path: Path, customers: Customers) -> Path:
    """More baskets than a round reads; the first is the one that the last kill may have cut off."""
    numbers = (number for number, _ in zip(customers.waiting(), range(4 * MOST_SALES), strict=False))
    path.write_text("".join(f"{json.dumps(a_document(number))}\n" for number in numbers))
    return path


def write_products(path: Path, version: int) -> Path:
    rows = (f"{sku(PRODUCTS + number)},Product {number} as of {version},3.50\n" for number in range(IMPORTED))
    path.write_text("".join(chain(["sku,name,price\n"], rows)))
    return path


def missing(home: Path, customers: Customers) -> list[str]:
    """Receipts that somebody holds and this till does not know, or knows otherwise; the file must be sound."""
    with closing(open_till(home)) as till:
        with till.store.driver() as driver:
            assert (till.noticed, verify(driver, till.store.witness).problems) == ((), ())
        with till.store.read() as tx:
            assert len(tx.journal.journals()) == 1, "a program that started took the till for one that was set back"
            sales = tx.sales.newest(limit=len(customers.results) + 1)  # one may have been killed before it was printed
    known = {(sale.sale_id, sale.receipt, sale.hash) for sale in sales}
    held = {(key, told["receipt"], told["journal"]["hash"]) for key, told in customers.results.items()}
    return sorted(receipt for _, receipt, _ in held - known)


def test_every_result_that_was_read_survives_every_kill(
    home: Path, chance: random.Random, rounds: int, tmp_path: Path
) -> None:
    customers, lost = Customers(), list[str]()

    for version in range(rounds):
        baskets = write_baskets(tmp_path / "baskets.ndjson", customers)
        products = write_products(tmp_path / "products.csv", version)
        selling = tandem_till(home, "sell")
        importing = tandem_till(home, "import", "products", str(products))
        lines = lines_until_killed(selling, [importing], chance, most=MOST_SALES, stdin=baskets)
        sold = customers.take(lines)
        lost += missing(home, customers)
        sys.stdout.write(
            f"kill {version + 1}: {len(lines)} results read, {sold} of them sales, {len(lost)} lost so far\n"
        )

    assert lost == []
    assert len(customers.results) >= rounds
    with closing(open_till(home)) as till, till.store.read() as tx:
        assert tx.products.count() > PRODUCTS, "no import was ever killed while it wrote"
