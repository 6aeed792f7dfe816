"""The texts in a document from outside: none may act on a screen or a printer instead of being shown."""

from collections.abc import Iterator
from typing import Any

import msgspec

from pos.domain.failures import Refused
from pos.domain.free_text import why_not_word

_LINES = "\r\n\t"
_OF_LINES = ("note", "words")


def require_showable(document: msgspec.Struct) -> None:
    """Refused `control_characters` for a document with such a text in it; notes and messages may have lines."""
    for name, text in texts_of(msgspec.to_builtins(document)):
        allowed = _LINES if name in _OF_LINES else ""
        if not text.isprintable() and (code := why_not_word(text, len(text), allowed)):
            raise Refused(code)


def texts_of(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a JSON value, names too, with the name of the field that it stands in."""
    match value:
        case str():
            yield name, value
        case dict():
            for key, part in value.items():
                yield "", key
                yield from texts_of(part, key)
        case list():
            for part in value:
                yield from texts_of(part, name)
