"""One item of a batch as it came: read as far as it can be read, so that none ever stands in the way of another."""

import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos.domain.failures import Refused
from pos.domain.free_text import why_not_word
from pos.domain.journal import Entry, Place, fault_of, moment_of
from sync.hub.journal.bodies import Body, Unreadable, read_body
from sync.wire import WireEntry

_ITEM = msgspec.json.Decoder(WireEntry)
_ANY = msgspec.json.Decoder(dict[str, Any])
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_JOURNAL_ID = re.compile("[0-9a-f]{32}")
_LONGEST_WORD = 200
HIGHEST_VERSION = 2**31 - 1
LATEST_YEAR = 9000
"""Whatever is counted on from a moment before it ends is a moment as well."""
_HASH_BYTES, _SIGNATURE_BYTES = 32, 64


@dataclass(frozen=True, slots=True)
class Received:
    """`entry` and `body` are there when the item could be read, else `fault` says why not, and the other fields are
    what could be made out: empty or 0 where nothing could."""

    item: bytes
    entry_id: str
    journal_id: bytes
    seq: int
    h: bytes
    prev: bytes = b""
    entry: Entry | None = None
    body: Body | None = None
    fault: str = ""

    @property
    def place(self) -> bytes:
        """What names this item among those kept apart: the same one again is the same."""
        return sha256(self.item).digest()

    def fault_under(self, key: Ed25519PublicKey) -> str:
        """`schema`, `version`, `hash`, `signature`, or nothing: then it is what the till of this key wrote."""
        if self.entry is None:
            return self.fault
        try:
            chained = fault_of(self.entry, Place(self.journal_id, self.seq - 1, self.prev), key)
        except Refused:  # half of a surrogate pair in its head
            return "schema"
        return chained or self.fault


def read_item(item: bytes) -> Received:
    """An item as an entry. What is wrong with it stands in it and is nobody else's trouble."""
    try:
        told = _ITEM.decode(item)
        entry = _entry_of(told)
        prev = _bytes(told.prev, _HASH_BYTES)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError):
        return _made_out(item)
    try:
        body, fault = read_body(entry.kind, entry.v, entry.body), ""
    except Unreadable as failure:
        body, fault = None, str(failure)
    return Received(item, entry.entry_id, entry.journal_id, entry.seq, entry.h, prev, entry, body, fault)


def _entry_of(told: WireEntry) -> Entry:
    """ValueError where a field is not what it should be."""
    if not (_MOMENT.fullmatch(told.at) and _DAY.fullmatch(told.business_date)) or told.v > HIGHEST_VERSION:
        raise ValueError(told.at)
    if moment_of(told.at).year > LATEST_YEAR:
        raise ValueError(told.at)
    for word in (told.id, told.kind, told.shift, told.staff):
        if why_not_word(word, _LONGEST_WORD):
            raise ValueError(word)
    return Entry(
        bytes.fromhex(told.journal_id),
        told.seq,
        told.id,
        told.kind,
        told.v,
        told.at,
        told.business_date,
        told.shift,
        told.staff,
        told.body.encode(),
        _bytes(told.h, _HASH_BYTES),
        _bytes(told.sig, _SIGNATURE_BYTES),
    )


def _bytes(text: str, length: int) -> bytes:
    value = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(value) != length:
        raise ValueError(text)
    return value


def _made_out(item: bytes) -> Received:
    """What can be told of an item that is no entry: at least which place in which journal it should have had."""
    try:
        told = _ANY.decode(item)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        told = {}
    journal, seq, entry_id = told.get("journal_id"), told.get("seq"), told.get("id")
    known = isinstance(journal, str) and _JOURNAL_ID.fullmatch(journal)
    counted = isinstance(seq, int) and 1 <= seq < 2**53
    named = isinstance(entry_id, str) and len(entry_id) <= 64 and "\0" not in entry_id
    try:
        h = _bytes(str(told.get("h", "")), _HASH_BYTES)
    except ValueError:
        h = b""
    return Received(
        item,
        str(entry_id) if named else "",
        bytes.fromhex(str(journal)) if known else b"",
        int(str(seq)) if counted and not isinstance(seq, bool) else 0,
        h,
        fault="schema",
    )
