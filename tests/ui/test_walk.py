"""A walk through every screen of the real window: large enough to touch, named, readable, and with the focus seen."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QWidget

from tests.ui.real_app import SCREENS, an_app, open_screen
from ui.theme import Mode
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label
from ui.widgets.pin import PinField

TARGET = 44
SIZES = ((1366, 768), (1024, 720), (1920, 1080))
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, PinField)


def shown(front: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    return [one for one in front.findChildren(QWidget) if isinstance(one, kinds) and one.isVisibleTo(front)]


def told(one: QWidget) -> str:
    words = one.text() if isinstance(one, Label) else one.accessibleName()
    return f"{type(one).__name__} {one.objectName()} {words!r} {one.width()}x{one.height()}"


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_whatever_can_be_pressed_is_large_enough_named_and_inside_the_window(name: str, size: tuple[int, int]) -> None:
    with an_app(size=size) as app:
        front = open_screen(app, name)

        controls = [one for one in shown(front, *CONTROLS) if one.isVisible() and one.isEnabled()]

        assert controls
        if isinstance(front, Dialog):
            assert front.minimumSizeHint().expandedTo(front.size()) == front.size()
        assert [told(one) for one in controls if min(one.width(), one.height()) < TARGET] == []
        assert [told(one) for one in controls if not one.accessibleName()] == []
        assert [told(one) for one in shown(front, QAbstractItemView) if not one.accessibleName()] == []
        assert [told(one) for one in shown(front, QAbstractButton) if one.isVisible() and too_narrow(one)] == []
        assert [told(one) for one in shown(front, Label) if one.isVisible() and is_cut(one)] == []


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_focus_is_somewhere_to_be_seen_on_every_screen(name: str, mode: Mode) -> None:
    with an_app(mode) as app:
        front = open_screen(app, name)

        focused = QApplication.focusWidget()

        assert focused is not None
        assert focused.isVisible()
        assert focused.isEnabled()
        assert front is focused or front.isAncestorOf(focused)


def too_narrow(one: QWidget) -> bool:
    """Whether a control stands narrower than it says that it needs to show its words."""
    return isinstance(one, QAbstractButton) and bool(one.text()) and one.width() < one.minimumSizeHint().width()


def is_cut(one: QWidget) -> bool:
    """Whether the words of a label need more room than it has."""
    assert isinstance(one, Label)
    if one.wordWrap():
        return one.heightForWidth(one.width()) > one.height()
    return one.fontMetrics().horizontalAdvance(one.text()) > one.width() + 1
