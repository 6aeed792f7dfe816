"""Translations: each word of each screen stands in each language, keeps its places, and fits where it stands."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

import ui
from pos.domain.failures import Refused
from pos.domain.sentences import SENTENCES
from tests.ui import gallery
from tests.ui.languages import kinds, speaking, texts
from ui.returns.words import ReturnWords
from ui.shift.cash_words import CashWords
from ui.shift.screen import ShiftScreen
from ui.shift.words import ShiftWords
from ui.signin.screen import SignInScreen
from ui.signin.words import SignInWords
from ui.text import TRANSLATIONS, CommonWords, Speech, available, section, sentence, spoken
from ui.widgets.buttons import LabelButton

KINDS = kinds()
OTHERS = sorted(set(available()) - {"en"})


def flat(said: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Each text by its name, as `reasons.paid_in.0`."""
    if isinstance(said, str):
        yield name, said
        return
    for key, one in said.items() if hasattr(said, "items") else enumerate(said):
        yield from flat(one, f"{name}.{key}" if name else str(key))


def of_file(language: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8"))
    return said


def places(text: str) -> list[str]:
    return sorted(re.findall(r"{(\w*)}", text))


def has_words(text: str) -> bool:
    """Whether a text has more to translate than a name like SMS or E-mail."""
    return len(re.findall(r"[A-Za-z]{2,}", re.sub(r"{\w*}", "", text))) > 1


def test_polish_and_chinese_are_installed() -> None:
    assert {"pl", "zh-Hans"} <= set(available())


def test_each_kind_of_words_has_a_section_of_its_own() -> None:
    assert len({section(kind) for kind in KINDS}) == len(KINDS) > 20


def test_no_screen_takes_its_words_past_the_language_of_the_program() -> None:
    names = {kind.__name__ for kind in KINDS}
    calls = [
        (path, node)
        for path in Path(ui.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.args and not node.keywords
    ]

    assert len(calls) > 100
    assert [f"{path.name}:{node.lineno}" for path, node in calls if getattr(node.func, "id", "") in names] == []


@pytest.mark.parametrize("kind", KINDS, ids=section)
@pytest.mark.parametrize("language", OTHERS)
def test_every_word_is_translated_and_keeps_its_places(language: str, kind: type) -> None:
    english = dict(flat(texts(kind())))

    given = dict(flat(of_file(language).get(section(kind), {})))

    assert [name for name in english if name not in given] == []
    assert [name for name, text in english.items() if places(given[name]) != places(text)] == []
    assert [name for name, text in english.items() if has_words(text) and given[name] == text] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_left_of_a_word_that_is_gone(language: str) -> None:
    known = {section(kind): set(texts(kind())) for kind in KINDS}

    strangers = [
        f"{part}.{name}"
        for part, words in of_file(language).items()
        for name in words
        if name not in known.get(part, set())
    ]

    assert strangers == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_booking_is_corrected_with_a_reason_that_is_offered(language: str) -> None:
    words = Speech(language).words(CashWords)

    assert all(words.correction in words.reasons[kind] for kind in ("paid_in", "paid_out", "dropped"))


@pytest.mark.parametrize("language", OTHERS)
def test_faulty_goods_have_the_same_reasons_in_every_language(language: str) -> None:
    english, there = ReturnWords(), Speech(language).words(ReturnWords)

    assert [there.reasons.index(one) for one in there.faulty] == [english.reasons.index(one) for one in english.faulty]
    assert len(there.reasons) == len(english.reasons)


def test_english_needs_no_file() -> None:
    assert Speech().words(SignInWords) == SignInWords()


def test_what_a_file_lacks_is_said_in_english(tmp_path: Any) -> None:
    (tmp_path / "pl.json").write_text('{"cash": {"subtitle": "Kasa", "kinds": {"paid_in": "Wpłata"}}}', "utf-8")

    words = Speech("pl", tmp_path).words(CashWords)

    assert (words.subtitle, words.reason) == ("Kasa", CashWords().reason)
    assert (words.kinds["paid_in"], words.kinds["paid_out"]) == ("Wpłata", "Paid out")


def test_a_failure_is_told_in_the_language_of_the_program() -> None:
    failure = Refused("not_a_file_of_ours", line=3), Refused("not_ready", number="4471")

    with speaking(Speech("pl")):
        told = [sentence(one) for one in failure]

    assert told == [
        "Pozycja 3: Teraz to niemożliwe i nic nie zmieniono. Spróbuj ponownie albo poproś kierownika.",
        "Zamówienie 4471 nie jest gotowe. Najpierw je spakuj albo poproś kierownika.",
    ]
    assert sentence(failure[1]) == SENTENCES["not_ready"].format(number="4471")


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("size", [(1024, 720), (1366, 768)])
def test_no_button_cuts_its_words_in_any_language(language: str, size: tuple[int, int]) -> None:
    width, height = size

    with speaking(Speech(language)):
        common, sign_in, shift = spoken(CommonWords), spoken(SignInWords), spoken(ShiftWords)
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
