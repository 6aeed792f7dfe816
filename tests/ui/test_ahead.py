"""Pages that nobody has asked for yet are made ready one after the other."""

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.ui.real_app import an_app, settle, sign_in
from ui.ahead import Ahead
from ui.customer.screen import CustomerScreen
from ui.pickup.screen import PickupScreen
from ui.returns.screen import ReturnScreen


def test_one_is_loaded_at_a_time_and_then_no_more(qtbot: QtBot) -> None:
    loaded: list[str] = []
    ahead = Ahead([lambda: loaded.append("one"), lambda: loaded.append("two")])
    timer = ahead.findChild(QTimer)
    assert isinstance(timer, QTimer)
    ahead.start()

    after = []
    for _ in range(3):
        timer.timeout.emit()
        after.append((tuple(loaded), timer.isActive()))

    assert after == [(("one",), True), (("one", "two"), True), (("one", "two"), False)]


def test_a_till_that_is_locked_goes_on_with_what_is_left(qtbot: QtBot) -> None:
    loaded: list[str] = []
    ahead = Ahead([lambda: loaded.append("one"), lambda: loaded.append("two")])
    timer = ahead.findChild(QTimer)
    assert isinstance(timer, QTimer)
    ahead.start()
    timer.timeout.emit()
    ahead.stop()

    ahead.start()
    timer.timeout.emit()

    assert loaded == ["one", "two"]


def test_pages_are_there_before_anybody_opens_them_and_the_one_in_front_stays() -> None:
    with an_app() as app:
        sign_in(app)
        timer = app.ahead.findChild(QTimer)
        assert isinstance(timer, QTimer)

        for _ in range(3):
            timer.timeout.emit()
            settle(app)

        made = [app.shell.findChildren(kind) for kind in (CustomerScreen, PickupScreen, ReturnScreen)]
        assert [len(screens) for screens in made] == [1, 1, 1]
        assert app.shell.page == "sell"
        assert not any(screen.isVisible() for screens in made for screen in screens)


def test_a_page_that_was_made_ready_is_the_one_that_opens() -> None:
    with an_app() as app:
        sign_in(app)
        app.customers.load()
        settle(app)
        (made,) = app.shell.findChildren(CustomerScreen)

        app.open_page("customers")
        app.lock()

        assert app.customers.page.screen_ is made
        assert app.shell.findChildren(CustomerScreen) == [made]
