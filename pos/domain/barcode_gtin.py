"""GTINs: the number under the bars in all its lengths, its check digit, and one key under which all of them meet."""

import re

GTIN_LENGTHS = (8, 12, 13, 14)

_DIGITS = re.compile(r"[0-9]+")
_UPC_E_BODY = 6


def check_digit(payload: str) -> str:
    """The digit that completes a number: weights 3, 1, 3 … from the right (GS1 General Specifications, 7.9.1)."""
    weighted = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(payload)))
    return str(-weighted % 10)


def has_good_check_digit(digits: str) -> bool:
    return check_digit(digits[:-1]) == digits[-1]


def is_digits(text: str) -> bool:
    """Whether a text is ASCII digits and nothing else; `str.isdigit` knows too many others."""
    return _DIGITS.fullmatch(text) is not None


def expand_upc_e(digits: str) -> str:
    """The twelve digits of a UPC-E of six (the body), seven (number system first) or eight; `""` when it is none.

    The last digit of the body says where zeros were left out (GS1 General Specifications, 5.2.2.4.2). Eight digits
    carry the check digit of the twelve, which must hold.
    """
    body = {6: digits, 7: digits[1:], 8: digits[1:-1]}.get(len(digits), "")
    system = digits[0] if len(digits) > _UPC_E_BODY else "0"
    if not is_digits(body) or len(body) != _UPC_E_BODY or system not in "01":
        return ""
    if body[5] in "012":
        payload = f"{system}{body[:2]}{body[5]}0000{body[2:5]}"
    elif body[5] == "3":
        payload = f"{system}{body[:3]}00000{body[3:5]}"
    elif body[5] == "4":
        payload = f"{system}{body[:4]}00000{body[4]}"
    else:
        payload = f"{system}{body[:5]}0000{body[5]}"
    whole = payload + check_digit(payload)
    return whole if len(digits) < 8 or whole[-1] == digits[-1] else ""


def gtin_key(text: str) -> str:
    """The canonical GTIN-14 of a barcode, or the text itself when it is no GTIN.

    A UPC-A, the same number read as EAN-13, and the same number in an element string share this key, so a catalogue
    filed under it finds the product however the scanner words it.
    """
    if not is_digits(text) or len(text) not in GTIN_LENGTHS:
        return text
    whole = text if has_good_check_digit(text) else expand_upc_e(text)
    return whole.zfill(14) if whole else text


def equivalents(text: str) -> tuple[str, ...]:
    """Every spelling under which a catalogue may hold this number: as scanned, canonical, then the shorter forms."""
    found = [text]
    for whole in _readings(text):
        key = whole.zfill(14)
        found += [key] + [key[-length:] for length in (13, 12, 8) if not key[:-length].strip("0")]
    return tuple(dict.fromkeys(found))


def _readings(digits: str) -> list[str]:
    """The numbers these digits may stand for; eight of them can be a good EAN-8 and a good UPC-E at once."""
    if not is_digits(digits):
        return []
    itself = [digits] if len(digits) in GTIN_LENGTHS and has_good_check_digit(digits) else []
    expanded = expand_upc_e(digits)
    return itself + ([expanded] if expanded else [])
