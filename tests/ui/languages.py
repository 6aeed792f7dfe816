"""The languages of the screens: all kinds of words there are, a till that speaks one, and one that is only longer."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import ui
from pos.domain.sentences import SentenceWords
from ui.text import Speech, section, speak

PSEUDO = "pseudo"
LONGER = 40
"""Per cent that a translation may be longer than English, as the design allows."""
_PLACE = re.compile(r"({\w*})")


def kinds() -> list[type]:
    """Every dataclass of words that a screen has, found in the code itself."""
    names = [found.name for found in pkgutil.walk_packages(ui.__path__, "ui.") if not found.name.endswith("__main__")]
    modules = [importlib.import_module(name) for name in names]
    found = [
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and is_dataclass(one) and one.__name__.endswith("Words")
    ]
    own = {one for one in found if one.__module__.startswith("ui.")}
    return [*sorted(own, key=lambda one: one.__name__), SentenceWords]


def texts(words: Any) -> dict[str, Any]:
    """All that one kind of words says, as a translation writes it."""
    return {one.name: getattr(words, one.name) for one in fields(words)}


@contextmanager
def speaking(speech: Speech) -> Iterator[None]:
    """What is built meanwhile has the words of this language."""
    speak(speech)
    try:
        yield
    finally:
        speak(Speech())


def pseudo(folder: Path) -> Speech:
    """A language that is English and 40 % longer, from a file like that of any other."""
    said = {section(kind): longer(texts(kind())) for kind in kinds()}
    (folder / f"{PSEUDO}.json").write_text(json.dumps(said), encoding="utf-8")
    return Speech(PSEUDO, folder)


def longer(text: Any) -> Any:
    """Letters doubled until a text is 40 % longer; the places for facts stay as they are."""
    if isinstance(text, Mapping):
        return {name: longer(one) for name, one in text.items()}
    if isinstance(text, (list, tuple)):
        return [longer(one) for one in text]
    return "".join(part if _PLACE.fullmatch(part) else _stretched(part) for part in _PLACE.split(text))


def _stretched(text: str) -> str:
    return "".join(
        letter * (2 if letter.isalpha() and (n + 1) * LONGER // 100 > n * LONGER // 100 else 1)
        for n, letter in enumerate(text, start=1)
    )
