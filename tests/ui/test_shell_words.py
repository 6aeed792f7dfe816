"""Translations: every word belongs to a screen, keeps its places, and fits where it stands."""

import re
from dataclasses import fields
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from tests.ui import gallery
from ui.returns.words import ReturnWords
from ui.shell.words import ShellWords
from ui.shift.screen import ShiftScreen
from ui.shift.words import ShiftWords
from ui.signin.screen import SignInScreen
from ui.signin.words import SignInWords
from ui.text import CommonWords, available, translated
from ui.widgets.buttons import LabelButton

SECTIONS: dict[str, Any] = {
    "common": CommonWords(),
    "shell": ShellWords(),
    "signin": SignInWords(),
    "shift": ShiftWords(),
    "returns": ReturnWords(),
}
PATTERNS = {"hit", "tick", "part", "approve_refund", "card_ending", "also"}
"""Words of which there is nothing to translate: names, amounts and what stands between them."""
OTHERS = sorted(set(available()) - {"en"})


def places(value: object) -> list[str]:
    """The named places of a text, or of all texts of a list or a table."""
    given = list(value.values()) if isinstance(value, dict) else value
    texts = given if isinstance(given, (list, tuple)) else [given]
    return sorted(place for text in texts if isinstance(text, str) for place in re.findall(r"{(\w+)}", text))


def test_polish_and_chinese_are_installed() -> None:
    assert {"pl", "zh-Hans"} <= set(available())


@pytest.mark.parametrize("section", sorted(SECTIONS))
@pytest.mark.parametrize("language", OTHERS)
def test_every_word_is_translated_and_keeps_its_places(language: str, section: str) -> None:
    english = SECTIONS[section]

    there = translated(english, section, language)

    untranslated = {"demo", "minutes", "seconds", "reasons", "large_of"} | PATTERNS
    for field in fields(english):
        before, after = getattr(english, field.name), getattr(there, field.name)
        assert places(before) == places(after), field.name
        assert after != before or field.name in untranslated, field.name


def test_offered_reasons_are_as_many_in_every_language() -> None:
    counts = {len(translated(ShiftWords(), "shift", language).reasons) for language in available()}

    assert counts == {len(ShiftWords().reasons)}


@pytest.mark.parametrize("language", OTHERS)
def test_tables_of_words_keep_their_keys_and_faulty_goods_their_reasons(language: str) -> None:
    english, there = ReturnWords(), translated(ReturnWords(), "returns", language)

    for name in ("places", "tenders", "why", "why_no_ledger"):
        assert getattr(there, name).keys() == getattr(english, name).keys(), name
    assert [there.reasons.index(reason) for reason in there.faulty] == [
        english.reasons.index(reason) for reason in english.faulty
    ]
    assert len(there.reasons) == len(english.reasons)


def test_english_needs_no_file() -> None:
    assert translated(SignInWords(), "signin", "en") == SignInWords()


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("size", [(1024, 720), (1366, 768)])
def test_no_button_cuts_its_words_in_any_language(language: str, size: tuple[int, int]) -> None:
    common = translated(CommonWords(), "common", language)
    sign_in, shift = translated(SignInWords(), "signin", language), translated(ShiftWords(), "shift", language)
    width, height = size

    screens: list[QWidget] = [
        gallery.show(lambda holder: SignInScreen(holder, sign_in, common, available()[language]), size=size),
        gallery.show(lambda holder: ShiftScreen(holder, shift, common), size=(width - 84, height - 56)),
    ]
    cut = [
        button.text()
        for screen in screens
        for button in screen.findChildren(LabelButton)
        if button.isVisible() and button.width() < button.content_width()
    ]

    assert cut == []
