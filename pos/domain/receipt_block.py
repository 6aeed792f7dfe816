"""What a printed document is made of: blocks of words and codes, known to no printer and no screen."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A line in the middle, bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words that wraps; `indent` is in columns and also holds for the rows it wraps into."""

    text: str
    align: Literal["left", "centre"] = "left"
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Words on the left, an amount on the right. The words wrap; the amount never wraps and never elides."""

    left: str
    right: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """The one pair that is read from a distance."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A dashed line over the whole width."""


@dataclass(frozen=True, slots=True)
class Barcode:
    """`code` as Code 128 with `caption` in words below it."""

    code: str
    caption: str


@dataclass(frozen=True, slots=True)
class Qr:
    """`data` as a QR code."""

    data: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of the paper; what follows belongs to another document."""


Block = Heading | Text | Pair | Total | Rule | Barcode | Qr | Feed | Cut
