"""The codes we print ourselves: receipts, badges, cards, bags. Each is known by its whole shape, never by its start.

A code that has one of these shapes may still be a product's: a known barcode or SKU is a product first, so callers
look there before they believe `classify`.
"""

import hashlib
import hmac
import re
from typing import Literal

from pos.domain.barcode import strip_aim_prefix
from pos.domain.crockford import ALPHABET, plain, symbols
from pos.domain.failures import Refused
from pos.domain.luhn import luhn_symbol, passes_luhn

CodeClass = Literal[
    "pickup_token", "staff_badge", "receipt", "loyalty_card", "gift_card", "bag_label", "coupon", "product"
]

BADGE_BYTES = 16
GIFT_CARD_BYTES = 10
"""Random bytes a gift card's number is made of; 75 of the 80 bits are used, the last symbol checks them."""

COUPON_SYMBOLS = 151
"""Of a personal coupon (coupon_token.py), behind its `TC`."""

_BADGE_SYMBOLS, _GIFT_CARD_SYMBOLS, _RECEIPT_SYMBOLS = 26, 16, 6
_BASE32 = "[0-9A-HJKMNP-TV-Z]"
_RECEIPT_NUMBER = re.compile(r"[A-Z]{1,4}-[0-9]{1,4}[A-Z]{0,2}-[0-9]{6,12}")
_SHAPES: tuple[tuple[CodeClass, re.Pattern[str]], ...] = (
    ("pickup_token", re.compile(r"[0-9]{201,}")),
    ("staff_badge", re.compile(f"TB({_BASE32}{{{_BADGE_SYMBOLS}}})")),
    ("receipt", re.compile(f"TR({_RECEIPT_NUMBER.pattern})-([0-9A-Z]{{{_RECEIPT_SYMBOLS}}})")),
    ("loyalty_card", re.compile(r"TL([0-9]{5,19})")),
    ("gift_card", re.compile(f"TG({_BASE32}{{{_GIFT_CARD_SYMBOLS}}})")),
    ("bag_label", re.compile(r"TP([0-9]{1,20})-([0-9]{1,3})")),
    ("coupon", re.compile(f"TC({_BASE32}{{{COUPON_SYMBOLS}}})")),
)


def classify(raw: str) -> CodeClass:
    """What a scanned text is for, by its shape alone; a Caps Lock that turned its letters round does not matter."""
    text = _meant(raw)
    return next((kind for kind, shape in _SHAPES if shape.fullmatch(text)), "product")


def receipt_code(number: str, store_key: bytes) -> str:
    """The code on a receipt: its number, and proof that a till of this store wrote it."""
    assert _RECEIPT_NUMBER.fullmatch(number), number
    return f"TR{number}-{_receipt_proof(number, store_key)}"


def check_receipt_code(code: str, store_key: bytes) -> str:
    """The receipt number in a code; Refused `not_a_receipt` or, with a proof that is wrong, `receipt_forged`."""
    found = _parts("receipt", code)
    if found is None:
        raise Refused("not_a_receipt")
    if not hmac.compare_digest(plain(found[2]).encode(), _receipt_proof(found[1], store_key).encode()):
        raise Refused("receipt_forged", number=found[1])
    return found[1]


def receipt_number(code: str) -> str:
    """The number in a receipt's code, whoever wrote it; Refused `not_a_receipt`."""
    found = _parts("receipt", code)
    if found is None:
        raise Refused("not_a_receipt")
    return found[1]


def badge_code(secret: bytes) -> str:
    """The code of a staff badge from 16 random bytes; only a hash of it is kept."""
    assert len(secret) == BADGE_BYTES
    return "TB" + symbols(int.from_bytes(secret) << 2, _BADGE_SYMBOLS)


def badge_secret_hash(code: str) -> bytes:
    """SHA-256 of a badge as it was meant, however it was typed: what the hub keeps and sends."""
    text = _meant(code)
    return hashlib.sha256((text[:2] + plain(text[2:])).encode()).digest()


def check_loyalty_code(code: str) -> str:
    """The number of a loyalty card; Refused `not_a_loyalty_card` when misread."""
    found = _parts("loyalty_card", code)
    if found is None or not passes_luhn(found[1]):
        raise Refused("not_a_loyalty_card")
    return found[1][:-1]


def gift_card_code(secret: bytes) -> str:
    """The code of a gift card from 10 random bytes."""
    assert len(secret) == GIFT_CARD_BYTES
    body = symbols(int.from_bytes(secret), _GIFT_CARD_SYMBOLS - 1)
    return f"TG{body}{luhn_symbol(body, ALPHABET)}"


def check_gift_card_code(code: str) -> str:
    """A gift card's code as it is kept; Refused `not_a_gift_card` when mistyped. Says nothing of a balance."""
    text = _meant(code)
    text = text[:2] + plain(text[2:])
    found = _parts("gift_card", text)
    if found is None or not passes_luhn(found[1], ALPHABET):
        raise Refused("not_a_gift_card")
    return text


def bag_code(order: int, bag: int) -> str:
    """The label on one bag of a pickup order; bags count from 1."""
    assert 0 <= order < 2**64 and 1 <= bag <= 999
    return f"TP{order}-{bag}"


def check_bag_code(code: str) -> tuple[int, int]:
    """The order and the bag on a label; Refused `not_a_bag_label`."""
    found = _parts("bag_label", code)
    if found is None or int(found[1]) >= 2**64 or int(found[2]) == 0:
        raise Refused("not_a_bag_label")
    return int(found[1]), int(found[2])


def _meant(raw: str) -> str:
    return strip_aim_prefix(raw.strip())[0].upper()


def _parts(kind: CodeClass, code: str) -> re.Match[str] | None:
    return dict(_SHAPES)[kind].fullmatch(_meant(code))


def _receipt_proof(number: str, store_key: bytes) -> str:
    """The first 30 bits of HMAC-SHA-256: enough where each wrong guess is a scan at a counter."""
    digest = hmac.digest(store_key, number.encode("ascii"), hashlib.sha256)
    return symbols(int.from_bytes(digest[:4]) >> 2, _RECEIPT_SYMBOLS)
