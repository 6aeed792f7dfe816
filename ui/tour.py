"""`tandem demo --tour DIR`: a working day through the real windows, by real keys, touches and scans, with pictures.

Each step says what it saw; a step that does not see what it must fails the tour.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from pos.services.till import open_till
from ui.app import App
from ui.demo_desk import DemoDesk
from ui.demo_world import World
from ui.keys import GUARD_MS
from ui.run import application
from ui.sell.pictures import Pictures
from ui.theme import Mode, Theme
from ui.tour_hand import Hand
from ui.widgets.dialog import Dialog

SIZE, WIDE = (1366, 768), (1920, 1080)
NOWHERE = (9_999, 9_999)
"""Where the pointer is: over nothing that would light up under it."""
STEP_MS = 20
LIMIT_S = 30.0
"""Before a step gives up. Nothing in the window takes so long, however busy the machine is."""


Shown = TypeVar("Shown", bound=Dialog)


class Failed(Exception):
    """A step of the tour did not see what it must."""


class Tour:
    """The window, what goes through it, and what was seen."""

    def __init__(
        self, app: App, target: Path, mode: Mode, world: World | None = None, limit_s: float = LIMIT_S
    ) -> None:
        """`world` is the hub around the till, None for a demo that stands alone."""
        self.app, self.target, self.mode, self.world, self._limit_s = app, target, mode, world, limit_s
        self.hand = Hand(app)
        self.seen: list[dict[str, str]] = []

    def see(self, what: str, condition: Callable[[], object], times: int = 1) -> None:
        """Wait until the window shows it, `times` as long as usual where another program rests between two tries."""
        until = monotonic() + self._limit_s * times
        while not condition():
            if monotonic() > until:
                raise Failed(what)
            QTest.qWait(STEP_MS)
        self.seen.append({"theme": self.mode, "step": what})

    def check(self, what: str, holds: object) -> None:
        """Something that is so by now, or never will be."""
        if not holds:
            raise Failed(what)
        self.seen.append({"theme": self.mode, "step": what})

    def picture(self, name: str) -> None:
        """What the window shows now, as a PNG, once the pictures that it asks for when painted are there.

        A picture is painted between two turns of Qt's loop, before the layouts that wait for the next one; nobody at
        the window sees that moment."""
        QApplication.processEvents()
        self._wait(f"the pictures of {name}", self._is_painted_whole)
        path = self.target / f"{name}-{self.mode}.png"
        if not self.app.shell.grab().save(str(path)):
            raise Failed(f"the picture {path.name}")

    def _is_painted_whole(self) -> bool:
        """Whether painting asks for no picture that is still on its way: a window that just changed its size may ask
        anew at every turn."""
        self.app.shell.grab()
        return not any(pictures.is_waiting for pictures in self.app.shell.findChildren(Pictures))

    def wide_picture(self, name: str) -> None:
        """The same in a window of 1920 × 1080."""
        self._resize(*WIDE)
        self.picture(name)
        self._resize(*SIZE)

    def keys(self, *keys: Qt.Key | str) -> None:
        self.hand.press(*keys)

    def keys_held(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
        """The same with Ctrl, or another key that is held."""
        self.hand.press(key, held=held)

    def scan(self, code: str) -> None:
        self.hand.scan(code)

    def touch(self, widget: QWidget, where: QPoint | None = None) -> None:
        """A finger on what can be seen and pressed; waited for until it can."""
        name = widget.objectName() or type(widget).__name__
        self._wait(f"{name} can be pressed", lambda: widget.isVisible() and widget.isEnabled())
        self.hand.touch(widget, where)

    def touch_row(self, rows: QListView, row: int) -> None:
        self._wait("the row is there", lambda: rows.isVisible() and rows.model().rowCount() > row)
        self.hand.touch_row(rows, row)

    def open_page(self, name: str) -> None:
        """A touch on the rail."""
        self.app.shell.toast.hide()
        self.touch(self.app.shell.rail.buttons[name])
        self._wait(f"the page {name}", lambda: self.app.shell.page == name)

    def settle(self) -> None:
        """A page that moves money takes no key in its first moments."""
        QTest.qWait(GUARD_MS + STEP_MS)

    def see_dialog(self, what: str, kind: type[Shown]) -> Shown:
        """The dialog of this kind that comes up."""
        self.see(what, lambda: any(isinstance(one, kind) for one in self.dialogs()))
        return next(one for one in self.dialogs() if isinstance(one, kind))

    def dialogs(self) -> list[Dialog]:
        return [one for one in self.app.shell.findChildren(Dialog) if one.isVisible()]

    def _wait(self, what: str, condition: Callable[[], object]) -> None:
        """What goes without saying, and is told only where it does not come."""
        self.see(what, condition)
        self.seen.pop()

    def _resize(self, width: int, height: int) -> None:
        shell = self.app.shell
        shell.resize(width, height)
        self._wait(f"a window of {width} × {height}", lambda: shell.width() == width and shell.height() == height)


def run_tour(
    home: Path, target: Path, as_json: bool = False, world: World | None = None, limit_s: float = LIMIT_S
) -> int:
    """Go through the day in both themes; 1 when a step failed. Writes pictures, receipts and `tour.json`."""
    target.mkdir(parents=True, exist_ok=True)
    qt = application()
    seen: list[dict[str, str]] = []
    failed = ""
    for mode in ("light", "dark"):
        app = App(qt, open_till(home), DemoDesk(hub=world.hub if world else None))
        tour = Tour(app, target, mode, world, limit_s)
        failed = _go_through(tour)
        seen += tour.seen
        if failed:
            break
    told = json.dumps({"ok": not failed, "failed": failed, "pictures": str(target), "steps": seen}, indent=1)
    (target / "tour.json").write_text(told, "utf-8")
    said = f"{len(seen)} steps seen{f', then failed at {failed}' if failed else ''}. {target}"
    sys.stdout.write(f"{told if as_json else said}\n")
    return 1 if failed else 0


def _go_through(tour: Tour) -> str:
    """The day in the theme of this tour; what was not seen in it, empty when all was."""
    from ui.tour_day import day

    app = tour.app
    app.holder.use(Theme(tour.mode))
    app.shell.resize(*SIZE)
    QCursor.setPos(*NOWHERE)
    app.shell.show()
    QTest.qWaitForWindowActive(app.shell)
    app.start()
    try:
        day(tour)
    except Failed as failure:
        tour.picture("failed")
        return f"{tour.mode}: {failure}"
    finally:
        app.shell.close()
        app.close()
    return ""
