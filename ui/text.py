"""The words on screens: English stands in the code beside its screen, other languages lie in resources/translations.

Each screen has a frozen dataclass of its words with English defaults; `translated` gives the same in another language.
So a missing translation shows English, and a word that no screen knows any more is found by the tests.
"""

import json
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

_TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"

LANGUAGES = {"en": "English", "de": "Deutsch", "pl": "Polski", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
"""Languages of the screens by their tag, each in its own words."""

Words = TypeVar("Words")


def available() -> dict[str, str]:
    """The languages that this till has words in: English, and those whose translation is installed."""
    return {tag: name for tag, name in LANGUAGES.items() if tag == "en" or (_TRANSLATIONS / f"{tag}.json").exists()}


def translated(words: Words, section: str, language: str) -> Words:
    """The words of one screen, named by `section`, in a language that is available."""
    given = _translation(language).get(section, {})
    texts = {name: tuple(text) if isinstance(text, list) else text for name, text in given.items()}
    return replace(words, **texts)  # type: ignore[type-var]


@cache
def _translation(language: str) -> dict[str, dict[str, Any]]:
    if language == "en":
        return {}
    path = _TRANSLATIONS / f"{language}.json"
    loaded: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


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
    unavailable: str = "That did not work just now. Nothing is lost; try again."
    reasons: dict[str, str] = field(default_factory=dict)
    """A sentence for a failure's code, with the facts of the failure as named places."""

    def reason(self, code: str, facts: dict[str, object]) -> str:
        """The sentence that tells a refusal; one without words of its own shows its code, so it can be looked up."""
        return self.reasons.get(code, self.refused).format(code=code, **facts)
