"""How long the store takes to answer each key of a search, for whatever people type."""

import random
import time
from collections.abc import Iterator

from pos.cli.bench_figures import Figures, spread
from pos.cli.bench_store import barcode_of
from pos.services.till import Till
from pos.store.store import Tx

THINGS = 40
HITS = 20
"""Of each kind, as the window asks for them."""
GOAL_MS = 16.0


def measure_search(till: Till, products: int, customers: int) -> Figures:
    """Products, customers and sales for every beginning of every query, in one read each."""
    took = []
    with till.store.read() as tx:
        queries = list(typed_queries(tx, products, customers, THINGS))
    for query in queries:
        for end in range(1, len(query) + 1):
            began = time.perf_counter()
            with till.store.read() as tx:
                tx.search.products(query[:end], HITS)
                tx.search.customers(query[:end], HITS)
                tx.search.sales(query[:end], HITS)
            took.append((time.perf_counter() - began) * 1000)
    return Figures("search", "A key of a search, answered by the store", spread(took), "p99_ms", GOAL_MS)


def typed_queries(tx: Tx, products: int, customers: int, things: int) -> Iterator[str]:
    """What people type to find so many products and as many customers, each in every way it may be known."""
    chance = random.Random(5)
    for _ in range(things):
        yield from _ways_to_a_product(tx, chance.randint(1, products))
        yield from _ways_to_a_customer(tx, chance.randint(1, customers))


def _ways_to_a_product(tx: Tx, number: int) -> Iterator[str]:
    product = tx.products.by_number(number)
    assert product is not None
    words = product.name.split()
    yield product.name
    yield f"{words[-2]} {words[0]}".lower()
    yield product.sku
    yield barcode_of(number)


def _ways_to_a_customer(tx: Tx, number: int) -> Iterator[str]:
    (customer,) = tx.customers.by_numbers([number])
    first, last = customer.name.split()
    yield customer.name
    yield f"{last} {first[0]}"
    yield customer.customer_id
    yield customer.email
    yield customer.phone
    yield f"{customer.phone[:6]} {customer.phone[6:]}"
    yield customer.phone[-4:]
