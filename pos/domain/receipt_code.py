"""The code on a receipt: its number and a short proof that this store printed it (INTERFACES.md, "Codes we print")."""

import hashlib
import hmac

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PROOF_LETTERS = 6


def receipt_code(receipt: str, store_key: bytes) -> str:
    """`TR` + receipt number + `-` + the first 30 bits of HMAC-SHA-256(store key, number) in Crockford's base32."""
    bits = int.from_bytes(hmac.digest(store_key, receipt.encode(), hashlib.sha256)[:4]) >> 2
    proof = "".join(_CROCKFORD[bits >> shift & 31] for shift in range(5 * _PROOF_LETTERS - 5, -1, -5))
    return f"TR{receipt}-{proof}"


def is_receipt_code(code: str, store_key: bytes) -> bool:
    """Whether this store printed the code; a code of another store or a forged one is not ours."""
    receipt = code[2 : -_PROOF_LETTERS - 1]
    return hmac.compare_digest(receipt_code(receipt, store_key).encode(), code.encode())
