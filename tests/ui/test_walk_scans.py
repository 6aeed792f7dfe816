"""A scan at any moment of the day: on every screen, with any control focused, it arrives whole and presses nothing."""

import os
import random
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.keyboard import Keyboard
from tests.ui.real_app import SCREENS, an_app, open_screen, settle, sign_in
from ui.app import App

LONG = os.environ.get("TANDEM_LONG") == "1"
CODE = "5012345600222"
SCANS = 1_000 if LONG else 0
"""On each screen, its controls in turn; otherwise each control once."""
FASTEST_MS, SLOWEST_MS = 2, 30
A_MINUTE = 600
"""Ten scans a second."""
GOODS = {"5012345600222": "HAR-3L-SLT-M", "FLK-750": "FLK-750", "MAP-NGM": "MAP-NGM", "BALM-200": "BALM-200"}


def focusable(front: QWidget) -> list[QWidget]:
    """Every control that can have the focus."""
    return [
        one
        for one in front.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def fields(app: App) -> list[str]:
    """What is written anywhere; pages that are made ready meanwhile come with empty fields."""
    return [field.text() for field in app.shell.findChildren(QLineEdit) if field.text()]


def state(app: App) -> tuple[object, ...]:
    """What a default button, or a key that got through, would have changed."""
    with app.till.store.read() as tx:
        sales, is_open = len(tx.sales.newest()), tx.shifts.open() is not None
    basket = tuple(line.qty_milli for line in app.selling.sell.basket.lines)
    return app.shell.page, app.selling.step, basket, sales, is_open, app.session.signed_in, fields(app)


@pytest.mark.parametrize("name", SCREENS)
def test_a_scan_is_neither_lost_nor_typed_nor_does_it_press_a_button(name: str) -> None:
    chance = random.Random(name)
    with an_app() as app:
        front = open_screen(app, name)
        app.router.stop(app.qt)  # codes are only heard here, so that nothing but a stray key can change the till
        keyboard = Keyboard(app.shell)
        widgets = focusable(front)
        before, scans = state(app), max(SCANS, len(widgets))

        for number in range(scans):
            widgets[number % len(widgets)].setFocus()
            keyboard.scan_unevenly(CODE, [chance.randint(FASTEST_MS, SLOWEST_MS) for _ in CODE])
            keyboard.pause(200)
            settle(app)

        keyboard.close()
        assert keyboard.scans == [CODE] * scans
        assert state(app) == before
        assert QApplication.focusWidget() is widgets[(scans - 1) % len(widgets)]


def test_six_hundred_scans_on_each_others_heels_lose_none() -> None:
    chance = random.Random(11)
    codes = [chance.choice(sorted(GOODS)) for _ in range(A_MINUTE)]
    with an_app() as app:
        sign_in(app)
        app.router.stop(app.qt)
        keyboard = Keyboard(app.shell)
        keyboard.router.scanned.connect(app.scan_desk.scanned)

        for code in codes:
            keyboard.scan(code, gap_ms=FASTEST_MS)
            keyboard.now_ms += 50  # twice as fast as ten a second; what the last one set off may still be under way
            QApplication.processEvents()

        settle(app)
        keyboard.close()
        pieces = {line.product.sku: line.qty_milli // 1000 for line in app.selling.sell.basket.lines}
        assert pieces == Counter(GOODS[code] for code in codes)
