"""A scan at any moment of the day: on every screen, with any control focused, it arrives whole and presses nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.keyboard import Keyboard
from tests.ui.real_app import SCREENS, an_app, open_screen, settle
from ui.app import App

CODE = "5012345600222"
SAMPLED = 6


def focusable(front: QWidget) -> list[QWidget]:
    """Every so many of the controls that can have the focus, the first and the last among them."""
    able = [
        one
        for one in front.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    step = max(1, len(able) // SAMPLED)
    return [*able[::step], able[-1]]


def fields(app: App) -> list[str]:
    return [field.text() for field in app.shell.findChildren(QLineEdit)]


def state(app: App) -> tuple[object, ...]:
    """What a default button, or a key that got through, would have changed."""
    with app.till.store.read() as tx:
        sales, is_open = len(tx.sales.newest()), tx.shifts.open() is not None
    basket = tuple(line.qty_milli for line in app.selling.sell.basket.lines)
    return app.shell.page, app.selling.step, basket, sales, is_open, app.session.signed_in, fields(app)


@pytest.mark.parametrize("gap_ms", [2, 30])
@pytest.mark.parametrize("name", SCREENS)
def test_a_scan_is_neither_lost_nor_typed_nor_does_it_press_a_button(name: str, gap_ms: int) -> None:
    with an_app() as app:
        front = open_screen(app, name)
        app.router.stop(app.qt)  # codes are only heard here, so that nothing but a stray key can change the till
        keyboard = Keyboard(app.shell)
        widgets = focusable(front)
        before = state(app)

        for widget in widgets:
            widget.setFocus()
            keyboard.scan(CODE, gap_ms)
            keyboard.pause(200)
            settle(app)

        keyboard.close()
        assert keyboard.scans == [CODE] * len(widgets)
        assert state(app) == before
        assert QApplication.focusWidget() is widgets[-1]
