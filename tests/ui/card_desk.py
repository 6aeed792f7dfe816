"""A card terminal beside the window: quick, told what to do next, and asked what it has moved."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from pos.devices.terminal_simulator import MEMORY, TOLD, TerminalSimulator
from pos.domain.sale import Sale
from pos.services.till import open_till, utc_now
from tests.ui import gallery
from tests.ui.real_app import dialogs, press, settle
from ui.app import App
from ui.keys import GUARD_MS
from ui.tour_store import pin_of
from ui.widgets.approval import ApprovalDialog

BY_HAND_MS = 60
"""Between two keys that a person presses: faster ones are a scan."""
HELD_MS = 120
"""Keys may be a scan: so long they are held back until they are surely none."""


def quick(app: App) -> TerminalSimulator:
    """The simulator answers at once, and is silent at once."""
    terminal = app.selling.terminal
    assert isinstance(terminal, TerminalSimulator)
    terminal.approves_s = terminal.patience_s = 0
    return terminal


def tell(app: App, word: str) -> None:
    """What the terminal does with whatever it is sent next."""
    (app.till.home / TOLD).write_text(word, encoding="utf-8")


def settle_card(app: App) -> None:
    """Let the terminal be done too, with all that follows from it."""
    for _ in range(4):
        settle(app)
        app.selling.terminal_jobs.wait()
        settle(app)


def moved(home: Path) -> list[int]:
    """What the terminal itself says it moved: payments above zero, what it gave back below."""
    memory: dict[str, Any] = json.loads((home / MEMORY).read_text(encoding="utf-8"))
    done = [one for one in memory["attempts"].values() if one["outcome"] == "approved"]
    return [one["amount_minor"] * (-1 if one["takes_back"] else 1) for one in done]


def newest(app: App) -> Sale:
    with app.till.store.read() as tx:
        return tx.sales.newest()[0]


def count_sales(app: App) -> int:
    with app.till.store.read() as tx:
        return len(tx.sales.newest(limit=100))


def rest() -> None:
    """Keys that move money rest for a moment after a page has changed."""
    QTest.qWait(GUARD_MS)


def key(app: App, pressed: Qt.Key) -> None:
    press(app, pressed)
    settle_card(app)


def scan(app: App, *codes: str) -> None:
    for code in codes:
        app.scan_desk.scanned(code)
        settle(app)


def to_pay(app: App) -> None:
    """F12 on Sell, and a moment for the hand to come back."""
    key(app, Qt.Key.Key_F12)
    rest()


def card_sale(app: App, *codes: str) -> Sale:
    """These goods, paid at the terminal."""
    scan(app, *codes)
    rest()
    to_pay(app)
    key(app, Qt.Key.Key_F12)
    assert app.selling.step == "complete"
    sale = newest(app)
    rest()
    app.selling.complete.next_sale()
    settle(app)
    return sale


def click(app: App, button: QAbstractButton) -> None:
    assert button.isVisible() and button.isEnabled(), button.objectName()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle_card(app)


def manager_says_yes(app: App) -> str:
    """The PIN is typed into the dialog that asks for it; who it was."""
    (dialog,) = [one for one in dialogs(app) if isinstance(one, ApprovalDialog)]
    manager = dialog._view.approvers[0].staff_id
    QTest.keyClicks(dialog.pin, pin_of(manager), Qt.KeyboardModifier.NoModifier, BY_HAND_MS)
    QTest.qWait(HELD_MS)
    settle_card(app)
    return manager


def silent_pay(app: App, code: str, word: str = "lost_answer") -> None:
    """A card is charged, and the terminal does not say so."""
    scan(app, code)
    rest()
    to_pay(app)
    tell(app, word)
    key(app, Qt.Key.Key_F12)
    assert app.selling.pay_screen.terminal.doubt.isVisible()


@contextmanager
def opened_again(home: Path, terminal: str = "simulator", days: int = 0) -> Iterator[App]:
    """The program started anew on the same till, perhaps with another terminal, or `days` later."""
    till = open_till(home, now=lambda: utc_now() + timedelta(days=days))
    app = App(gallery.application(), replace(till, setup=replace(till.setup, terminal=terminal)))
    app.shell.resize(1366, 768)
    app.shell.show()
    app.start()
    settle_card(app)
    try:
        yield app
    finally:
        app.shell.close()
        app.close()
