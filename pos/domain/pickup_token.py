"""The pickup token: what the QR of a pickup order says, signed by the hub and proved without it; SEMANTICS.md.

It is shown as decimal digits, which survive every keyboard layout of a scanner and make the smallest QR. The hub
signs (`make_token`), tills hold public keys only.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from struct import Struct
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.signature import is_signed_by

VERSION = 1
DIGITS = 227
"""How many decimal digits every token has: the integer begins with the byte 1 and has 95 of them."""
DIGEST_BYTES = 6
_BODY = Struct(">BBQIIIBB6s")
_SIG_BYTES = 64
_PREFIX = b"pickup-token/v1\0"
_MARK = b"\1"
_SHAPE = re.compile(f"[1-9][0-9]{{{DIGITS - 1}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says; believe it only after `is_signed_by`. `iat` and `exp` are seconds since 1970, UTC."""

    kid: int
    order: int
    store: int
    iat: int
    exp: int
    gen: int
    flags: int
    digest: bytes
    sig: bytes = b""

    @property
    def body(self) -> bytes:
        return _BODY.pack(
            VERSION, self.kid, self.order, self.store, self.iat, self.exp, self.gen, self.flags, self.digest
        )

    @property
    def digits(self) -> str:
        return str(int.from_bytes(_MARK + self.body + self.sig))

    def is_signed_by(self, public_key: bytes) -> bool:
        return is_signed_by(public_key, self.sig, _PREFIX + self.body)

    @classmethod
    def of_bytes(cls, told: bytes) -> Self | None:
        """Read body and signature; None for another version."""
        version, kid, order, store, iat, exp, gen, flags, digest = _BODY.unpack(told[: _BODY.size])
        return cls(kid, order, store, iat, exp, gen, flags, digest, told[_BODY.size :]) if version == VERSION else None


def parse_token(digits: str) -> Token | None:
    """Read what was scanned; None when it is no token at all. Nothing is proved yet: see `Token.is_signed_by`."""
    if not _SHAPE.fullmatch(digits):
        return None
    number = int(digits)
    size = len(_MARK) + _BODY.size + _SIG_BYTES
    if number.bit_length() > size * 8:
        return None
    told = number.to_bytes(size)
    return Token.of_bytes(told[1:]) if told[:1] == _MARK else None


def make_token(
    signer: Ed25519PrivateKey,
    *,
    kid: int,
    order: int,
    store: int,
    iat: int,
    exp: int,
    gen: int,
    flags: int,
    digest: bytes,
) -> str:
    """Sign a token; its digits. `digest` is `digest_of` the order's lines."""
    assert len(digest) == DIGEST_BYTES
    token = Token(kid, order, store, iat, exp, gen, flags, digest)
    sig = signer.sign(_PREFIX + token.body)
    return str(int.from_bytes(_MARK + token.body + sig))


def digest_of(units: Sequence[Sequence[str | int]]) -> bytes:
    """The first bytes of SHA-256 over `[sku, units]` pairs, one for each SKU (`units_of` in pickup_order.py)."""
    pairs = sorted((list(pair) for pair in units), key=lambda pair: str(pair[0]))
    text = json.dumps(pairs, separators=(",", ":"))
    return sha256(text.encode("ascii")).digest()[:DIGEST_BYTES]
