"""The words on screens: English stands in the code beside its screen, other languages lie in resources/translations.

Each screen has a frozen dataclass of its words with English defaults; `spoken` gives the same in the language of this
program. So a missing translation shows English, and a word that no screen knows any more is found by the tests.

A program speaks one language at a time, as it has one locale. It is chosen before the first screen is built; another
one needs the screens anew.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pos.domain.failures import Refused, Unavailable
from pos.domain.sentences import SentenceWords
from pos.domain.sentences import sentence as sentence_of

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"

LANGUAGES = {"en": "English", "de": "Deutsch", "pl": "Polski", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
"""Languages of the screens by their tag, each in its own words."""

Words = TypeVar("Words")


def available() -> dict[str, str]:
    """The languages that this till has words in: English, and those whose translation is installed."""
    return {tag: name for tag, name in LANGUAGES.items() if tag == "en" or (TRANSLATIONS / f"{tag}.json").exists()}


class Speech:
    """One language: what its file says of each kind of words, by the name of the kind."""

    def __init__(self, language: str = "en", folder: Path = TRANSLATIONS) -> None:
        path = folder / f"{language}.json"
        self.language = language
        self._given: dict[str, dict[str, Any]] = (
            {} if language == "en" else json.loads(path.read_text(encoding="utf-8"))
        )
        self._said: dict[type, Any] = {}

    def words(self, kind: type[Words]) -> Words:
        """These words, those that the file lacks in English."""
        if kind not in self._said:
            english = kind()
            given = self._given.get(section(kind), {})
            texts = {name: _in_place_of(getattr(english, name), text) for name, text in given.items()}
            self._said[kind] = replace(english, **texts)  # type: ignore[type-var]
        said: Words = self._said[kind]
        return said


def section(kind: type) -> str:
    """The name of a kind of words in a translation: `change_pin` for ChangePinWords."""
    name = kind.__name__.removesuffix("Words")
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _in_place_of(english: object, text: Any) -> Any:
    """JSON has lists where words have tuples; of a table each entry is translated for itself."""
    if isinstance(english, Mapping):
        return {**english, **{name: _in_place_of(english.get(name, ""), one) for name, one in text.items()}}
    return tuple(text) if isinstance(text, list) else text


_SPOKEN = [Speech()]


def speak(speech: Speech) -> None:
    """From now on words are taken from this language."""
    _SPOKEN[:] = [speech]


def spoken(kind: type[Words]) -> Words:
    """These words in the language of this program."""
    return _SPOKEN[0].words(kind)


def sentence(failure: Refused | Unavailable) -> str:
    """What to tell of a failure in the language of this program."""
    return sentence_of(failure, spoken(SentenceWords))


def language() -> str:
    """The tag of the language of this program."""
    return _SPOKEN[0].language


@dataclass(frozen=True, slots=True)
class CommonWords:
    """What many screens say."""

    clear: str = "Clear"
    delete_digit: str = "Delete digit"
    point: str = "Decimal point"
    close: str = "Close"
    cancel: str = "Cancel"
    undo: str = "Undo"
    fewer: str = "One less"
    more: str = "One more"
    approval: str = "Manager approval"
    approver: str = "Who approves"
    approval_pin: str = "PIN of the person who approves"
    approval_how: str = "A manager enters a PIN here or scans a badge."
    approval_stays: str = "You stay signed in."
    approval_offline: str = "Works offline: PINs are checked on this till."
    nobody_may: str = "Nobody at this till may approve that."
    wrong_pin: str = "That PIN is not right."
    tries_left: str = "Tries left: {tries}."
    user_locked: str = "This user is locked."
    locked_for: str = "Try again in {minutes} min, or ask somebody else."
    refused: str = "The till says no: {code}."
