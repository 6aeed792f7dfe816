"""A walk through every screen in words that are 40 % longer, as the design allows for translations: none is cut.

Names of goods and people, which no translation makes longer, may elide, and so may what an empty field asks for.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.ui import gallery
from tests.ui.languages import kinds, longer, pseudo, speaking, texts
from tests.ui.real_app import SCREENS, an_app, open_screen
from tests.ui.test_walk import faults
from tests.ui.written import Written, writing
from ui.text import Speech
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.label import Label

LONG = os.environ.get("TANDEM_LONG") == "1"
MAIN = ("sign-in", "basket", "pay", "split", "complete", "report", "difference", "customer", "return", "outbox", "keys")
"""A page of each kind. What is longer than Polish is tried on every one."""
TAIL = 8
"""So many letters before the dots tell whether words of a screen were cut, or a name."""


@pytest.fixture(scope="module")
def said() -> str:
    """All that the longer language says."""
    return "\n".join(_flat(longer([texts(kind()) for kind in kinds()])))


def _flat(words: Any) -> Iterator[str]:
    if isinstance(words, str):
        yield words
        return
    for one in words.values() if isinstance(words, dict) else words:
        yield from _flat(one)


def is_shortened(piece: Written, said: str) -> bool:
    ends = piece.text.endswith("…") and not isinstance(piece.owner, QLineEdit)
    return ends and piece.text.rstrip("…")[-TAIL:].strip() in said


@pytest.mark.parametrize("name", SCREENS)
def test_words_that_are_two_fifths_longer_are_cut_nowhere(name: str, said: str, tmp_path: Path) -> None:
    with speaking(pseudo(tmp_path)), an_app() as app:
        front = open_screen(app, name)

        assert faults(front) == []
        assert [piece.told for piece in writing(front) if is_shortened(piece, said)] == []


@pytest.mark.parametrize("name", SCREENS if LONG else MAIN)
def test_no_word_is_cut_in_polish(name: str) -> None:
    with speaking(Speech("pl")), an_app() as app:
        front = open_screen(app, name)

        assert faults(front) == []


@pytest.mark.parametrize(
    ("text", "is_longer"),
    [
        ("Pay", "Paay"),
        ("Customers", "Cuusttomeerss"),
        ("{count} items", "{count} iiteems"),
        ("12:30 – 14:00", "12:30 – 14:00"),
    ],
)
def test_the_longer_language_doubles_letters_and_keeps_the_places(text: str, is_longer: str) -> None:
    assert longer(text) == is_longer


@pytest.mark.parametrize(("width", "wraps"), [(220, False), (150, True)])
def test_a_button_wraps_its_words_before_it_cuts_them(width: int, wraps: bool) -> None:
    def build(holder: ThemeHolder) -> QWidget:
        page = QWidget()
        OutlineButton(holder, "Terminal shows APPROVED", parent=page).setGeometry(10, 10, width, 56)
        return page

    page = gallery.show(build, size=(400, 100))
    written = [piece.text for piece in writing(page)]

    assert (len(written), " ".join(written)) == (1 + wraps, "Terminal shows APPROVED")
    assert faults(page) == []


@pytest.mark.parametrize(
    ("plant", "found"),
    [(lambda label: label.setText("Order 4471 is reaa…"), 1), (lambda label: label.setText("Harrier 3L Wat…"), 0)],
    ids=["words of a screen", "a name"],
)
def test_words_that_lost_their_end_are_told_from_names(plant: Callable[[Label], None], found: int, said: str) -> None:
    page = gallery.show(lambda holder: Label(holder, "Order"), size=(400, 60))

    plant(page)
    gallery.settle()

    assert sum(is_shortened(piece, said + "Order {number} is reaadyy") for piece in writing(page)) == found
