"""Reads whatever a scanner or a cashier gives as a code of a product: what it is, and under what to look for it.

A code is not refused because it is unknown: a shop may have printed anything on its labels. It is refused when it
is junk, when it is an element string that does not hold together, and when the lot in it has expired.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pos.domain.barcode_elements import SEPARATOR, Elements, is_digital_link, read_elements
from pos.domain.barcode_gtin import GTIN_LENGTHS, equivalents, gtin_key, has_good_check_digit, is_digits
from pos.domain.barcode_pattern import Embedded, Pattern, try_pattern
from pos.domain.failures import Refused

MAX_BYTES = 4096
MAX_DISPLAY = 40

CodeKind = Literal["text", "gtin", "embedded", "elements"]

_AIM_PREFIX = re.compile(r"\]([A-Za-z])([0-9A-Za-z])")
_GS1_CARRIERS = ("C1", "e0", "e1", "e2", "d2", "Q3", "J1")
_WITH_ADD_ON = "E3"
_BARE_ELEMENTS = re.compile(r"01([0-9]{14}).*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was read. `keys` are the spellings to look for, best first.

    A product found by one of them is meant as it stands in the catalogue. Only when there is none, `embedded` says
    which item it is and what it costs or weighs.

    `bad_check_digit`: eight, twelve, thirteen or fourteen digits that are no GTIN. Unless a product has exactly this
    code, it was misread.
    """

    kind: CodeKind
    text: str
    keys: tuple[str, ...]
    gtin: str = ""
    bad_check_digit: bool = False
    embedded: Embedded | None = None
    elements: Elements | None = None


def read_code(raw: str, patterns: Sequence[Pattern] = (), today: date | None = None) -> Code:
    """Read a code; Refused `bad_code` for junk, `malformed_code` for a broken element string.

    With `today` an expired lot is Refused `lot_expired`; leave it out where expired goods are handled (counts,
    returns).
    """
    text, carrier = strip_aim_prefix(_clean(raw))
    if not text:
        raise Refused("bad_code", raw=display_code(raw))
    if carrier in _GS1_CARRIERS or SEPARATOR in text or is_digital_link(text):
        return _element_code(text, today)
    if carrier == _WITH_ADD_ON and is_digits(text):
        text = text[:13]  # the add-on is an issue number, not a part of what is sold
    if _is_bare_message(text):
        return _element_code(text, today)
    return _plain_code(text, patterns)


def strip_aim_prefix(text: str) -> tuple[str, str]:
    """A text without the symbology identifier in front (`]C1`, `]E0`: ISO/IEC 15424), and that identifier."""
    found = _AIM_PREFIX.match(text)
    return (text[3:], found[1] + found[2]) if found else (text, "")


def display_code(raw: str) -> str:
    """A code as a label may show it: short, without characters that control, hide or mark up anything."""
    shown = "".join("‹" if char == "<" else char if _is_visible(char) else "·" for char in raw[: MAX_DISPLAY + 1])
    return shown if len(raw) <= MAX_DISPLAY else shown[: MAX_DISPLAY - 1] + "…"


def _clean(raw: str) -> str:
    """The text without blanks around it; Refused `bad_code` when it is too long or has characters no code has."""
    text = raw.strip(" \t\r\n") if len(raw) <= MAX_BYTES else ""
    size = len(text.encode("utf-8", "surrogatepass"))
    if not text or size > MAX_BYTES or not all(char == SEPARATOR or _is_visible(char) for char in text):
        raise Refused("bad_code", raw=display_code(raw))
    return text


def _is_visible(char: str) -> bool:
    """Letters, marks, digits, signs and the plain blank: no control, format, private or unassigned character."""
    return char == " " or unicodedata.category(char)[0] not in "CZ"


def _is_bare_message(text: str) -> bool:
    """Whether a code without any mark of GS1 is nevertheless an element string: a good GTIN first, all of it holds."""
    found = _BARE_ELEMENTS.fullmatch(text)
    if found is None or not has_good_check_digit(found[1]):
        return False
    try:
        return bool(read_elements(text).gtin)
    except Refused:
        return False  # some other long number that happens to begin like one


def _element_code(text: str, today: date | None) -> Code:
    elements = read_elements(text, today)
    if today is not None and elements.expiry is not None and elements.expiry < today:
        facts = {"lot": elements.lot, "expiry": elements.expiry.isoformat(), "gtin": elements.gtin}
        raise Refused("lot_expired", **facts)
    keys = (text, *(equivalents(elements.gtin) if elements.gtin else ()))
    return Code("elements", text, keys, gtin=elements.gtin, elements=elements)


def _plain_code(text: str, patterns: Sequence[Pattern]) -> Code:
    keys = equivalents(text)
    key = gtin_key(text)
    is_number = is_digits(text) and len(text) in GTIN_LENGTHS
    if is_number and has_good_check_digit(key):
        embedded = next((read for pattern in patterns if (read := try_pattern(pattern, text)) is not None), None)
        return Code("gtin" if embedded is None else "embedded", text, keys, gtin=key, embedded=embedded)
    return Code("text", text, keys, bad_check_digit=is_number)
