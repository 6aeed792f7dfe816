"""Base32 in Crockford's alphabet: text that people can read out, copy by hand and mistype without harm.

No I, L, O or U among the 32; what looks alike is read alike, case and grouping do not matter, and a check symbol
(the value modulo 37) finds every single mistake and every swap of neighbours.
"""

from pos.domain.failures import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_CHECK_SYMBOLS = ALPHABET + "*~$=U"
_GROUP = 4
_LOOKS_LIKE = str.maketrans("OIL", "011", " -\t\r\n\u00a0\u2011\u2013")
_VALUES = {symbol: value for value, symbol in enumerate(_CHECK_SYMBOLS)}
_MAX_TEXT = 1024


def symbols(number: int, count: int) -> str:
    """The lowest `5 * count` bits of a number as that many symbols."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def plain(text: str) -> str:
    """A text as it was meant: capitals, no grouping, no O for 0 and no I or L for 1."""
    return text.upper().translate(_LOOKS_LIKE)


def encode_crockford(data: bytes) -> str:
    """Bytes as groups of four symbols, the last of them the check symbol: `91JP-RV3F-…`."""
    assert data
    number, count = int.from_bytes(data), -(-8 * len(data) // 5)
    padded = number << (5 * count - 8 * len(data))
    text = symbols(padded, count) + _CHECK_SYMBOLS[padded % len(_CHECK_SYMBOLS)]
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def decode_crockford(text: str) -> bytes:
    """The bytes again; Refused `mistyped` when the text cannot have come from `encode_crockford`."""
    meant = plain(text) if len(text) <= _MAX_TEXT else ""
    body, check = meant[:-1], meant[-1:]
    if not body or any(symbol not in ALPHABET for symbol in body) or check not in _CHECK_SYMBOLS:
        raise Refused("mistyped", length=len(meant))
    padded = 0
    for symbol in body:
        padded = padded << 5 | _VALUES[symbol]
    size = 5 * len(body) // 8
    spare = 5 * len(body) - 8 * size
    if padded % len(_CHECK_SYMBOLS) != _VALUES[check] or spare >= 5 or padded & ((1 << spare) - 1):
        raise Refused("mistyped", length=len(meant))
    return (padded >> spare).to_bytes(size)
