"""Bytes as they travel: base64url without padding."""

import base64
import binascii


def base64_of(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    """What `base64_of` wrote; nothing for what it could not have written."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
