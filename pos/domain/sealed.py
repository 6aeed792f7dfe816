"""Personal data in journal entries: sealed under the person's own key, so that erasing the key erases the words."""

import base64
import json
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


def seal(texts: Mapping[str, str], person: str, key: bytes, nonce: bytes) -> dict[str, str]:
    """The `sealed` field of a body: AES-256-GCM with the person's id as associated data.

    `nonce` is 12 fresh random bytes, never used twice with one key.
    """
    assert len(key) == KEY_BYTES
    assert len(nonce) == NONCE_BYTES
    plain = json.dumps(dict(texts), ensure_ascii=False, sort_keys=True).encode()
    box = nonce + AESGCM(key).encrypt(nonce, plain, person.encode())
    return {"person": person, "box": base64.urlsafe_b64encode(box).decode().rstrip("=")}


def unseal(sealed: Mapping[str, str], key: bytes | None) -> dict[str, str] | None:
    """The texts, or None where the key was erased or does not fit."""
    if key is None:
        return None
    text = sealed["box"]
    box = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    try:
        plain = AESGCM(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], sealed["person"].encode())
    except InvalidTag:
        return None
    texts: dict[str, str] = json.loads(plain)
    return texts
