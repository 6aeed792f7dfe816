"""How long a sale takes while another program imports products beside it."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

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
    chance = random.Random(6)

    def sell() -> float:
        time.sleep(BETWEEN_SALES_S)
        return timed_sale(till, *a_basket(till, products, chance))

    idle = [sell() for _ in range(IDLE_SALES)]
    beside = _beside_import(till, sell)
    before, during = percentile(idle, 99), percentile(beside, 99)
    return Figures(
        "import",
        f"A sale while {ROWS} products are imported",
        {**spread(idle, before="idle_"), **spread(beside), "ratio": during / before},
        "p99_ms",
        max(GOAL_MS, GOAL_TIMES * before),
    )


def _beside_import(till: Till, sell: Callable[[], float]) -> list[float]:
    """How long sales took from the import's first row to its last."""
    file = till.home / "more-products.csv"
    file.write_text("sku,name,price\n" + "".join(f"M{n:07d},Imported Mug {n},4.50\n" for n in range(ROWS)))
    took: list[float] = []
    with _importing(till.home, file) as program:
        while program.poll() is None:
            is_writing = _is_here(till, "M0000000")
            milliseconds = sell()
            if is_writing:
                took.append(milliseconds)
    assert program.returncode == 0, "the import beside the sales failed"
    return took


def _is_here(till: Till, sku: str) -> bool:
    with till.store.read() as tx:
        return tx.products.by_sku(sku) is not None


def _importing(home: Path, file: Path) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-m", "pos.cli", "--home", str(home), "import", "products", str(file))
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)
