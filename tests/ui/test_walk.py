"""A walk through every screen of the real window, in both themes: what can be pressed is large enough, named, seen with
the focus on it and inside the window, and whatever is written can be read."""

import os
from collections.abc import Callable, Sequence
from itertools import product

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QWidget

from tests.ui import gallery
from tests.ui.legible import unreadable
from tests.ui.real_app import SCREENS, an_app, open_screen, settle
from tests.ui.written import Written, writing
from ui.theme import Mode, Theme, ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label
from ui.widgets.pin import PinField

TARGET, CURRENCY = 44, "£"
SIZES = ((1366, 768), (1024, 720), (1920, 1080))
MODES: tuple[Mode, ...] = ("light", "dark")
OPENINGS = [
    pytest.param(name, size, id=f"{name} {size[0]}x{size[1]}")
    for n, name in enumerate(SCREENS)
    for k, size in enumerate(SIZES)
    if os.environ.get("TANDEM_LONG") == "1" or k == n % len(SIZES)
]
"""Each screen opened in a window of one size, each in turn, and then seen in all; TANDEM_LONG=1 opens it in each."""
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, PinField)


def shown(front: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    return [one for one in front.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible()]


def told(one: QWidget) -> str:
    words = one.text() if isinstance(one, Label) else one.accessibleName()
    return f"{type(one).__name__} {one.objectName()} {words!r} {one.width()}x{one.height()}"


@pytest.mark.parametrize(("name", "opened"), OPENINGS)
def test_a_screen_is_large_enough_named_whole_and_legible_in_both_themes(name: str, opened: tuple[int, int]) -> None:
    with an_app(size=opened) as app:
        front = open_screen(app, name)

        for mode, size in product(MODES, sorted(SIZES, key=lambda size: size != opened)):
            app.holder.use(Theme(mode))
            app.shell.resize(*size)
            settle(app)

            assert app.shell.size().toTuple() == size
            pieces = writing(front)
            assert faults(front, pieces) == [], (mode, size)
            assert unreadable(front, app.holder.theme, pieces) == [], (mode, size)
            assert sees_the_focus(front), (mode, size)


def faults(front: QWidget, pieces: Sequence[Written] | None = None) -> list[str]:
    """Whatever is too small, nameless or cut on a page or dialog; `pieces` is what it writes, where that is known."""
    controls = [one for one in shown(front, *CONTROLS) if one.isEnabled()]
    assert controls
    small = [f"small: {told(one)}" for one in controls if min(one.width(), one.height()) < TARGET]
    nameless = [f"nameless: {told(one)}" for one in controls if not one.accessibleName()]
    nameless += [f"nameless: {told(one)}" for one in shown(front, QAbstractItemView) if not one.accessibleName()]
    cut = [f"cut: {piece.told}" for piece in pieces or writing(front) if is_shortened(piece) or runs_out(piece)]
    cut += [f"cut: {told(one)}" for one in shown(front, Label) if is_cut(one)]
    if isinstance(front, Dialog) and front.minimumSizeHint().expandedTo(front.size()) != front.size():
        cut.append(f"cut: the dialog needs {front.minimumSizeHint().toTuple()}, has {front.size().toTuple()}")
    return small + nameless + cut


def sees_the_focus(front: QWidget) -> bool:
    focused = QApplication.focusWidget()
    if focused is None or not focused.isVisible() or not focused.isEnabled():
        return False
    return front is focused or front.isAncestorOf(focused)


def is_shortened(piece: Written) -> bool:
    """Whether a button lost the end of its words, or anything an amount; only names of goods and people may elide."""
    if not piece.text.endswith("…"):
        return False
    return CURRENCY in piece.text or (isinstance(piece.owner, QAbstractButton) and piece.text not in piece.owner.text())


def runs_out(piece: Written) -> bool:
    """Whether a button writes over its own edge."""
    if not isinstance(piece.owner, QAbstractButton):
        return False
    left = piece.owner.mapTo(piece.page, QPoint()).x()
    return piece.box.left() < left - 1 or piece.box.right() > left + piece.owner.width() + 1


def is_cut(one: QWidget) -> bool:
    """Whether the words of a label need more room than it has."""
    assert isinstance(one, Label)
    if one.wordWrap():
        return one.heightForWidth(one.width()) > one.height()
    return one.fontMetrics().horizontalAdvance(one.text()) > one.width() + 1


def a_front(mode: Mode = "light") -> QWidget:
    """A page with one good button and one good label, to plant faults on."""

    def build(holder: ThemeHolder) -> QWidget:
        page = QWidget()
        OutlineButton(holder, "Start a return", parent=page).setGeometry(10, 10, 200, 44)
        Label(holder, "Scan the first item", parent=page).setGeometry(10, 80, 200, 24)
        return page

    return gallery.show(build, mode, (400, 200))


def test_a_good_page_has_no_fault() -> None:
    assert faults(a_front()) == []


@pytest.mark.parametrize(
    ("plant", "fault"),
    [
        (lambda button, label: button.resize(200, 43), "small"),
        (lambda button, label: button.setAccessibleName(""), "nameless"),
        (lambda button, label: button.resize(48, 44), "cut"),
        (lambda button, label: label.resize(60, 24), "cut"),
    ],
    ids=["a target too low", "a button without a name", "a button too narrow", "a label too narrow"],
)
def test_a_planted_fault_is_found(plant: Callable[[QWidget, QWidget], None], fault: str) -> None:
    front = a_front()

    plant(*(front.findChildren(kind)[0] for kind in (OutlineButton, Label)))
    gallery.settle()

    assert [found.split(":")[0] for found in faults(front)] == [fault]
