"""Questions for `explain`, as people and other systems write them: names in any spelling, figures as text or number.

Of a name that is not understood the answer would depend, so it is refused and never overlooked.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from pos.domain.failures import Refused
from pos.domain.json_object import read_json
from pos.domain.money import parse_minor
from pos.domain.quantity import ONE, parse_milli

MAX_QUESTIONS = 10_000
IGNORED = frozenset(("id", "source", "description", "expected", "note", "comment", "name"))
"""What tells people something and changes no answer."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def questions_of(data: bytes) -> list[object]:
    """What a file asks: one object, a list of them, or one on each line. Refused `bad_json`, `too_many`."""
    try:
        found = read_json(data)
    except Refused as no:
        lines = [line for line in data.splitlines() if line.strip()]
        if no.code != "bad_json" or len(lines) < 2:
            raise
        found = [read_json(line) for line in lines]
    asked = found if isinstance(found, list) else [found]
    if len(asked) > MAX_QUESTIONS:
        raise Refused("too_many", field="questions", limit=MAX_QUESTIONS)
    return asked


class Question:
    """One object whose fields have several names each; what stands under `input` counts as if it stood beside it."""

    def __init__(self, value: object, names: Mapping[str, Sequence[str]], path: str = "") -> None:
        self._path, self._fields = path, dict[str, object]()
        if not isinstance(value, Mapping):
            raise Refused("bad_field", field=path or "document", value=value)
        known = {other: name for name, others in names.items() for other in (name, *others)}
        inner = value.get("input")
        given = [(str(name), one) for name, one in value.items() if name != "input" or not isinstance(inner, Mapping)]
        if isinstance(inner, Mapping):
            given += [(str(name), one) for name, one in inner.items()]
        for written, one in given:
            name = known.get(plain(written), "")
            if not name and plain(written) not in IGNORED:
                raise Refused("unknown_field", field=self._at(written))
            if name in self._fields:
                raise Refused("duplicate_key", field=self._at(written))
            if name:
                self._fields[name] = one

    def __contains__(self, name: str) -> bool:
        """Whether it is there with a value."""
        return self._fields.get(name) is not None

    def told(self, name: str) -> bool:
        """Whether it is there at all; null says that something is not known."""
        return name in self._fields

    def raw(self, name: str) -> object:
        """Refused `missing_field` when it is not there."""
        if name not in self._fields:
            raise Refused("missing_field", field=self._at(name))
        return self._fields[name]

    def text(self, name: str) -> str:
        """A text (a number is one too, such as that of a store), "" when there is none."""
        value = self._fields.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise self.refused("bad_field", name)
        return str(value).strip()

    def minor(self, name: str, currency: str) -> int:
        """An amount in minor units, 0 when there is none; it may be below zero."""
        return self._read(name, lambda value: parse_minor(_figure(value), currency))

    def milli(self, name: str) -> int:
        """A quantity in thousandths, 0 when there is none; it may be below zero."""
        return self._read(name, milli_of)

    def whole(self, name: str) -> int:
        """A whole number, 0 when there is none; it may be below zero."""
        milli = self.milli(name)
        if milli % ONE:
            raise self.refused("bad_quantity", name)
        return milli // ONE

    def day(self, name: str) -> date | None:
        """The day of a date or a time, as written."""
        text = self.text(name)
        try:
            return date.fromisoformat(text[:10]) if text else None
        except ValueError:
            raise self.refused("bad_time", name) from None

    def refused(self, code: str, name: str) -> Refused:
        """The refusal of this field, to be raised."""
        return Refused(code, field=self._at(name), value=self._fields.get(name))

    def _read(self, name: str, how: Callable[[object], int]) -> int:
        if name not in self:
            return 0
        try:
            return how(self._fields[name])
        except Refused as no:
            raise self.refused(no.code, name) from None

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name


def plain(name: str) -> str:
    """A name as this program spells it: `quantityOnHand`, `Quantity on hand` and `quantity-on-hand` are one."""
    return "_".join(re.split(r"[\s_\-]+", _HUMP.sub("_", name.strip()))).lower()


def milli_of(value: object) -> int:
    """A quantity in thousandths, with its sign."""
    text = _figure(value)
    if not text.strip("0.-"):
        return 0 if text.strip("-.") else parse_milli(text)
    return -parse_milli(text[1:]) if text.startswith("-") else parse_milli(text)


def _figure(value: object) -> str:
    """A figure as text; a number of JSON is taken as it was written."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise Refused("bad_field", value=value)
    return str(value).strip()
