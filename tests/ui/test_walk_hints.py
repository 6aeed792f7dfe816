"""A key that a button shows does what the button does, wherever keys are shown: the same is asked for of the same
things, the same is written down, and the same stands in the window then. So it is with the buttons that rows paint."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from tests.ui import gallery
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


HELD_MS = 120
"""A key may begin a scan: so long it is held back until it is surely none."""
IDS_AND_TIMES = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}[0-9a-f-]+|\d?\d:\d\d(:\d\d)?")
"""Differ from one window to the next."""
OF_THE_CLOCK = ("second",)
"""What a screen emits as time passes, whatever is pressed: whether one falls in between is chance."""
ROW_KEYS = {
    "quantity": (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
    "less": (Qt.Key.Key_Minus, Qt.KeyboardModifier.NoModifier),
    "more": (Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier),
    "discount": (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier),
    "note": (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier),
    "remove": (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
}
"""The keys of the buttons that a line of the basket paints."""


@dataclass(frozen=True)
class Effect:
    """What a screen asked for and of what, what the till wrote down, and what then stood in the window."""

    asked: tuple[str, ...]
    journal: tuple[str, ...]
    lines: tuple[str, ...]
    page: str
    step: str
    dialogs: tuple[str, ...]
    words: tuple[str, ...]


def screen_of(app: App) -> QWidget:
    return next(
        one for one in app.shell.findChildren(QWidget) if one.isVisible() and type(one).__name__.endswith("Screen")
    )


def with_keys(screen: QWidget) -> list[PaintedButton]:
    able = [one for one in screen.findChildren(PaintedButton) if one.isVisible() and one.isEnabled()]
    return [one for one in able if one.key]


def listen(screen: QWidget) -> list[str]:
    """What a screen emits from now on because of what is done, with what it is about."""
    heard: list[str] = []
    for name, declared in vars(type(screen)).items():
        if isinstance(declared, Signal) and name not in OF_THE_CLOCK:
            getattr(screen, name).connect(lambda *facts, name=name: heard.append(f"{name} {steady(facts)}"))
    return heard


def steady(facts: object) -> str:
    """The same words for the same thing in another window."""
    return IDS_AND_TIMES.sub("·", str(facts))


def words_of(front: QWidget) -> tuple[str, ...]:
    """What labels, buttons and fields say that can be seen."""
    kinds = (QLabel, QAbstractButton, QLineEdit)
    shown = [one for one in front.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible()]
    return tuple(steady(one.text()) for one in shown)


def written_down(app: App) -> tuple[str, ...]:
    """The kinds of all entries of the journal."""
    with app.till.store.read() as tx:
        return tuple(str(kind) for (kind,) in tx.driver.execute("SELECT kind FROM journal ORDER BY n"))


def of_basket(app: App) -> tuple[str, ...]:
    """What the list of lines shows of each."""
    rows = app.selling.sell_screen.basket.lines.rows.lines
    return tuple(f"{row.quantity} {row.name} {row.total} {row.noted} {row.selected}" for row in rows)


def press(app: App, button: PaintedButton) -> None:
    key = " ".join(SHOWN.get(part, part) for part in button.key.split(" "))
    combination = QKeySequence(key.replace(" ", "+"))[0]  # type: ignore[index]
    window = app.shell.windowHandle()
    assert window is not None
    QTest.keyClick(window, combination.key(), combination.keyboardModifiers())


def touch(app: App, button: PaintedButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def effect(name: str, act: Callable[[App, QWidget], str]) -> tuple[str, Effect]:
    """What `act` did on a screen, named by what it gives, and what came of it."""
    with an_app() as app:
        open_screen(app, name)
        QTest.qWait(GUARD_MS)
        screen = screen_of(app)
        heard = listen(screen)
        told = act(app, screen)
        settle(app)
        titles = tuple(one.accessibleName() for one in dialogs(app))
        front = dialogs(app)[-1] if titles else screen_of(app)
        kept = written_down(app), of_basket(app)
        found = Effect(tuple(heard), *kept, app.shell.page, app.selling.step, titles, words_of(front))
    app.shell.deleteLater()
    gallery.settle()
    return told, found


def on_button(name: str, at: int, do: Callable[[App, PaintedButton], None]) -> tuple[str, Effect]:
    def act(app: App, screen: QWidget) -> str:
        button = with_keys(screen)[at]
        told = button.accessibleName()
        do(app, button)
        return told

    return effect(name, act)


def count(name: str) -> int:
    with an_app() as app:
        open_screen(app, name)
        return len(with_keys(screen_of(app)))


@pytest.mark.parametrize("name", SCREENS)
def test_a_key_does_what_the_button_that_shows_it_does(name: str) -> None:
    shown = count(name)

    by_key = [on_button(name, at, press) for at in range(shown)]
    by_touch = [on_button(name, at, touch) for at in range(shown)]

    assert shown > 0
    assert by_key == by_touch
    assert [told for told, what in by_key if not what.asked and told not in NOTHING_YET] == []


def touch_in_line(part: str) -> Callable[[App, QWidget], str]:
    def act(app: App, screen: QWidget) -> str:
        lines = app.selling.sell_screen.basket.lines
        parts = lines.parts(selected(app))
        QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=parts[part].center().toPoint())  # type: ignore[attr-defined]
        return ", ".join(sorted(parts))

    return act


def key_of_line(part: str) -> Callable[[App, QWidget], str]:
    def act(app: App, screen: QWidget) -> str:
        window = app.shell.windowHandle()
        assert window is not None
        app.selling.sell_screen.basket.lines.setFocus()
        QTest.keyClick(window, *ROW_KEYS[part])
        QTest.qWait(HELD_MS)
        return ", ".join(sorted(ROW_KEYS))

    return act


def selected(app: App) -> str:
    return next(line.line_id for line in app.selling.sell_screen.basket.lines.rows.lines if line.selected)


@pytest.mark.parametrize("part", ROW_KEYS)
def test_each_button_that_a_line_of_the_basket_paints_has_a_key_that_does_the_same(part: str) -> None:
    parts, by_touch = effect("basket", touch_in_line(part))
    keys, by_key = effect("basket", key_of_line(part))

    assert parts == keys
    assert (by_key.lines, by_key.dialogs, by_key.words) == (by_touch.lines, by_touch.dialogs, by_touch.words)
    assert by_key.asked
    assert by_touch.asked
