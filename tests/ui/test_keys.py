"""The table of keys: one meaning a screen, nothing a scan could press, and money moved once."""

import pytest
from PySide6.QtGui import QKeySequence

from ui.keys import ACTIONS, GUARD_MS, SCREENS, Action, KeyWords, MoneyGuard, Screen, action, actions_for, hint_text

CARD, PAY = action("pay", "card"), action("sell", "pay")


class Clock:
    def __init__(self) -> None:
        self.now_ms = 5_000

    def __call__(self) -> int:
        return self.now_ms


@pytest.mark.parametrize("screen", SCREENS)
def test_a_key_does_one_thing_on_a_screen(screen: Screen) -> None:
    keys = [QKeySequence(action.key).toString() for action in actions_for(screen)]
    names = [action.name for action in actions_for(screen)]

    assert len(keys) == len(set(keys))
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: f"{row.name}-{row.key}")
def test_qt_understands_the_key_and_no_letter_is_one(row: Action) -> None:
    sequence = QKeySequence(row.key)

    assert sequence.count() == 1
    assert sequence.toString() == row.key
    assert not (len(row.key) == 1 and row.key.isalnum())


def test_every_screen_has_the_keys_of_everywhere() -> None:
    everywhere = {action.key for action in ACTIONS if not action.where}

    assert everywhere == {"F1", "F2", "Ctrl+L", "Ctrl+Z", "Esc", "F11", *(f"Alt+{n}" for n in range(1, 9))}
    assert all(everywhere <= {action.key for action in actions_for(screen)} for screen in SCREENS)


@pytest.mark.parametrize(
    ("screen", "keys"),
    [
        ("sell", "F3 F4 F5 F6 F7 F8 F9 Ctrl+R Ctrl+N Ctrl+S Alt+Return Del + - F12"),
        ("pay", "F12 F3 F4 F5 F6 F7 F8 F9 F10 Ctrl+V Ctrl+A Return"),
        ("complete", "Return F5 F6 F7 F8"),
        ("pickups", "Return Space F4 F6 F12 Ctrl+P"),
        ("stock", "Return Space F4 F6 F12"),
        ("customer", "F3 Ins Ctrl+N Ctrl+T"),
        ("review", "F6 F7 F8"),
    ],
)
def test_a_screen_has_the_keys_of_its_design(screen: Screen, keys: str) -> None:
    own = {action.key for action in actions_for(screen) if action.where}

    assert own == set(keys.split())


def test_every_tender_is_guarded() -> None:
    unguarded = {action.name for action in actions_for("pay") if action.where and not action.moves_money}

    assert unguarded == {"split"}


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("Ctrl+R", "Ctrl R"),
        ("F12", "F12"),
        ("+", "+"),
        ("-", "−"),
        ("Alt+1", "Alt 1"),
        ("Ctrl++", "Ctrl +"),
        ("Return", "Enter"),
    ],
)
def test_a_hint_is_written_as_people_read_keys(key: str, hint: str) -> None:
    assert hint_text(key) == hint


def test_an_action_is_named_in_the_language_of_the_screen() -> None:
    words = KeyWords({"pay": "Zapłać"})

    assert (words.text(PAY), words.text(CARD)) == ("Zapłać", "Card for what is left")


def test_a_second_press_right_after_the_page_changed_moves_no_money() -> None:
    clock = Clock()
    guard = MoneyGuard(clock)

    guard.page_changed()
    allowed = []
    for _ in range(5):
        allowed.append((clock.now_ms - 5_000, guard.allows(CARD)))
        clock.now_ms += 100

    assert allowed == [(0, False), (100, False), (200, False), (300, False), (GUARD_MS, True)]


def test_a_key_held_down_moves_no_money() -> None:
    guard = MoneyGuard(Clock())

    assert guard.allows(CARD)
    assert not guard.allows(CARD, is_auto_repeat=True)


def test_what_moves_no_money_is_never_held_back() -> None:
    guard = MoneyGuard(Clock())

    guard.page_changed()

    assert guard.allows(PAY)
    assert guard.allows(PAY, is_auto_repeat=True)
