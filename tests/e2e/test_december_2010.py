"""A real month through the real program: December 2010 of a UK gift shop, 42,481 invoice lines.

Which rows are which:

- 1,559 invoices are sales. All quantities in them are positive; 133 of their lines have the price 0.00 (samples and
  gifts) and stay lines of the sale.
- 326 invoices beginning with C are cancellations: all quantities negative, prices positive. They name no invoice that
  they cancel, so they are returns without receipt, and their money goes back in cash.
- 140 invoices have the price 0.00 throughout, 70 with positive and 70 with negative quantities, and descriptions such
  as "damages" or none at all (125 lines): stock that was found, lost or written off. They are stock changes with
  their sign, no sales.
- This month has no negative prices: the three "Adjust bad debt" invoices (A…) of the whole data set are of August
  2011.
- POST, DOT, C2 (postage and carriage), D (discount, only in cancellations), M and m (manual), S (samples), BANK
  CHARGES and AMAZONFEE are services: money without stock. DCGS… are goods, gift_0001_… vouchers that were sold like
  goods.
- 60 SKUs differ from another only by the case of their last letter (85123A and 85123a) and are products of their own.
- 247 invoices name a SKU in more than one line; the lines stay apart, as a basket document gives them.
- The times have no zone. They are London's, which in December is UTC. One invoice spans two minutes; its first counts.
"""

import os
import sys
from collections import Counter
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from pos.services.till import open_till
from pos.store.tables import FACTS
from tests.e2e.december import (
    FILE,
    SERVICES,
    December,
    basket,
    read_december,
    write_products,
    write_stock_changes,
)
from tests.till_program import till_process

EVERY = 1 if os.environ.get("TANDEM_LONG") == "1" else 10
TAXES = '{"prices_include_tax": true, "categories": {"standard": [{"name": "VAT 20 %", "percent": "20"}]}}'

Dump = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def december() -> December:
    if not FILE.exists():
        assert not os.environ.get("CI"), f"{FILE.name} is needed here"
        pytest.skip(f"{FILE.name} is not there")
    return read_december(EVERY)


def facts(home: Path) -> Dump:
    """Every row of every table that the journal makes, in order."""
    with closing(open_till(home)) as till, till.store.read() as tx:
        return {
            table.name: sorted(tx.driver.execute(f"SELECT * FROM {table.name}").fetchall(), key=repr) for table in FACTS
        }


def stock_of(december: December) -> dict[str, int]:
    """Pieces of each SKU after the month, from the rows themselves; the shop began with nothing.

    Selling a service moves nothing, but its own stock changes count like any others.
    """
    held: Counter[str] = Counter()
    for invoice in december.paid:
        for row in invoice.rows:
            if row.sku not in SERVICES:
                held[row.sku] -= row.quantity
    for invoice in december.unpriced:
        for row in invoice.rows:
            held[row.sku] += row.quantity
    return dict(held)


@pytest.mark.parametrize("from_catalogue", [False, True], ids=["prices given", "prices of the catalogue"])
def test_a_real_month_comes_to_the_penny(december: December, tmp_path: Path, from_catalogue: bool) -> None:
    home = tmp_path / "till"
    (tmp_path / "taxes.json").write_text(TAXES)
    write_products(tmp_path / "products.csv", december)
    write_stock_changes(tmp_path / "stock.csv", december)
    usual = december.usual_prices() if from_catalogue else None
    baskets = "\n".join(basket(invoice, usual) for invoice in december.paid)

    set_up = [
        till_process(home, "init", "--store", "Gifts", "--currency", "GBP", "--country", "GB"),
        till_process(home, "import", "taxes", tmp_path / "taxes.json"),
        till_process(home, "import", "products", tmp_path / "products.csv"),
    ]
    sold = till_process(home, "sell", stdin=baskets)
    changed = till_process(home, "import", "stock", tmp_path / "stock.csv", "--adjust")

    assert [ran.code for ran in (*set_up, sold, changed)] == [0] * 5, sold.out[-500:] + changed.err
    results = sold.lines
    assert [result["sale_id"] for result in results] == [invoice.sale_id for invoice in december.paid]
    for invoice, result in zip(december.paid, results, strict=True):
        assert Decimal(result["total"]) == invoice.total, invoice.number
        assert [Decimal(line["total"]) for line in result["lines"]] == [row.total for row in invoice.rows]
        assert [int(line["qty"]) for line in result["lines"]] == [row.quantity for row in invoice.rows]
    lines, given = sum(len(invoice.rows) for invoice in december.paid), baskets.count('"unit_price"')
    sys.stdout.write(f"{len(results)} sales, {lines} lines: {given} with a price given, {lines - given} without\n")
    assert (given < lines) == from_catalogue

    reported = till_process(home, "report", "sales", "--json").document["total"]
    assert Decimal(reported["gross"]) == sum(invoice.total for invoice in december.paid)
    stock = till_process(home, "report", "stock", "--json").document["rows"]
    assert {row["sku"]: int(row["on_hand"]) for row in stock} == stock_of(december)
    assert till_process(home, "verify", "--json").document["ok"]
    before = facts(home)
    assert till_process(home, "rebuild").code == 0
    assert facts(home) == before
