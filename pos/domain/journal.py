"""The journal of a till: append-only entries, chained by hash and signed by the till's key.

The bytes are fixed by ARCHITECTURE.md ("The journal"): a body is RFC 8785 canonical JSON and is stored and hashed as
bytes, so that fields a reader does not know survive.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pos.domain.failures import Refused

FIRST_PREVIOUS = bytes(32)
"""What stands in the place of the hash before the first entry of a journal."""
_DOMAIN = b"tandem1\0"

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Mapping[str, Any]) -> bytes:
    """RFC 8785 bytes of a value made of objects with ASCII keys, lists, strings, true and integers within ±(2⁵³ − 1).

    For such values the standard library's encoder gives the bytes of RFC 8785 six times faster than the `rfc8785`
    package does (a property test compares the two); Refused `bad_text` for half of a surrogate pair.
    """
    try:
        return _encode(value).encode()
    except UnicodeEncodeError as failure:
        raise Refused("bad_text") from failure


def stamp(moment: datetime) -> str:
    """A moment as the journal writes it: UTC with milliseconds, `2026-11-21T14:32:00.000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def moment_of(at: str) -> datetime:
    """The moment that `stamp` wrote, in UTC."""
    return datetime.fromisoformat(at)


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact. `seq` counts from 1 without a gap within a journal; `shift` and `staff` may be empty."""

    journal_id: bytes
    seq: int
    entry_id: str
    kind: str
    v: int
    at: str
    business_date: str
    shift: str
    staff: str
    body: bytes
    h: bytes
    sig: bytes

    @property
    def content(self) -> dict[str, Any]:
        """The body as values."""
        content: dict[str, Any] = json.loads(self.body)
        return content

    @property
    def head(self) -> dict[str, str]:
        """When and by whom, as readers of the body need it."""
        return {"at": self.at, "business_date": self.business_date, "shift": self.shift, "staff": self.staff}


@dataclass(frozen=True, slots=True)
class Place:
    """The end of a chain: what the next entry follows."""

    journal_id: bytes
    seq: int = 0
    h: bytes = FIRST_PREVIOUS


def head_bytes(entry_id: str, kind: str, v: int, at: str, business_date: str, shift: str, staff: str) -> bytes:
    """RFC 8785 of the entry's head, with absent instead of empty."""
    head = {"id": entry_id, "kind": kind, "v": v, "at": at, "business_date": business_date}
    if shift:
        head["shift"] = shift
    if staff:
        head["staff"] = staff
    return canonical(head)


def entry_hash(place: Place, head: bytes, body: bytes) -> bytes:
    """The 32 bytes that chain an entry to the one before it."""
    inner = sha256(len(head).to_bytes(4, "big") + head + body).digest()
    seq = (place.seq + 1).to_bytes(8, "big")
    return sha256(_DOMAIN + place.journal_id + seq + place.h + inner).digest()


def make_entry(
    place: Place,
    key: Ed25519PrivateKey,
    *,
    entry_id: str,
    kind: str,
    at: str,
    business_date: str,
    body: Mapping[str, Any],
    shift: str = "",
    staff: str = "",
    v: int = 1,
) -> Entry:
    """The next entry of a journal, chained and signed."""
    content = canonical(body)
    h = entry_hash(place, head_bytes(entry_id, kind, v, at, business_date, shift, staff), content)
    return Entry(
        place.journal_id, place.seq + 1, entry_id, kind, v, at, business_date, shift, staff, content, h, key.sign(h)
    )


def place_of(entry: Entry) -> Place:
    """The place behind this entry."""
    return Place(entry.journal_id, entry.seq, entry.h)


def fault_of(entry: Entry, place: Place, key: Ed25519PublicKey) -> str | None:
    """What is wrong with an entry that should follow `place`: `gap`, `hash`, `signature` or nothing.

    Whoever changes a file may also leave a text where bytes belong: that is a wrong hash like any other.
    """
    if not (_has_its_types(place) and _has_its_types(entry)):
        return "hash"
    if entry.journal_id != place.journal_id or entry.seq != place.seq + 1 or entry.seq < 1:
        return "gap"
    head = head_bytes(entry.entry_id, entry.kind, entry.v, entry.at, entry.business_date, entry.shift, entry.staff)
    if entry_hash(place, head, entry.body) != entry.h:
        return "hash"
    try:
        key.verify(entry.sig, entry.h)
    except InvalidSignature:
        return "signature"
    return None


def _has_its_types(value: Entry | Place) -> bool:
    return all(type(getattr(value, field.name)) is field.type for field in fields(value))
