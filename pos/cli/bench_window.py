"""What the real window does: measured by `ui.bench`, a program of its own, because `pos` knows no window."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from pos.cli.bench_figures import Figures, figures_of, percentile

STARTS = 10
START_GOAL_S = 1.0
READY = "TANDEM_READY_FD"
"""The window writes a line to this open file when it can take a scan (ui/run.py)."""


def measure_window(home: Path, products: int, customers: int) -> Iterator[Figures]:
    """Scans, keys and memory of one window on this home."""
    told = ("--home", str(home), "--products", str(products), "--customers", str(customers))
    done = subprocess.run(
        [sys.executable, "-m", "ui.bench", *told], stdout=subprocess.PIPE, env=_environment(), check=True
    )
    yield from map(figures_of, json.loads(done.stdout))


def measure_start(home: Path) -> Figures:
    """From starting the program to its word that it can take a scan; the first start only warms the disk's cache and
    compiles the modules, as an installed till has them."""
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as compiled:
        installed = {name: text for name, text in _environment().items() if name != "PYTHONDONTWRITEBYTECODE"}
        installed["PYTHONPYCACHEPREFIX"] = compiled
        _started(home, installed)
        took = [_started(home, installed) for _ in range(STARTS)]
    numbers = {"count": len(took), "p50_s": percentile(took, 50), "most_s": max(took)}
    return Figures("start", "From start to ready to scan, warm", numbers, "p50_s", START_GOAL_S)


def _started(home: Path, environment: Mapping[str, str]) -> float:
    """How long the window took to be ready, in seconds. It is ended by SIGTERM, as a shut-down would."""
    reader, writer = os.pipe()
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "ui", "--home", str(home)],
        pass_fds=(writer,),
        env={**environment, READY: str(writer)},
    ) as program:
        os.close(writer)
        with os.fdopen(reader, "rb") as told:
            is_ready = told.readline() == b"ready\n"
        seconds = time.perf_counter() - began
        program.send_signal(signal.SIGTERM)
    assert is_ready, "the window ended before it was ready"
    return seconds


def _environment() -> dict[str, str]:
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ}
