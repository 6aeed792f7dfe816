"""`python -m ui.bench`: how fast the real window is, and how much memory it takes; a part of `tandem-till bench`.

Keys go through Qt into the window of the till, without a display. A scan is timed from its Enter until every changed
pixel is painted; a key of a search from its arrival in the find field, with no scanner listening, because the 35 ms
that tell a scan from typing are a person's pause and nobody's work.
"""

import argparse
import json
import os
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos.cli.bench_figures import Figures, spread
from pos.cli.bench_search import typed_queries
from pos.cli.bench_store import barcode_of
from pos.services.till import open_till
from pos.store.engine import WINDOW_CACHE_KIB
from ui.app import App
from ui.bench_touches import Touches
from ui.run import application, open_window

BASKETS = (1, 5, 10, 20, 40) * 3
THINGS = 10
"""Products and customers that are searched for."""
PAUSE_MS = 20
"""Between two scans: what the last one left to do in the background is done."""
TRIES = 3
"""A busy machine may hold up the keys of a scan until they look typed; then it is scanned again."""
SCAN_GOAL_MS, KEY_GOAL_MS, MEMORY_GOAL_MB = 16.7, 16.0, 250.0


class Painted(QObject):
    """Counts the paints of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() is QEvent.Type.Paint
        return False


class Bench:
    """The window and what is done in it."""

    def __init__(self, qt: QApplication, app: App) -> None:
        self._qt, self._app = qt, app
        self._screen = app.selling.sell_screen
        self._lines = Painted(self._screen.basket.lines.viewport())
        window = app.shell.windowHandle()
        assert window is not None
        self._window = window

    def scans(self, products: int) -> list[float]:
        """Every basket from its first line to its last, of goods from all over the shelf; ms each."""
        chance = random.Random(7)
        took = []
        for lines in BASKETS:
            self._app.selling.sell.new_sale()
            took += [self._scan(barcode_of(chance.randint(1, products))) for _ in range(lines)]
        self._app.selling.sell.new_sale()
        return took

    def keys(self, products: int, customers: int) -> list[float]:
        """Every key of every query, ms each."""
        with self._app.till.store.read() as tx:
            queries = list(typed_queries(tx, products, customers, THINGS))
        self._app.router.stop(self._qt)
        took = []
        for query in queries:
            QTest.keyClick(self._window, Qt.Key.Key_Escape)
            self._screen.field.setFocus()
            QTest.qWait(PAUSE_MS)
            took += [self._key(char) for char in query]
            assert self._screen.field.text() == query, "the find field lost a key"
        return took

    def _scan(self, code: str) -> float:
        for _ in range(TRIES):
            QTest.qWait(PAUSE_MS)
            for char in code:
                self._press(char)
            before = self._lines.times
            began = time.perf_counter()
            QTest.keyClick(self._window, Qt.Key.Key_Return)
            self._qt.processEvents()
            milliseconds = (time.perf_counter() - began) * 1000
            if self._lines.times > before:
                return milliseconds
        raise AssertionError("a scan painted no line")

    def _key(self, char: str) -> float:
        began = time.perf_counter()
        if char.isascii():
            self._press(char)
        else:
            typed = QInputMethodEvent()
            typed.setCommitString(char)
            self._qt.sendEvent(self._screen.field, typed)
        self._qt.processEvents()
        return (time.perf_counter() - began) * 1000

    def _press(self, char: str) -> None:
        QTest.keyClick(self._window, char)  # type: ignore[call-overload]  # a letter may stand for its key


def measure(home: Path, products: int, customers: int) -> list[Figures]:
    """Scans first, then searches, then all else that people do, then what memory the window holds after both."""
    qt = application()
    app = open_window(qt, open_till(home, cache_kib=WINDOW_CACHE_KIB))
    try:
        bench = Bench(qt, app)
        scans, keys = bench.scans(products), bench.keys(products, customers)
        touches = Touches(qt, app, products)
        answered = list(touches.figures())
        sys.stderr.write(f"{touches.told()}\n")
        return [
            Figures("scan", "From a scan's Enter to its painted line", spread(scans), "p99_ms", SCAN_GOAL_MS),
            Figures("keys", "From a key in the find field to the painted list", spread(keys), "p99_ms", KEY_GOAL_MS),
            *answered,
            Figures("memory", "Memory of the window after all that", {"mb": resident_mb()}, "mb", MEMORY_GOAL_MB),
        ]
    finally:
        app.close()


def resident_mb() -> float:
    """The resident memory of this process in millions of bytes, as Linux tells it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Print the figures of a home with an open shift as one JSON document."""
    parser = argparse.ArgumentParser(prog="python -m ui.bench")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--products", type=int, required=True)
    parser.add_argument("--customers", type=int, required=True)
    told = parser.parse_args()
    found = measure(told.home, told.products, told.customers)
    json.dump([figures.document for figures in found], sys.stdout)


if __name__ == "__main__":
    main()
