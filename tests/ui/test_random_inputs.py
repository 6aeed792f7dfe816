"""Somebody leans on the till: keys, scans, touches and resizes in any order break nothing and add no wrong line."""

import os
import random
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QWidget

from tests.keyboard import Keyboard
from tests.ui import gallery
from tests.ui.real_app import an_app, dialogs, settle, sign_in
from ui.app import App
from ui.theme import Theme

LONG = os.environ.get("TANDEM_LONG") == "1"
SEEDS = range(20) if LONG else range(2)
INPUTS = 5_000 if LONG else 600
"""Of each seed: 100,000 in the long run."""
KNOWN = {"5012345600222": "HAR-3L-SLT-M", "FLK-750": "FLK-750", "MAP-NGM": "MAP-NGM"}
UNKNOWN = ("4006381333931", "9" * 30, "TL7710010005", "TL9999999999", "TP88231-1", "TRN-2-004117-AAAAAA", "1" * 230)
SIZES = ((1366, 768), (1024, 720), (1920, 1080))
HELD = (Qt.KeyboardModifier.NoModifier,) * 4 + (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)
KEYS = (
    *(getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)),
    *(Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Delete, Qt.Key.Key_Space),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace, Qt.Key.Key_Insert),
    *(Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Z),
)
LETTERS = "abcdefghij 0123456789.,-'%"
NOT_TOUCHED = ("wipe", "full screen")
"""What ends the trial itself."""


@contextmanager
def nothing_thrown() -> Iterator[list[str]]:
    """Collects what Python could not hand to anybody: an exception in a slot, an event handler, a paint."""
    thrown: list[str] = []

    def keep(kind: type[BaseException], what: BaseException, where: TracebackType | None) -> None:
        thrown.append("".join(traceback.format_exception(kind, what, where)))

    before, sys.excepthook = sys.excepthook, keep
    try:
        yield thrown
    finally:
        sys.excepthook = before


