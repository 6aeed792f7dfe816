"""Personal coupons: single-use codes that the hub signs and every till proves without it; INTERFACES.md, "Codes".

A code is `TC` and base32 of body and signature. The body, big-endian, is `ver u8=1 | kid u8 | promotion 8 | serial
u64 | exp u32 | customer 8`; promotion and customer are marks, the first bytes of a SHA-256: no code says whose it is.
The hub signs with the keys of pickup tokens, under words of its own, so neither is ever taken for the other.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from struct import Struct

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.barcode import strip_aim_prefix
from pos.domain.crockford import ALPHABET, plain, symbols
from pos.domain.signature import is_signed_by

VERSION = 1
MARK_BYTES = 8
NOBODY = bytes(MARK_BYTES)
"""The mark of a code that whoever brings it may use."""
_BODY = Struct(">BB8sQI8s")
_SIG_BYTES = 64
_PREFIX = b"coupon-token/1\0"
_BITS = 8 * (_BODY.size + _SIG_BYTES)
SYMBOLS = -(-_BITS // 5)
"""How many symbols follow `TC`; codes.py knows the shape by it too."""
_SHAPE = re.compile(f"TC[{ALPHABET}OIL]{{{SYMBOLS}}}")


@dataclass(frozen=True, slots=True)
class CouponToken:
    """What a code says; believe it only after `why_not_taken`. `exp` is seconds since 1970, UTC."""

    kid: int
    promotion: bytes
    serial: int
    exp: int
    customer: bytes
    sig: bytes

    @property
    def body(self) -> bytes:
        return _BODY.pack(VERSION, self.kid, self.promotion, self.serial, self.exp, self.customer)

    @property
    def ref(self) -> str:
        """How journals, claims and exceptions name it."""
        return f"coupon:{self.serial:016x}"

    def is_signed_by(self, public_key: bytes) -> bool:
        return is_signed_by(public_key, self.sig, _PREFIX + self.body)


def mark_of(kind: str, name: str) -> bytes:
    """The mark of a promotion's or customer's id (`kind` says which)."""
    return sha256(f"tandem-coupon/1\0{kind}\0{name}".encode()).digest()[:MARK_BYTES]


def make_coupon(
    signer: Ed25519PrivateKey, *, kid: int, promotion_id: str, serial: int, exp: int, customer_id: str = ""
) -> str:
    """Sign a code that unlocks a promotion once, until `exp`, for a customer or for anybody."""
    customer = mark_of("customer", customer_id) if customer_id else NOBODY
    body = _BODY.pack(VERSION, kid, mark_of("promotion", promotion_id), serial, exp, customer)
    told = int.from_bytes(body + signer.sign(_PREFIX + body)) << (5 * SYMBOLS - _BITS)
    return "TC" + symbols(told, SYMBOLS)


def parse_coupon(text: str) -> CouponToken | None:
    """Read what was scanned or typed; None when it is no personal coupon at all. Nothing is proved yet."""
    meant = strip_aim_prefix(text.strip())[0].upper()
    if not _SHAPE.fullmatch(meant):
        return None
    number = 0
    for symbol in plain(meant[2:]):
        number = number << 5 | ALPHABET.index(symbol)
    spare = 5 * SYMBOLS - _BITS
    if number & ((1 << spare) - 1):
        return None
    told = (number >> spare).to_bytes(_BITS // 8)
    version, kid, promotion, serial, exp, customer = _BODY.unpack(told[: _BODY.size])
    return CouponToken(kid, promotion, serial, exp, customer, told[_BODY.size :]) if version == VERSION else None


def why_not_taken(
    token: CouponToken, keys: Mapping[int, bytes], now_s: float, customer_id: str, used: Collection[str]
) -> str:
    """Why a code is not taken, as a reason of `not_applied`; empty when it is good. `used` are refs."""
    key = keys.get(token.kid)
    if key is None or not token.is_signed_by(key):
        return "coupon_forged"
    if token.ref in used:
        return "coupon_used"
    if now_s >= token.exp:
        return "coupon_expired"
    if token.customer != NOBODY and (not customer_id or token.customer != mark_of("customer", customer_id)):
        return "coupon_not_theirs"
    return ""
