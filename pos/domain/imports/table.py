"""A CSV file as rows: the separator found by the header, every column known, every row with its line number."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Generic, TypeVar

from pos.domain.failures import Refused
from pos.domain.imports.lines import Lines
from pos.domain.imports.row import Problem, Row

T = TypeVar("T")

SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a kind of file; in the file they stand in any order."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered(Generic[T]):
    """A good row and the line of the file on which it begins; the header is line 1."""

    line: int
    value: T


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A whole file: the good rows, and every problem of the others, both in the order of the file."""

    rows: tuple[Numbered[T], ...]
    problems: tuple[Problem, ...]


def iter_table(source: BinaryIO, layout: Layout, read: Callable[[Row], T]) -> Iterator[Numbered[T] | Problem]:
    """Each row as `read` makes it, or its problems instead; in memory there is never more than one row.

    `source` can seek, is read from where it stands and stays open. Refused `import_…` when the file as a whole cannot
    be trusted, which may show only after some rows were given.
    """
    lines = Lines(source)
    try:
        separator, columns = _header(lines, layout)
        for line, fields in _records(lines, separator):
            row = Row(line, columns, fields)
            value = read(row) if row.complete else None
            if row.problems:
                yield from row.problems
            else:
                assert value is not None
                yield Numbered(line, value)
    finally:
        lines.release()


def collect(entries: Iterator[Numbered[T] | Problem]) -> Read[T]:
    """All of a file at once; Refused as its iterator is."""
    rows: list[Numbered[T]] = []
    problems: list[Problem] = []
    for entry in entries:
        if isinstance(entry, Problem):
            problems.append(entry)
        else:
            rows.append(entry)
    return Read(tuple(rows), tuple(problems))


def read_table(data: bytes, layout: Layout, read: Callable[[Row], T]) -> Read[T]:
    """A file that is small enough to be held in memory."""
    return collect(iter_table(io.BytesIO(data), layout, read))


def _header(lines: Lines, layout: Layout) -> tuple[str, list[str]]:
    """The separator that shows most of the columns we know, and the columns."""
    known = (*layout.required, *layout.optional)
    line = next((line for line in lines if line.strip()), None)
    if line is None:
        raise Refused("import_empty")
    splits = {separator: _split(line, separator, lines.number) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda found: len(set(splits[found]).intersection(known)))
    columns = splits[separator]
    _check(columns, layout.required, known)
    return separator, columns


def _split(line: str, separator: str, number: int) -> list[str]:
    try:
        columns = [name.strip().lower() for name in next(csv.reader([line], delimiter=separator, strict=True))]
    except csv.Error:
        raise Refused("import_quotes", line=number) from None
    while columns and not columns[-1]:  # spreadsheets write empty columns at the end
        columns.pop()
    return columns


def _check(columns: Sequence[str], required: Sequence[str], known: Sequence[str]) -> None:
    if not set(columns).intersection(known):
        raise Refused("import_no_header", columns=", ".join(required))
    if unknown := [name or "(without a name)" for name in columns if name not in known]:
        raise Refused("import_unknown_column", column=", ".join(unknown), columns=", ".join(known))
    if missing := [name for name in required if name not in columns]:
        raise Refused("import_missing_column", column=", ".join(missing))
    if len(set(columns)) < len(columns):
        twice = sorted({name for name in columns if columns.count(name) > 1})
        raise Refused("import_duplicate_column", column=", ".join(twice))


def _records(lines: Lines, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The fields of each row that is not blank, and its first line. After one wrong quote nothing is certain."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        lines.begin_row()
        try:
            fields = [field.strip() for field in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            raise Refused("import_quotes", line=lines.first) from None
        if any(fields):
            yield lines.first, fields
