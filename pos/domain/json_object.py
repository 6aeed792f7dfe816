"""JSON from outside, read strictly: one meaning for every document, and nothing in it overlooked."""

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pos.domain.failures import Refused
from pos.domain.free_text import why_not_free_text, why_not_word

T = TypeVar("T")

MAX_CHARACTERS = 16 * 1024 * 1024
"""The longest JSON text that is read; a thousand promotions need a thirtieth of it."""


def read_json(data: bytes | str) -> object:
    """The value of a JSON text in UTF-8; Refused `bad_json` also for NaN, a key given twice, or endless nesting."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        if len(text) > MAX_CHARACTERS:
            raise Refused("json_too_large", limit=MAX_CHARACTERS)
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object_of)
    except UnicodeDecodeError:
        raise Refused("import_not_utf8") from None
    except (ValueError, RecursionError):
        raise Refused("bad_json") from None


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Refused("duplicate_key", field=name)
        found[name] = value
    return found


class JsonObject:
    """One object of a document. Every refusal names the `line` (0: not on a line) and the path of the field."""

    def __init__(self, value: object, keys: Sequence[str], path: str = "", line: int = 0) -> None:
        self._path, self._line = path, line
        if not isinstance(value, dict):
            says = "no_line" if line and not path else "not_an_object"
            raise self._refused("bad_field", path or ("line" if line else "document"), value=value, says=says)
        self._fields: dict[str, object] = value
        for name in value:
            if name not in keys:
                raise self._refused("unknown_field", self._at(str(name)))

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def raw(self, name: str) -> object:
        """The value as given; Refused `missing_field` when it is not there."""
        if name not in self._fields:
            raise self._refused("missing_field", self._at(name))
        return self._fields[name]

    def refuse(self, code: str, name: str, **facts: object) -> Refused:
        """The refusal of this field, to be raised; `facts` may say which part of its `value` is meant."""
        value = {} if code == "payment_card" else {"value": self._fields.get(name)}
        return self._refused(code, self._at(name), **value | facts)

    def read(self, name: str, how: Callable[[object], T]) -> T:
        """The value read by a function of the domain; its refusal gets the line and the field added."""
        value = self.raw(name)
        try:
            return how(value)
        except Refused as no:
            raise self._refused(no.code, self._at(name), value=value) from None

    def word(self, name: str, limit: int, default: str | None = None, allowed: str = "") -> str:
        """An id or a code; required unless there is a default."""
        return self._text(name, default, lambda text: why_not_word(text, limit, allowed))

    def free_text(self, name: str, limit: int, default: str | None = None) -> str:
        return self._text(name, default, lambda text: why_not_free_text(text, limit))

    def choice(self, name: str, choices: Sequence[str], default: str) -> str:
        if name not in self._fields:
            return default
        value = self._fields[name]
        if not isinstance(value, str) or value not in choices:
            raise self.refuse("bad_field", name)
        return value

    def flag(self, name: str, default: bool) -> bool:
        """A JSON boolean; what only looks like one, as 1 or "yes", is refused."""
        value = self._fields.get(name, default)
        if not isinstance(value, bool):
            raise self.refuse("bad_field", name)
        return value

    def whole(self, name: str, least: int, most: int) -> int:
        """A JSON integer within these limits."""
        value = self.raw(name)
        if type(value) is not int or not least <= value <= most:
            raise self.refuse("bad_field", name)
        return value

    def items(self, name: str, most: int) -> list[object]:
        """The members of a list, at most so many."""
        value = self.raw(name)
        if not isinstance(value, list):
            raise self.refuse("bad_field", name, says="not_a_list")
        if len(value) > most:
            raise self._refused("too_many", self._at(name), limit=most)
        return value

    def child(self, name: str, keys: Sequence[str]) -> "JsonObject":
        return JsonObject(self.raw(name), keys, self._at(name), self._line)

    def _text(self, name: str, default: str | None, why_not: Callable[[str], str | None]) -> str:
        if default is not None and name not in self._fields:
            return default
        value = self.raw(name)
        if not isinstance(value, str):
            raise self.refuse("bad_field", name)
        if not value.strip() and default is None:
            raise self.refuse("missing_field", name)
        if code := why_not(value):
            raise self.refuse(code, name)
        return value.strip() or default or ""

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _refused(self, code: str, field: str, **facts: object) -> Refused:
        return Refused(code, **({"line": self._line} if self._line else {}), field=field, **facts)
