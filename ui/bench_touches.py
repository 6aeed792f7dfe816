"""What people do at the window besides scanning, each timed from the key or touch until all of it is painted.

`touches`: how long an interaction takes to be answered in pixels. `blocks`: how long the window was ever at work in one
turn of its loop, with everything that an interaction set off in the background.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice

from PySide6.QtCore import QAbstractListModel, QEventLoop, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from pos.cli.bench_figures import Figures, percentile, spread
from pos.cli.bench_store import barcode_of
from ui.app import App
from ui.keys import GUARD_MS
from ui.widgets.dialog import Scrim

ROUNDS = 12
TOUCH_GOAL_MS, BLOCK_GOAL_MS = 16.7, 50.0
REST_MS = 15
NAMES = ("ali", "mar", "jo", "ann")
"""How customers are asked for: few letters find many of them."""
SLOWEST = 8
"""So many of the slowest are named, for whoever wants to make them faster."""
KEY = Qt.Key
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
Act = Callable[[], None]


class Touches:
    """The window and what is done in it; `took` is what each kind of interaction needed, ms, in order."""

    def __init__(self, qt: QApplication, app: App, products: int) -> None:
        self._qt, self._app = qt, app
        self._chance = random.Random(11)
        self._products = products
        self.took: dict[str, list[float]] = {}
        self.turns: list[tuple[float, str]] = []

    def figures(self) -> Iterator[Figures]:
        """A cashier's round, again and again; no scanner listens, because its 35 ms are a pause of people."""
        with _without_scanner(self._app, self._qt):
            for _ in range(ROUNDS):
                self._round()
        every = [milliseconds for values in self.took.values() for milliseconds in values]
        goal = sum(value <= TOUCH_GOAL_MS for value in every) / len(every) * 100
        numbers = {**spread(every), "within_percent": goal}
        yield Figures("touches", "From a key or touch to its painted answer", numbers, "p99_ms", TOUCH_GOAL_MS)
        turns = [took for took, _ in self.turns]
        numbers = {"count": len(turns), "p99_ms": percentile(turns, 99), "most_ms": max(turns)}
        yield Figures("blocks", "One turn of the window's loop", numbers, "most_ms", BLOCK_GOAL_MS)

    def told(self) -> str:
        """The slowest kinds of interactions and the longest turns."""
        kinds = sorted(self.took.items(), key=lambda kind: -percentile(kind[1], 99))[:SLOWEST]
        rows = [
            f"{name}: median {percentile(values, 50):.1f}, p99 {percentile(values, 99):.1f},"
            f" {sum(value > TOUCH_GOAL_MS for value in values)} of {len(values)} late"
            for name, values in kinds
        ]
        turns = [f"{name}: a turn of {took:.1f} ms" for took, name in sorted(self.turns, reverse=True)[:SLOWEST]]
        return "\n".join([*rows, *turns])

    def _round(self) -> None:
        selling, shell = self._app.selling, self._app.shell
        tiles = selling.sell_screen.tiles
        for number in islice(cycle(range(6)), 8):
            self._time("touch a tile", partial(self._touch_row, tiles, number))
            self._close_dialogs()
        for code in (barcode_of(self._chance.randint(1, self._products)) for _ in range(6)):
            self._time("another scanner's code", partial(self._app.router.feed, code))
        for key in (KEY.Key_Up, KEY.Key_Up, KEY.Key_Down, KEY.Key_Plus, KEY.Key_Minus, KEY.Key_Delete):
            self._time(f"key {key.name[4:]} in the basket", partial(self._press, key))
        self._time("undo", partial(self._press, KEY.Key_Z, CTRL))
        for key, name in ((KEY.Key_F5, "line discount"), (KEY.Key_F4, "quantity"), (KEY.Key_F6, "basket discount")):
            self._time(f"open {name}", partial(self._press, key))
            self._time(f"close {name}", partial(self._press, KEY.Key_Escape))
            self._close_dialogs()
        self._time("open the key list", partial(self._press, KEY.Key_F1))
        self._time("close the key list", partial(self._press, KEY.Key_Escape))
        for char in "wool":
            self._time("a letter of a search", partial(self._press, char))
        self._time("put the search away", partial(self._press, KEY.Key_Escape))
        for page, button in shell.rail.buttons.items():
            if button.isEnabled() and page != "settings":
                self._time(f"open {page}", button.click)
        self._customer()
        self._time("open sell", shell.rail.buttons["sell"].click)
        self._time("hold", partial(self._press, KEY.Key_F7))
        self._close_dialogs()
        self._time("recall", partial(self._press, KEY.Key_F8))
        self._time("choose the held basket", partial(self._press, KEY.Key_Return))
        self._close_dialogs()
        self._pay()

    def _customer(self) -> None:
        """Somebody asks for their points: the customer is found by name, opened, and looked through."""
        page = self._app.customers.page.screen_
        self._time("open customers", self._app.shell.rail.buttons["customers"].click)
        for char in self._chance.choice(NAMES):
            self._time("a letter of a customer", partial(self._press, char))
        self._time("open a customer", partial(self._press, KEY.Key_Return))
        for tab in ("online", "all"):
            self._time("a tab of the timeline", partial(page.tab_chosen.emit, tab))
        self._time("open a note", partial(self._press, KEY.Key_N, CTRL))
        self._time("close a note", partial(self._press, KEY.Key_Escape))
        self._close_dialogs()

    def _pay(self) -> None:
        selling = self._app.selling
        self._app.router.feed(barcode_of(self._chance.randint(1, self._products)))
        self._settle("")
        self._time("pay", partial(self._press, KEY.Key_F12))
        self._time("back from pay", partial(self._press, KEY.Key_Escape))
        self._time("pay", partial(self._press, KEY.Key_F12))
        QTest.qWait(GUARD_MS + REST_MS)
        for char in "900000":
            self._time("a digit of an amount", partial(self._press, char))
        self._time("take cash", partial(self._press, KEY.Key_Return))
        assert selling.step == "complete", selling.step
        self._time("new sale", partial(self._press, KEY.Key_Return))

    def _time(self, name: str, act: Act) -> None:
        QTest.qWait(REST_MS)
        began = time.perf_counter()
        act()
        self._qt.processEvents()
        took = (time.perf_counter() - began) * 1000
        self.took.setdefault(name, []).append(took)
        self.turns.append((took, name))
        self._settle(name)

    def _settle(self, name: str) -> None:
        """What was set off in the background lands; every turn of the loop is looked at."""
        self._app.jobs.wait()
        for _ in range(4):
            began = time.perf_counter()
            self._qt.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            self.turns.append(((time.perf_counter() - began) * 1000, f"after {name}"))

    def _press(self, key: Qt.Key | str, held: Qt.KeyboardModifier = NONE) -> None:
        window = self._app.shell.windowHandle()
        assert window is not None
        QTest.keyClick(window, key, held)  # type: ignore[arg-type]  # a letter may stand for its key

    def _touch_row(self, view: QAbstractItemView, row: int) -> None:
        model = view.model()
        assert isinstance(model, QAbstractListModel)
        at: QPoint = view.visualRect(model.index(row % max(1, model.rowCount()))).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, at)

    def _close_dialogs(self) -> None:
        for scrim in self._app.shell.findChildren(Scrim):
            if scrim.isVisible():
                self._press(KEY.Key_Escape)
        self._settle("")


@contextmanager
def _without_scanner(app: App, qt: QApplication) -> Iterator[None]:
    app.router.stop(qt)
    try:
        yield
    finally:
        app.router.start(qt)
