"""Signatures of what is shown at a till: Ed25519 over exact bytes."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_signed_by(public_key: bytes, sig: bytes, words: bytes) -> bool:
    """Whether the owner of this raw key signed exactly these words; nobody does where it is no key at all."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(sig, words)
    except (InvalidSignature, ValueError):  # ValueError: no key at all
        return False
    return True
