"""The eight symbols that a customer says instead of showing the QR. The hub makes them anew, tills keep a hash."""

import hashlib
import hmac

from pos.domain.crockford import symbols

SYMBOLS = 8
SALT_BYTES = 16


def short_code(secret: bytes, order_id: int, gen: int) -> str:
    """The code of an order's generation, in Crockford's base32; nobody without the hub's secret can tell it."""
    digest = hmac.digest(secret, f"tandem-short-code/1\0{order_id}\0{gen}".encode(), hashlib.sha256)
    return symbols(int.from_bytes(digest[:5]), SYMBOLS)


def code_hmac(salt: bytes, code: str) -> str:
    """What is kept of a code: HMAC-SHA-256(the order's salt, code) in hexadecimal."""
    return hmac.digest(salt, code.encode("ascii"), hashlib.sha256).hex()
