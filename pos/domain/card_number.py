"""Numbers of payment cards, which must never be kept: found in what people type, and masked in what programs write."""

import re
from collections.abc import Iterator

from pos.domain.luhn import passes_luhn

# First digits (from, to) and lengths, as the schemes publish them (issuer ranges under ISO/IEC 7812).
_SCHEMES = (
    ("4", "4", (13, 16, 19)),  # Visa
    ("51", "55", (16,)),  # Mastercard
    ("2221", "2720", (16,)),
    ("34", "34", (15,)),  # American Express
    ("37", "37", (15,)),
    ("300", "305", range(14, 20)),  # Diners Club
    ("36", "36", range(14, 20)),
    ("38", "39", range(14, 20)),
    ("3528", "3589", range(16, 20)),  # JCB
    ("2200", "2204", range(16, 20)),  # Mir
    ("50", "50", range(16, 20)),  # Maestro, Discover, UnionPay, RuPay
    ("56", "69", range(16, 20)),
    ("81", "82", range(16, 20)),
    ("9792", "9792", (16,)),  # Troy
)
_SHORTEST, _LONGEST = 13, 19

# Between groups people write blanks of every width, new lines, points, strokes and dashes.
_RUN = re.compile(r"(?<![+•\d])\d+(?:[\s._/\-\u2010-\u2015]{1,2}\d+)*")
_GROUP = re.compile(r"\d+")


def looks_like_payment_card(text: str) -> bool:
    """Whether a card number stands anywhere in the text, in one piece or in groups.

    One EAN in ten that begins with 4 also passes: whoever refuses a text looks first whether a product has the code.
    """
    return next(_card_spans(text), None) is not None


def mask_payment_cards(text: str) -> str:
    """The text with every card number replaced by its last four digits."""
    kept, at = [], 0
    for start, end in _card_spans(text):
        kept += [text[at:start], "••••", "".join(_GROUP.findall(text[start:end]))[-4:]]
        at = end
    return "".join([*kept, text[at:]])


def _card_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where card numbers stand, from left to right, the longest first where several begin together."""
    for run in _RUN.finditer(text):
        groups = [found.span() for found in _GROUP.finditer(text, *run.span())]
        first = 0
        while first < len(groups):
            last = _last_group(text, groups, first)
            if last is not None:
                yield groups[first][0], groups[last][1]
            first = first + 1 if last is None else last + 1


def _last_group(text: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """The group that ends the longest card number which begins with this one."""
    digits, found = "", None
    for last in range(first, len(groups)):
        start, end = groups[last]
        if len(digits) + end - start > _LONGEST:
            break
        digits += "".join(str(int(digit)) for digit in text[start:end])
        if _is_card_number(digits):
            found = last
    return found


def _is_card_number(digits: str) -> bool:
    return (
        len(digits) >= _SHORTEST
        and any(low <= digits[: len(low)] <= high and len(digits) in lengths for low, high, lengths in _SCHEMES)
        and passes_luhn(digits)
    )
