"""The eight symbols that a customer may say instead of showing the QR, and the lock against guessing them."""

import hmac
from hashlib import sha256

from pos.domain.crockford import ALPHABET, plain
from pos.domain.failures import Refused

SYMBOLS = 8
TRIES = 5
"""Wrong codes of one order before its code is locked at this till; QR and manager still work."""
FIRST_LOCK_S = 15 * 60
LONGEST_LOCK_S = 24 * 60 * 60


def is_code_of(code: str, salt: str, kept: str) -> bool:
    """Whether this is the code behind an order's hash; both are hexadecimal. Refused `mistyped` for what is no code."""
    meant = plain(code)
    if len(meant) != SYMBOLS or any(symbol not in ALPHABET for symbol in meant):
        raise Refused("mistyped", length=len(meant))
    if not salt or not kept:
        return False
    told = hmac.digest(bytes.fromhex(salt), meant.encode("ascii"), sha256)
    return hmac.compare_digest(told, bytes.fromhex(kept))


def code_lock_seconds(wrong_tries: int) -> int:
    """How long an order's code stays locked after so many wrong ones in a row: nothing, 15 min, then doubling."""
    if wrong_tries < TRIES:
        return 0
    return int(min(LONGEST_LOCK_S, FIRST_LOCK_S * 2 ** min(wrong_tries // TRIES - 1, 16)))
