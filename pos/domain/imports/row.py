"""One row of an import file while it is read: hands out its fields and gathers everything that is wrong with them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pos.domain.failures import Refused
from pos.domain.free_text import shown, why_not_free_text, why_not_word
from pos.domain.money import parse_minor
from pos.domain.quantity import parse_milli

MAX_ID = 64
MAX_CODE = 128
MAX_NAME = 200
MAX_WORD = 100
MAX_NOTE = 2000

_WHOLE = re.compile("-?[0-9]{1,9}")
_NOTHING = re.compile(r"0{1,9}(?:\.0{1,9})?")  # parse_milli takes only what can be sold
_DATE = r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"
_TIME = re.compile(_DATE + r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?")
_LONG_NUMBER = re.compile(r"[0-9]{15,}(?:\.[0-9]*)?")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is not taken: the line on which it begins, the column (empty: the row), a code of reasons.REASONS and
    the value as far as it may be shown."""

    line: int
    column: str
    code: str
    value: str


class Row:
    """Fields by column, stripped; a column that the file does not have is empty."""

    __slots__ = ("_fields", "line", "problems")

    def __init__(self, line: int, columns: Sequence[str], fields: Sequence[str]) -> None:
        self.line, self.problems = line, list[Problem]()
        self._fields = dict(zip(columns, fields, strict=False))
        # Without a value: in a row that is shifted, any field may be a PIN.
        if len(fields) < len(columns):
            self.blame("", "row_short")
        elif len(fields) > len(columns) and any(fields[len(columns) :]):
            self.blame("", "row_long")

    @property
    def complete(self) -> bool:
        """Whether every field stands in a column; otherwise nothing in the row is where it seems to be."""
        return not self.problems

    def blame(self, column: str, code: str, value: str = "") -> None:
        """Note one thing that is wrong."""
        self.problems.append(Problem(self.line, column, code, shown(value)))

    def __getitem__(self, column: str) -> str:
        return self._fields.get(column, "")

    def has(self, column: str) -> bool:
        """Whether the file has this column at all."""
        return column in self._fields

    def needed(self, column: str) -> bool:
        """Whether the field has a value; blamed when it has none."""
        if self[column]:
            return True
        self.blame(column, "missing")
        return False

    def word(self, column: str, limit: int = MAX_ID) -> str:
        """An id, a code or a name of something; may be empty."""
        text = self[column]
        if text and (code := why_not_word(text, limit)):
            self.blame(column, code, text)
        return text

    def free_text(self, column: str, limit: int = MAX_WORD, allowed: str = "") -> str:
        """Words written by people; may be empty."""
        text = self[column]
        if text and (code := why_not_free_text(text, limit, allowed)):
            self.blame(column, code, text)
        return text

    def words(self, column: str, limit: int = MAX_WORD) -> tuple[str, ...]:
        """Several words joined by `|`, each once."""
        text = self[column]
        if not text:
            return ()
        found = tuple(dict.fromkeys(word for part in text.split("|") if (word := part.strip())))
        for code in sorted({code for word in found if (code := why_not_word(word, limit))}):
            self.blame(column, code, text)
        return found

    def price(self, column: str, currency: str) -> int:
        """An amount of 0 or more, in minor units; 0 when it is empty or blamed."""
        text = self[column]
        if not text:
            return 0
        try:
            minor = parse_minor(text, currency)
        except Refused as no:
            self.blame(column, _price_problem(no, text), text)
            return 0
        if minor < 0:
            self.blame(column, "negative_price", text)
        return minor

    def quantity(self, column: str, code: str, signed: bool = False) -> int:
        """A quantity of 0 or more in thousandths, or when signed a change, which is never 0; 0 when it is blamed."""
        text = self[column]
        digits = text.removeprefix("-") if signed else text
        if not signed and _NOTHING.fullmatch(digits):
            return 0
        try:
            milli = parse_milli(digits)
        except Refused:
            self.blame(column, code, text)
            return 0
        return milli if digits == text else -milli

    def whole(self, column: str, code: str) -> int:
        """A whole number below a thousand million; 0 when it is empty or blamed."""
        text = self[column]
        if text and not _WHOLE.fullmatch(text):
            self.blame(column, code, text)
            return 0
        return int(text or 0)

    def period(self, since: str, until: str) -> tuple[str, str]:
        """Two times as ISO text, empty where the file gives none; without a zone they are the store's."""
        start, end = self._time(since), self._time(until)
        if start and end and (start.tzinfo is None) == (end.tzinfo is None) and end <= start:
            self.blame(until, "until_before_from", self[until])
        return start.isoformat() if start else "", end.isoformat() if end else ""

    def _time(self, column: str) -> datetime | None:
        text = self[column]
        if not text:
            return None
        try:
            return datetime.fromisoformat(text if _TIME.fullmatch(text) else "")
        except ValueError:
            self.blame(column, "bad_date", text)
            return None


def _price_problem(no: Refused, text: str) -> str:
    if no.code == "amount_too_large" or _LONG_NUMBER.fullmatch(text):
        return "price_too_large"
    return "too_many_decimals" if "decimals" in no.facts else "bad_price"
