"""A walk by keyboard: Tab goes round every screen without a trap, back the same way, and in the order of reading."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.real_app import SCREENS, an_app, open_screen, sign_in
from ui.app import App

MOST_STOPS = 150


def told(one: QWidget) -> str:
    return f"{type(one).__name__} {one.objectName()} {one.accessibleName()!r}"


def stops(app: App, back: bool = False) -> list[QWidget]:
    """Where Tab goes from where the focus is, until it has been there before."""
    window = app.shell.windowHandle()
    assert window is not None
    seen: list[QWidget] = []
    at = QApplication.focusWidget()
    while at is not None and at not in seen and len(seen) < MOST_STOPS:
        seen.append(at)
        QTest.keyClick(window, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        QApplication.processEvents()
        at = QApplication.focusWidget()
    return seen


@pytest.mark.parametrize("name", SCREENS)
def test_tab_goes_round_a_screen_is_never_caught_and_comes_back_the_same_way(name: str) -> None:
    with an_app() as app:
        front = open_screen(app, name)

        forward, back = stops(app), stops(app, back=True)

        assert len(forward) < MOST_STOPS
        assert {told(one) for one in forward} == {told(one) for one in back}
        assert all(front is one or front.isAncestorOf(one) for one in forward)


def test_tab_follows_the_page_as_it_is_read_on_sell() -> None:
    with an_app() as app:
        sign_in(app)
        app.scan_desk.scanned("FLK-750")
        app.jobs.wait()
        QApplication.processEvents()
        sell = app.selling.sell_screen

        seen = stops(app)

        parts = (
            sell.field,
            sell.categories,
            sell.tiles,
            sell.bar,
            sell.basket.customer,
            sell.basket.lines,
            sell.basket.pay,
        )
        first = [min(n for n, one in enumerate(seen) if one is part or part.isAncestorOf(one)) for part in parts]
        assert first == sorted(first)
