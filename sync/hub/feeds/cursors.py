"""How far a reader got in a stream, as text that only this hub can make and only the right stream takes back.

A cursor names the last number read and one mark of the stream's running hash. A hub that was put back from a backup,
with a new epoch or silently, does not know that mark: its readers begin anew instead of missing what it lost.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TypeVar

import msgspec

MARK_BYTES = 8
"""How much of a running hash a cursor carries."""
LONGEST_CURSOR = 4096
"""In characters; the id of a thing may have 600."""
_MAC_BYTES = 16

T = TypeVar("T")


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """`n` is the last number read, (`mark_n`, `mark`) a publication of the stream that was there at the time."""

    stream: str
    epoch: str
    n: int
    mark_n: int
    mark: bytes


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Within a snapshot: where the stream stood when it began, and the last thing that was told: its entity, and its
    place there."""

    began: Cursor
    entity: str
    first: int


def seal_cursor(cursor: Cursor, secret: bytes) -> str:
    """The text of a cursor of a feed."""
    return _sealed("feed", cursor, secret)


def open_cursor(text: str, secret: bytes) -> Cursor | None:
    """The cursor again; None when this hub did not make the text."""
    return _opened("feed", text, secret, Cursor)


def seal_place(place: Place, secret: bytes) -> str:
    """The text that asks for the following part of a snapshot."""
    return _sealed("place", place, secret)


def open_place(text: str, secret: bytes) -> Place | None:
    """The place again; None when this hub did not make the text."""
    return _opened("place", text, secret, Place)


def _sealed(kind: str, value: Cursor | Place, secret: bytes) -> str:
    body = msgspec.msgpack.encode(value)
    return urlsafe_b64encode(_mac(kind, body, secret) + body).decode().rstrip("=")


def _opened(kind: str, text: str, secret: bytes, wanted: type[T]) -> T | None:
    if len(text) > LONGEST_CURSOR:
        return None
    try:
        data = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError:
        return None
    mac, body = data[:_MAC_BYTES], data[_MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(kind, body, secret)):
        return None
    return msgspec.msgpack.decode(body, type=wanted)


def _mac(kind: str, body: bytes, secret: bytes) -> bytes:
    """The kind goes in, so that a place is never taken for a cursor."""
    return hmac.new(secret, f"tandem-cursor/1\0{kind}\0".encode() + body, hashlib.sha256).digest()[:_MAC_BYTES]
