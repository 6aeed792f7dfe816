"""How long a sale takes while another program brings products: a file's import, or the hub's feed."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Literal

from pos.cli.bench_figures import Figures, percentile, spread
from pos.cli.bench_sale import a_basket, timed_sale
from pos.services.till import Till

IDLE_SALES = 300
ROWS = 20_000
BETWEEN_SALES_S = 0.005
"""A cashier leaves far more between two sales; without any the import would hardly get on."""
GOAL_MS, GOAL_TIMES = 25.0, 2.0
"""FAULTS.md, 12: 25 ms or twice the idle time, the larger."""


def measure_import(till: Till, products: int) -> Figures:
    """Sales alone, then sales as long as `import products` writes with the shift open."""
    file = till.home / "more-products.csv"
    file.write_text("sku,name,price\n" + "".join(f"I{n:07d},Imported Mug {n},4.50\n" for n in range(ROWS)))
    program = (sys.executable, "-m", "pos.cli", "--home", str(till.home), "import", "products", str(file))
    return _measured("import", f"A sale while {ROWS} products are imported", till, products, program, "I0000000")


def measure_feed(till: Till, products: int) -> Figures:
    """The same while pages of the hub's feed are written; the synchroniser's own code does it, without a hub."""
    program = (sys.executable, "-m", "sync.bench", str(till.home), "page", str(ROWS))
    return _measured("feed", f"A sale while {ROWS} products come from the hub", till, products, program, "M0000000")


def _measured(
    name: Literal["import", "feed"], what: str, till: Till, products: int, program: Sequence[str], first: str
) -> Figures:
    chance = random.Random(6)

    def sell() -> float:
        time.sleep(BETWEEN_SALES_S)
        return timed_sale(till, *a_basket(till, products, chance))

    idle = [sell() for _ in range(IDLE_SALES)]
    beside = _beside(till, program, first, sell)
    before, during = percentile(idle, 99), percentile(beside, 99)
    return Figures(
        name,
        what,
        {**spread(idle, before="idle_"), **spread(beside), "ratio": during / before},
        "p99_ms",
        max(GOAL_MS, GOAL_TIMES * before),
    )


def _beside(till: Till, program: Sequence[str], first: str, sell: Callable[[], float]) -> list[float]:
    """How long sales took from the program's first row to its last."""
    took: list[float] = []
    with subprocess.Popen(program, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            is_writing = _is_here(till, first)
            milliseconds = sell()
            if is_writing:
                took.append(milliseconds)
    assert running.returncode == 0, "the program beside the sales failed"
    return took


def _is_here(till: Till, sku: str) -> bool:
    with till.store.read() as tx:
        return tx.products.by_sku(sku) is not None
