"""A key that a button shows does what the button does, wherever keys are shown: the same is asked for and shown."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.real_app import an_app, dialogs, open_screen, settle
from ui.app import App
from ui.keys import GUARD_MS
from ui.widgets.buttons import PaintedButton

SCREENS = (
    "basket",
    "pay",
    "customers",
    "customer",
    "hand over",
    "return",
    "report",
    "count",
    "outbox",
    "issues",
)
NOTHING_YET = ("Take cash, Enter",)
"""Asks for nothing before an amount is typed, by key or by touch."""
SHOWN = {"Enter": "Return", "−": "-"}


@dataclass(frozen=True)
class Effect:
    """What a screen asked for, and what then stood in the window."""

    asked: tuple[str, ...]
    page: str
    step: str
    dialogs: tuple[str, ...]


def screen_of(app: App) -> QWidget:
    return next(
        one for one in app.shell.findChildren(QWidget) if one.isVisible() and type(one).__name__.endswith("Screen")
    )


def with_keys(screen: QWidget) -> list[PaintedButton]:
    able = [one for one in screen.findChildren(PaintedButton) if one.isVisible() and one.isEnabled()]
    return [one for one in able if one.key]


def listen(screen: QWidget) -> list[str]:
    """The names of what a screen emits, from now on."""
    heard: list[str] = []
    for name, declared in vars(type(screen)).items():
        if isinstance(declared, Signal):
            getattr(screen, name).connect(lambda *_facts, name=name: heard.append(name))
    return heard


def press(app: App, button: PaintedButton) -> None:
    key = " ".join(SHOWN.get(part, part) for part in button.key.split(" "))
    combination = QKeySequence(key.replace(" ", "+"))[0]  # type: ignore[index]
    window = app.shell.windowHandle()
    assert window is not None
    QTest.keyClick(window, combination.key(), combination.keyboardModifiers())


def touch(app: App, button: PaintedButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def effect(name: str, at: int, *, by_key: bool) -> tuple[str, Effect]:
    """The button that was meant, and what came of its key or of a touch on it."""
    with an_app() as app:
        open_screen(app, name)
        QTest.qWait(GUARD_MS)
        screen = screen_of(app)
        button = with_keys(screen)[at]
        told, heard = button.accessibleName(), listen(screen)
        (press if by_key else touch)(app, button)
        settle(app)
        titles = tuple(one.accessibleName() for one in dialogs(app))
        return told, Effect(tuple(heard), app.shell.page, app.selling.step, titles)


def count(name: str) -> int:
    with an_app() as app:
        open_screen(app, name)
        return len(with_keys(screen_of(app)))


@pytest.mark.parametrize("name", SCREENS)
def test_a_key_does_what_the_button_that_shows_it_does(name: str) -> None:
    shown = count(name)

    by_key = [effect(name, at, by_key=True) for at in range(shown)]
    by_touch = [effect(name, at, by_key=False) for at in range(shown)]

    assert shown > 0
    assert by_key == by_touch
    assert [told for told, what in by_key if not what.asked and told not in NOTHING_YET] == []
