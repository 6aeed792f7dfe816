"""A document as rows of equally wide characters: what a printer in text mode, a text file and an e-mail show."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pos.domain.receipt_block import Barcode, Block, Cut, Feed, Heading, Pair, Qr, Rule, Text, Total

COLUMNS = 42
_GAP = 2
_LEAST_NAME = 12
"""Columns; a name with less room beside its amount moves onto rows of its own."""

# Ideographs may be parted from each other, but not from closing punctuation behind them (UI DESIGN, "Copy and tone").
_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001faff"
)
_CLOSING = "、。，．：；！？）】」』》〉"
_ATOMS = re.compile(f" +|[{_WIDE}][{_CLOSING}]*|[^ {_WIDE}]+[{_CLOSING}]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of text and how it stands out."""

    text: str
    bold: bool = False
    tall: bool = False


def text_rows(blocks: Iterable[Block], columns: int = COLUMNS) -> tuple[str, ...]:
    """The whole document as text; of the codes only what is written below them."""
    return tuple(row.text for block in blocks for row in block_rows(block, columns))


def block_rows(block: Block, columns: int) -> tuple[Row, ...]:
    """One block as rows of at most `columns`."""
    match block:
        case Heading(text):
            return tuple(Row(_centred(row, columns), bold=True) for row in wrap(text, columns))
        case Text(text, "centre", bold):
            return tuple(Row(_centred(row, columns), bold) for row in wrap(text, columns))
        case Text(text, _, bold, indent):
            return tuple(Row(" " * indent + row, bold) for row in wrap(text, columns - indent))
        case Pair(left, right, bold):
            return tuple(Row(row, bold) for row in _pair(left, right, columns))
        case Total(left, right):
            return tuple(Row(row, bold=True, tall=True) for row in _pair(left, right, columns))
        case Rule():
            return (Row("-" * columns),)
        case Barcode(_, caption):
            return tuple(Row(_centred(row, columns)) for row in wrap(caption, columns))
        case Feed(lines):
            return (Row(""),) * lines
        case Qr() | Cut():
            return ()


def columns_of(text: str) -> int:
    """Columns on paper: two for wide East Asian characters, none for marks that stand on another."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def printable(text: str) -> str:
    """The text without control characters: a name from a feed must not be able to drive the printer."""
    return "".join(" " if c.isspace() and c != "\N{NO-BREAK SPACE}" else c for c in text if c.isspace() or _shows(c))


def wrap(text: str, room: int, measure: Callable[[str], float] = columns_of) -> tuple[str, ...]:
    """Break between words, or between ideographs, so that no row measures more than `room`; at least one row.

    A word longer than a row is broken where it must. `measure` is columns here and pixels in pictures.
    """
    rows, row = [], ""
    for atom in _ATOMS.findall(printable(text).strip(" ")):
        if measure(row + atom) <= room:
            row += atom
            continue
        *full, rest = _broken(atom.strip(" "), room, measure)
        rows += [row, *full]
        row = rest
    return tuple(kept.strip(" ") for kept in (*rows, row) if kept.strip(" ")) or ("",)


def _broken(word: str, room: int, measure: Callable[[str], float]) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and measure(pieces[-1] + character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _pair(left: str, right: str, columns: int) -> tuple[str, ...]:
    right = printable(right)
    room = columns - columns_of(right) - _GAP
    if room < min(_LEAST_NAME, columns_of(left)):
        return (*wrap(left, columns), _right(right, columns))
    first, *more = wrap(left, room)
    return (first + " " * (columns - columns_of(first) - columns_of(right)) + right, *more)


def _centred(text: str, columns: int) -> str:
    return " " * ((columns - columns_of(text)) // 2) + text


def _right(text: str, columns: int) -> str:
    return " " * (columns - columns_of(text)) + text


def _shows(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn")
