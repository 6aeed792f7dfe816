"""How long it takes to price a large basket where a thousand promotions run beside each other, and to add a line."""

import json
import random
import time
from collections.abc import Iterator, Sequence
from typing import Any

from pos.cli.bench_figures import Figures, spread
from pos.cli.bench_store import barcode_of
from pos.domain.basket import Basket, Line
from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.services.lookup import find_line
from pos.services.sale import price_basket
from pos.services.till import Till
from pos.store.prices import PROMOTION

LINES, PROMOTIONS, TOUCHING = 100, 1000, 20
TIMES = 300
WHOLE_GOAL_MS, LINE_GOAL_MS = 10.0, 5.0
_GIVES: tuple[dict[str, Any], ...] = (
    {"percent": "10"},
    {"amount": "0.50", "spread": "each"},
    {"amount": "5.00", "spread": "across"},
    {"unit_price": "49.90"},
    {"price": "30.00", "for_qty": "3"},
    {"buy": "2", "get": "1"},
    {"buy": "1", "get": "1", "percent": "50", "choose": "cheapest"},
)


def measure_pricing(till: Till, products: int) -> Iterator[Figures]:
    """Prices of a hundred lines, then a scan that adds one more; as the window asks for them.

    It adds promotions to the store and is the last to measure on it.
    """
    chance = random.Random(8)
    numbers = chance.sample(range(1, products + 1), LINES)
    with till.store.read() as tx:
        goods = [product for number in numbers if (product := tx.products.by_number(number))]
    _promote(till, goods)
    lines = tuple(Line(str(n), one, chance.randint(1, 4) * ONE, one.sku) for n, one in enumerate(goods, 1))
    basket = Basket(till.new_id(), lines)
    what = f"A basket of {LINES} lines against {PROMOTIONS} promotions, {TOUCHING} of which are about it"
    took = [_priced(till, basket) for _ in range(TIMES)]
    yield Figures("pricing", what, spread(took), "p99_ms", WHOLE_GOAL_MS)
    took = [_added(till, basket, barcode_of(chance.randint(1, products))) for _ in range(TIMES)]
    yield Figures("adding", "A scan that adds one line more to it, priced again", spread(took), "p99_ms", LINE_GOAL_MS)


def _priced(till: Till, basket: Basket) -> float:
    began = time.perf_counter()
    with till.store.read() as tx:
        price_basket(tx, till, basket, till.now())
    return (time.perf_counter() - began) * 1000


def _added(till: Till, basket: Basket, code: str) -> float:
    began = time.perf_counter()
    with till.store.read() as tx:
        grown = basket.add(find_line(tx, till.setup, code, "added", None))
        price_basket(tx, till, grown, till.now())
    return (time.perf_counter() - began) * 1000


def _promote(till: Till, goods: Sequence[Product]) -> None:
    """As many promotions beside those of the store as make a thousand; so many of all are about these goods."""
    with till.store.write() as tx:
        here = tx.prices.rules().promotions
        touching = sum(any(one.scope.covers(product) for product in goods) for one in here)
        for number in range(PROMOTIONS - len(here)):
            about = [product.sku for product in goods[number % 5 :: 5]]
            elsewhere = [f"ELSEWHERE-{number}"]
            rule = {
                "id": f"B-{number}",
                "name": f"Offer {number}",
                "priority": number % 5,
                "when": {"from": "2020-01-01", "channels": ["store"]},
                "items": {"skus": about if number < TOUCHING - touching else elsewhere},
                "give": _GIVES[number % len(_GIVES)],
            }
            tx.settings.put_rule(f"{PROMOTION}{rule['id']}", json.dumps(rule))
        tx.prices.changed("bench")
