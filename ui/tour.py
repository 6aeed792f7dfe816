"""`tandem demo --tour DIR`: a working day through the real windows, by real keys and scans, with pictures.

Each step says what it saw; a step that does not see what it must fails the tour.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QWindow
from PySide6.QtTest import QTest

from pos.services.till import open_till
from ui.app import App
from ui.demo_world import World
from ui.keys import GUARD_MS
from ui.run import application
from ui.theme import Mode, Theme

SIZE = (1366, 768)
NOWHERE = (9_999, 9_999)
"""Where the pointer is: over nothing that would light up under it."""
STEP_MS = 20
KEY_MS = 45
"""Between two keys: more than the gap that makes a scan."""
PATIENCE = 250
"""Waits of STEP_MS before a step gives up: five seconds."""


class Failed(Exception):
    """A step of the tour did not see what it must."""


class Tour:
    """The window, what goes through it, and what was seen."""

    def __init__(self, app: App, target: Path, mode: Mode, world: World | None = None) -> None:
        """`world` is the hub around the till, None for a demo that stands alone."""
        self.app, self.target, self.mode, self.world = app, target, mode, world
        self.seen: list[dict[str, str]] = []

    def see(self, what: str, condition: Callable[[], bool], times: int = 1) -> None:
        """Wait until the window shows it, `times` as long as usual where another program rests between two tries."""
        for _ in range(PATIENCE * times):
            if condition():
                self.seen.append({"theme": self.mode, "step": what})
                return
            QTest.qWait(STEP_MS)
        raise Failed(what)

    def picture(self, name: str) -> None:
        """What the window shows now, as a PNG."""
        QTest.qWait(STEP_MS)
        path = self.target / f"{name}-{self.mode}.png"
        if not self.app.shell.grab().save(str(path)):
            raise Failed(f"the picture {path.name}")

    def keys(self, *keys: Qt.Key | str) -> None:
        """Press keys as a person does, into whatever has the focus, further apart than a scanner's."""
        for key in keys:
            QTest.keyClick(self._window(), key)  # type: ignore[arg-type]  # a letter may stand for its key
            QTest.qWait(KEY_MS)

    def keys_held(self, key: Qt.Key) -> None:
        """The same with Ctrl."""
        QTest.keyClick(self._window(), key, Qt.KeyboardModifier.ControlModifier)
        QTest.qWait(KEY_MS)

    def settle(self) -> None:
        """A page that moves money takes no key in its first moments."""
        QTest.qWait(GUARD_MS + KEY_MS)

    def _window(self) -> QWindow:
        window = self.app.shell.windowHandle()
        assert window is not None
        return window

    def scan(self, code: str) -> None:
        self.app.router.feed(code)
        QTest.qWait(STEP_MS)


def run_tour(home: Path, target: Path, as_json: bool = False, world: World | None = None) -> int:
    """Go through the day in both themes; 1 when a step failed. Writes pictures, receipts and `tour.json`."""
    from ui.tour_day import day

    target.mkdir(parents=True, exist_ok=True)
    qt = application()
    seen: list[dict[str, str]] = []
    failed = ""
    for mode in ("light", "dark"):
        app = App(qt, open_till(home))
        tour = Tour(app, target, mode, world)
        app.holder.use(Theme(mode))
        app.shell.resize(*SIZE)
        QCursor.setPos(*NOWHERE)
        app.shell.show()
        app.start()
        try:
            day(tour)
        except Failed as failure:
            failed = f"{mode}: {failure}"
            tour.picture("failed")
        finally:
            seen += tour.seen
            app.shell.close()
            app.close()
        if failed:
            break
    told = json.dumps({"ok": not failed, "failed": failed, "pictures": str(target), "steps": seen}, indent=1)
    (target / "tour.json").write_text(told, "utf-8")
    said = f"{len(seen)} steps seen{f', then failed at {failed}' if failed else ''}. {target}"
    sys.stdout.write(f"{told if as_json else said}\n")
    return 1 if failed else 0
