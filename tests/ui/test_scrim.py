"""A dialog comes up over what the window shows already: nothing below it is painted for it, and nothing is stale."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.real_app import an_app, open_screen, settle
from ui.app import App
from ui.theme import Theme, ThemeHolder
from ui.widgets.dialog import Dialog


class Paints(QObject):
    """Counts how often a widget is painted, and gathers where."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.forget()
        widget.installEventFilter(self)

    def forget(self) -> None:
        self.times, self.where = 0, QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() is QEvent.Type.Paint and isinstance(event, QPaintEvent):
            self.times += 1
            self.where += event.region().translated(self._widget.pos())
        return False


def a_window(qtbot: QtBot) -> tuple[QWidget, QLabel, Paints]:
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    label = QLabel("Total 40,50", window)
    QVBoxLayout(window).addWidget(label)
    window.show()
    qtbot.waitExposed(window)
    settle_window(qtbot)
    return window, label, Paints(label)


def settle_window(qtbot: QtBot) -> None:
    for _ in range(3):
        qtbot.wait(1)


def shown(window: QWidget) -> QImage:
    """What stands on the screen, not what would be painted now."""
    drawn = window.backingStore().paintDevice()
    assert isinstance(drawn, QImage)
    return drawn.copy()


def a_dialog(window: QWidget) -> Dialog:
    return Dialog(window, ThemeHolder(Theme("light")), "Line discount", "discount", "Close", width=300)


def test_nothing_below_is_painted_when_a_dialog_comes_up(qtbot: QtBot) -> None:
    window, _, below = a_window(qtbot)
    dialog = a_dialog(window)
    before = shown(window)
    below.forget()

    dialog.open()
    settle_window(qtbot)

    assert shown(window) != before
    assert (below.where - QRegion(dialog.geometry())).isEmpty()
    assert below.where.boundingRect().height() <= dialog.close_button.height(), "more than where the focus went to"


def test_what_changes_below_an_open_dialog_is_seen_through_the_scrim(qtbot: QtBot) -> None:
    window, label, below = a_window(qtbot)
    a_dialog(window).open()
    settle_window(qtbot)
    before = shown(window)
    below.forget()

    label.setText("Total 1,00")
    settle_window(qtbot)

    assert below.times
    assert shown(window) != before


def test_what_waited_to_be_painted_is_in_the_picture_below(qtbot: QtBot) -> None:
    window, label, _ = a_window(qtbot)

    label.setText("Total 1,00")
    a_dialog(window).open()
    settle_window(qtbot)

    assert_nothing_is_stale(window, qtbot)


def test_a_dialog_that_went_for_good_leaves_nothing_to_paint(qtbot: QtBot) -> None:
    window, _, below = a_window(qtbot)
    dialog = a_dialog(window)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.open()
    settle_window(qtbot)
    dialog.close()
    settle_window(qtbot)
    below.forget()

    dialog.dismiss()
    qtbot.waitUntil(lambda: bool(gone))
    settle_window(qtbot)

    assert not below.times


def assert_nothing_is_stale(window: QWidget, qtbot: QtBot) -> None:
    on_screen = shown(window)
    window.update()
    for one in window.findChildren(QWidget):
        one.update()
    settle_window(qtbot)
    assert on_screen == shown(window)


@pytest.mark.parametrize(
    "name", ["discount", "keys", "quantity", "note", "more", "recall", "swap", "item", "variants", "approval"]
)
def test_a_dialog_of_the_till_shows_what_painting_all_of_it_anew_would_show(name: str, qtbot: QtBot) -> None:
    with an_app() as app:
        open_screen(app, name)
        hide_cursor(app)
        settle(app)

        assert_nothing_is_stale(app.shell, qtbot)


def hide_cursor(app: App) -> None:
    """A blinking cursor is not the same from one moment to the next."""
    app.qt.setCursorFlashTime(0)
