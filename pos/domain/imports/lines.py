"""A text file as lines of bounded length: which encoding it has, and whether it is text at all."""

import re
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from pos.domain.failures import Refused

MAX_ROW = 100_000
"""Characters of one row, all its lines together; no row of a shop's data is a tenth of it. Keep it below 131 072, the
limit of the csv module, whose own refusal names neither line nor reason."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# What `surrogateescape` makes of a byte that is not UTF-8.
_NOT_UTF8 = re.compile("[\ud800-\udfff]")


class Lines:
    """The lines of a file, one at a time, with their ends; `number` is that of the last one given."""

    def __init__(self, source: BinaryIO) -> None:
        start = source.read(2)
        source.seek(-len(start), 1)
        if not start:
            raise Refused("import_empty")
        encoding = "utf-16" if start in _UTF16_MARKS else "utf-8-sig"
        self._text = TextIOWrapper(source, encoding, "surrogateescape", newline="")
        self.number = 0
        self.begin_row()

    def begin_row(self) -> None:
        """The next line begins a row of the table: its length is counted from here, `first` is its number."""
        self.first = self.number + 1
        self._left = MAX_ROW

    def release(self) -> None:
        """Leave the file to whoever opened it."""
        self._text.detach()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._text.readline(self._left + 1)
        except UnicodeError:
            raise Refused("import_not_utf8", line=self.number + 1) from None
        if not line:
            raise StopIteration
        self.number += 1
        self._left -= len(line)
        if self._left < 0:
            raise Refused("import_row_too_long", line=self.first, limit=MAX_ROW)
        if "\0" in line:
            raise Refused("import_not_text", line=self.number)
        if not line.isascii() and _NOT_UTF8.search(line):
            raise Refused("import_not_utf8", line=self.number)
        return line
