"""Quantities are whole thousandths: of a piece, or of a kilogram where goods are weighed."""

import re

from pos.domain.failures import Refused

ONE = 1000
MAX_MILLI = 10**9
"""A million pieces on a line; the largest line of the December 2010 test data has 74 215."""

_QUANTITY = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,9}))?")


def parse_milli(text: object) -> int:
    """Read a positive quantity (`"2"`, `"0.345"`) as thousandths; Refused `bad_quantity` for anything else."""
    found = _QUANTITY.fullmatch(text) if isinstance(text, str) else None
    if found is None or (found[2] or "")[3:].strip("0"):
        raise Refused("bad_quantity", value=text)
    milli = int(found[1]) * ONE + int((found[2] or "")[:3].ljust(3, "0"))
    if not 0 < milli <= MAX_MILLI:
        raise Refused("bad_quantity", value=text)
    return milli


def format_milli(milli: int) -> str:
    """Write thousandths as documents do: `"2"`, `"0.345"`, `"-1"`."""
    whole, part = divmod(abs(milli), ONE)
    tail = f".{part:03d}".rstrip("0") if part else ""
    return f"{'-' if milli < 0 else ''}{whole}{tail}"


def units_of(qty_milli: int, *, weighed: bool) -> int:
    """How many units share the amounts of a line: its pieces; weighed goods and parts of a piece are one unit."""
    pieces, part = divmod(qty_milli, ONE)
    return 1 if weighed or part else pieces
