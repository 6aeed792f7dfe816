"""A walk by keyboard: Tab goes round every screen without a trap, back the same way, and in the order of reading; and
whatever can be touched on a screen is come to by keys alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QListView, QScrollArea, QVBoxLayout, QWidget

from tests.ui import gallery
from tests.ui.reach import MOST_STOPS, Reach, stops, walk
from tests.ui.real_app import SCREENS, an_app, open_screen, sign_in
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.segmented import Segmented
from ui.widgets.shortcut import bind
from ui.widgets.stepper import Stepper


@pytest.mark.parametrize("name", SCREENS)
def test_keys_alone_go_round_a_screen_and_come_to_whatever_can_be_touched(name: str) -> None:
    with an_app() as app:
        front = open_screen(app, name)

        found = walk(app.shell, front)

        assert len(found.forward) < MOST_STOPS
        assert set(found.forward) == set(found.back)
        assert found.strays == []
        assert found.unseen == []
        assert found.unreached == []


def test_tab_follows_the_page_as_it_is_read_on_sell() -> None:
    with an_app() as app:
        sign_in(app)
        app.scan_desk.scanned("FLK-750")
        app.jobs.wait()
        QApplication.processEvents()
        sell = app.selling.sell_screen

        seen = stops(app.shell)

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


class Sign(QWidget):
    """Does something when it is pressed, and says so in no other way."""

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - a name of Qt
        self.hide()


class Deaf(QObject):
    """Lets no arrow through."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - a name of Qt
        return isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)


class Page(QWidget):
    """One of each kind that keys come to: a button, one with a key, segments, a stepper, rows, a column to scroll."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self.holder = holder
        self.pressed: list[str] = []
        self.start = OutlineButton(holder, "Start", parent=self)
        self.lock = OutlineButton(holder, "Lock", key="Ctrl L", parent=self)
        self.lock.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bind(self, "Ctrl L", self.lock.click)
        self.tabs = Segmented(holder, (("one", "One"), ("two", "Two"), ("three", "Three")), self)
        self.count = Stepper(holder, "Pieces", ("One less", "One more"), parent=self)
        self.rows = QListView(self)
        self.rows.setModel(QStringListModel(["Flask", "Map", "Tent"], self))
        self.rows.clicked.connect(self.pressed.append)
        self.last = OutlineButton(holder, "End", parent=self)
        column = QVBoxLayout(self)
        for part in (self.start, self.lock, self.tabs, self.count, self.rows, self.last):
            column.addWidget(part)


def a_walk(plant: Callable[[Page], object]) -> Reach:
    page = gallery.show(Page, size=(480, 640))
    plant(page)
    gallery.settle()
    page.start.setFocus()
    return walk(page, page)


def test_keys_come_to_each_kind_of_control() -> None:
    found = a_walk(lambda page: None)

    assert found.unreached == found.unseen == []
    assert len(found.forward) == 5


def without_focus(*parts: QWidget) -> None:
    for part in parts:
        part.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def a_link(page: Page) -> None:
    link = QLabel("<a href='help'>Help</a>", page)
    link.setObjectName("link")
    link.linkActivated.connect(page.pressed.append)
    link.show()


def a_sign(page: Page) -> None:
    sign = Sign(page)
    sign.setObjectName("sign")
    sign.show()


def a_column(page: Page) -> None:
    """Longer than its place, with nothing in it that takes the focus."""
    area, inner = QScrollArea(page), QWidget()
    inner.setFixedHeight(2000)
    area.setObjectName("column")
    without_focus(area)
    area.setWidget(inner)
    area.show()


def deaf_steps(page: Page) -> None:
    page.count.field.stepped.disconnect()


@pytest.mark.parametrize(
    ("plant", "missed"),
    [
        (lambda page: without_focus(page.last), ["End"]),
        (lambda page: setattr(page.lock, "key", ""), ["Lock"]),
        (lambda page: setattr(page.lock, "key", "F9"), ["Lock"]),
        (lambda page: without_focus(*page.tabs.segments.values()), ["One", "Two", "Three"]),
        (lambda page: without_focus(page.rows), ["QListView"]),
        (lambda page: page.rows.setEnabled(False), []),
        (lambda page: page.rows.installEventFilter(Deaf(page)), ["rows [1, 2]"]),
        (deaf_steps, ["One less", "One more"]),
        (a_link, ["link"]),
        (a_sign, ["sign"]),
        (a_column, ["column"]),
    ],
)
def test_a_control_that_no_key_comes_to_is_found(plant: Callable[[Page], object], missed: list[str]) -> None:
    found = a_walk(plant)

    assert len(found.unreached) == len(missed)
    assert all(name in words for name, words in zip(missed, found.unreached, strict=True))
