"""How long a sale takes, beside the bare writing of its rows (store/same_rows.py)."""

import random
import time
from collections.abc import Iterator

from pos.cli.bench_figures import Figures, percentile, spread
from pos.domain.basket import Basket, Line
from pos.domain.quantity import ONE
from pos.domain.staff import BUILT_IN
from pos.domain.tender import CASH, Tender
from pos.services.sale import complete_sale, price_basket
from pos.services.till import Till
from pos.store.same_rows import EqualFile, rows_of_sale

SALES, LINES, WARM_UP = 500, 5, 20
UPKEEP_EVERY = 100
GOAL = 3.0
_REQUEST = "0" * 64


def measure_sale(till: Till, products: int) -> Figures:
    """Sales of five lines through the service, each followed by its rows alone in an equal file.

    Both files begin as the same bytes and get the same rows in the same order, so both write the same pages.
    """
    equal = EqualFile(till.store)
    sales, rows = [], []
    try:
        for number, (basket, paid) in enumerate(_baskets(till, products)):
            took = timed_sale(till, basket, paid)
            with till.store.read() as tx:
                written = rows_of_sale(tx.driver, basket.basket_id)
            began = time.perf_counter()
            equal.write(written)
            bare = (time.perf_counter() - began) * 1000
            if number >= WARM_UP:
                sales.append(took)
                rows.append(bare)
            if number % UPKEEP_EVERY == 0:
                till.store.upkeep(merge=False)
                equal.upkeep()
    finally:
        equal.close()
    return Figures(
        "sale",
        f"A sale of {LINES} lines as a multiple of its rows by executemany in one transaction",
        {**spread(sales), **spread(rows, before="rows_"), "ratio": percentile(sales, 50) / percentile(rows, 50)},
        "ratio",
        GOAL,
    )


def timed_sale(till: Till, basket: Basket, paid: Tender) -> float:
    """Complete this sale; how long it took in ms."""
    began = time.perf_counter()
    complete_sale(till, basket, (paid,), staff=BUILT_IN.staff_id, request=_REQUEST)
    return (time.perf_counter() - began) * 1000


def a_basket(till: Till, products: int, chance: random.Random) -> tuple[Basket, Tender]:
    """Five pieces of goods from all over the shelf, and the cash for them."""
    with till.store.read() as tx:
        found = [tx.products.by_number(chance.randint(1, products)) for _ in range(LINES)]
        lines = tuple(Line(str(n), product, ONE) for n, product in enumerate(found, 1) if product)
        basket = Basket(till.new_id(), lines)
        return basket, Tender(CASH, price_basket(tx, till, basket, till.now()).total_minor)


def _baskets(till: Till, products: int) -> Iterator[tuple[Basket, Tender]]:
    chance = random.Random(4)
    for _ in range(WARM_UP + SALES):
        yield a_basket(till, products, chance)