class Leaning:
    """Inputs by chance into the real window; `told` are the last ones, for whoever must find out what happened."""

    def __init__(self, app: App, seed: int) -> None:
        self.app, self.chance = app, random.Random(seed)
        app.router.stop(app.qt)
        self.keyboard = Keyboard(app.shell)
        self.keyboard.router.scanned.connect(app.scan_desk.scanned)
        self.told: list[str] = []
        self.wrong: list[str] = []
        self._inputs: tuple[tuple[int, Callable[[], None]], ...] = (
            (30, self._key),
            (12, self._type),
            (20, self._scan_known),
            (6, self._scan_unknown),
            (24, self._touch_button),
            (8, self._touch_list),
            (1, self._resize),
            (1, self._change_theme),
            (3, self._back_to_work),
        )

    def step(self) -> None:
        weights = [weight for weight, _ in self._inputs]
        self.chance.choices([act for _, act in self._inputs], weights)[0]()
        settle_a_little(self.app)

    def close(self) -> None:
        self.keyboard.close()

    def _tell(self, what: str) -> None:
        self.told = [*self.told[-19:], what]

    def _key(self) -> None:
        key, held = self.chance.choice(KEYS), self.chance.choice(HELD)
        if key == Qt.Key.Key_F11 or (key == Qt.Key.Key_F4 and held == Qt.KeyboardModifier.AltModifier):
            return
        self._tell(f"key {key.name} {held.name}")
        self.keyboard.key(key, held)
        self.keyboard.pause(self.chance.choice((5, 60, 500)))

    def _type(self) -> None:
        text = "".join(self.chance.choices(LETTERS, k=self.chance.randint(1, 6)))
        self._tell(f"type {text!r}")
        self.keyboard.type(text, gap_ms=self.chance.randint(40, 300))

    def _scan_known(self) -> None:
        code, sku = self.chance.choice(sorted(KNOWN.items()))
        self._rest()
        before, takes = pieces(self.app), self._sells()
        self._tell(f"scan {code} on {self.app.shell.page}/{self.app.selling.step}")
        self._scan(code)
        if takes and pieces(self.app) - before != Counter({sku: 1}):
            self.wrong.append(f"{sku} scanned, {before} became {pieces(self.app)}")

    def _scan_unknown(self) -> None:
        code = self.chance.choice(UNKNOWN)
        self._rest()
        before, ended = pieces(self.app), self.app.selling.step == "complete"
        self._tell(f"scan {code[:20]}")
        self._scan(code)
        if pieces(self.app) != before and not ended:
            self.wrong.append(f"{code[:20]} scanned, {before} became {pieces(self.app)}")

    def _rest(self) -> None:
        """What was typed before has arrived."""
        self.keyboard.pause(500)
        settle(self.app)

    def _scan(self, code: str) -> None:
        self.keyboard.scan(code, gap_ms=self.chance.randint(2, 30))
        self.keyboard.pause(500)
        settle(self.app)

    def _sells(self) -> bool:
        """Whether a scanned product goes straight into a basket."""
        app = self.app
        on_sell = app.shell.page == "sell" and app.selling.step == "sell"
        return app.session.signed_in and on_sell and not dialogs(app)

    def _touch_button(self) -> None:
        front: QWidget = (dialogs(self.app) or [self.app.shell])[-1]
        buttons = [
            one
            for one in front.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and not any(x in one.accessibleName().lower() for x in NOT_TOUCHED)
        ]
        if buttons:
            button = self.chance.choice(buttons)
            self._tell(f"touch {button.accessibleName()!r}")
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _touch_list(self) -> None:
        front: QWidget = (dialogs(self.app) or [self.app.shell])[-1]
        views = [one for one in front.findChildren(QAbstractItemView) if one.isVisible() and one.isEnabled()]
        if views:
            port = self.chance.choice(views).viewport()
            at = QPoint(self.chance.randrange(max(1, port.width())), self.chance.randrange(max(1, port.height())))
            self._tell(f"touch {type(port.parent()).__name__} at {at.x()},{at.y()}")
            QTest.mouseClick(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def _resize(self) -> None:
        self.app.shell.resize(*self.chance.choice(SIZES))

    def _change_theme(self) -> None:
        self.app.holder.use(Theme(self.chance.choice(("light", "dark"))))

    def _back_to_work(self) -> None:
        """Otherwise the trial would soon stand before a locked till for ever."""
        self._tell("back to work")
        if not self.app.session.signed_in:
            self.app.sign_in_screen.chose.emit("maya")
            self.app.sign_in_screen.entered.emit("2580")
            settle(self.app)
        if self.app.session.signed_in:
            for dialog in reversed(dialogs(self.app)):
                dialog.close()
            self.app.open_page("sell")


def settle_a_little(app: App) -> None:
    app.jobs.wait()
    gallery.settle()


def pieces(app: App) -> Counter[str]:
    """What is in the basket: thousandths by SKU, in whole pieces."""
    counted: Counter[str] = Counter()
    for line in app.selling.sell.basket.lines:
        counted[line.product.sku] += line.qty_milli // 1000
    return counted


@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_in_any_order_throw_nothing_and_add_no_wrong_line(seed: int) -> None:
    chance = random.Random(os.urandom(8)).randrange(10**9) if LONG else seed
    with nothing_thrown() as thrown, an_app() as app:
        sign_in(app)
        leaning = Leaning(app, chance)

        for _ in range(INPUTS):
            leaning.step()
            assert not thrown, "\n".join([str(chance), *leaning.told, *thrown])
            assert not leaning.wrong, "\n".join([str(chance), *leaning.told, *leaning.wrong])

        leaning.close()
        assert not any(field.text().startswith("50123456") for field in app.shell.findChildren(QLineEdit))
        assert QApplication.activeModalWidget() is None
