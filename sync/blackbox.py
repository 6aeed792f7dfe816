"""The black box: every entry once more beside the database, for the day on which database and hub are both lost.

`blackbox/DATE.jsonl.enc` (the UTC day of writing) has one line an entry, each sealed to the public half of the recovery
key alone: X25519 with a fresh key, HKDF-SHA-256, AES-256-GCM; then base64. Names stand in it only as the entries have
them, sealed under their person's key. A line that a power cut tore is ignored by the reader; its entry was not noted as
written, so it comes again.
"""

import base64
import binascii
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pos.domain.failures import Refused
from pos.domain.journal import Entry
from pos.store.store import Store

FOLDER, PLACE = "blackbox", "place"
ENDING = ".jsonl.enc"
AT_ONCE = 500
"""Entries between two syncs to the disk, when many are behind."""
KEPT_FILES = 400
"""Days of writing that are kept; older ones go when a new day begins."""
_INFO = b"tandem black box 1"
_NONCE = bytes(12)  # every line has a key of its own
_FILE = re.compile(r"\d{4}-\d\d-\d\d\.jsonl\.enc")


@dataclass(frozen=True, slots=True)
class Place:
    """The entry that was written last: its row number and hash."""

    n: int
    h: str


class BlackBox:
    """Writes what the journal has and the box has not."""

    def __init__(self, home: Path, recovery_public: bytes) -> None:
        self._folder = home / FOLDER
        self._recovery = X25519PublicKey.from_public_bytes(recovery_public)
        self._place: Place | None = None

    def catch_up(self, store: Store, day: str) -> int:
        """Append every entry that is not in the box yet, and put it onto the disk; how many there were."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        written = 0
        while batch := self._next(store):
            self._append(day, (entry for _n, entry in batch))
            n, last = batch[-1]
            self._keep_place(Place(n, last.h.hex()))
            written += len(batch)
        return written

    def _next(self, store: Store) -> list[tuple[int, Entry]]:
        with store.read() as tx:
            if self._place is None:
                self._place = self._kept_place()
                if self._place.n and not _stands(tx.journal.read(self._place.n - 1), self._place):
                    self._place = Place(0, "")  # another file than the one written from: everything once more
            batch = []
            for found in tx.journal.read(self._place.n):
                batch.append(found)
                if len(batch) == AT_ONCE:
                    break
        return batch

    def _append(self, day: str, entries: Iterable[Entry]) -> None:
        path = self._folder / f"{day}{ENDING}"
        if not path.exists():
            self._make_room()
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            lines = b"".join(_sealed(entry, self._recovery) for entry in entries)
            os.write(handle, lines if _ends_whole(handle) else b"\n" + lines)
            os.fsync(handle)
        finally:
            os.close(handle)

    def _make_room(self) -> None:
        days = sorted(path for path in self._folder.iterdir() if _FILE.fullmatch(path.name))
        for old in days[: max(0, len(days) + 1 - KEPT_FILES)]:
            old.unlink()

    def _keep_place(self, place: Place) -> None:
        part = self._folder / f"{PLACE}.part"
        part.write_text(json.dumps({"n": place.n, "h": place.h}))
        part.replace(self._folder / PLACE)
        self._place = place

    def _kept_place(self) -> Place:
        try:
            told = json.loads((self._folder / PLACE).read_text())
            return Place(int(told["n"]), str(told["h"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Place(0, "")


def read_black_box(path: Path, recovery_key: bytes) -> list[Entry]:
    """The entries of one file, as they were written, each once; Refused `wrong_recovery_key` when no line opens."""
    key = X25519PrivateKey.from_private_bytes(recovery_key)
    lines = [line for line in path.read_bytes().split(b"\n") if line]
    entries = [entry for line in lines if (entry := _opened(line, key)) is not None]
    if lines and not entries:
        raise Refused("wrong_recovery_key")
    return list({(entry.journal_id, entry.seq, entry.h): entry for entry in entries}.values())


def _sealed(entry: Entry, recovery: X25519PublicKey) -> bytes:
    fresh = X25519PrivateKey.generate()
    public = fresh.public_key().public_bytes_raw()
    key = _key_of(fresh.exchange(recovery), public)
    return base64.b64encode(public + AESGCM(key).encrypt(_NONCE, _line_of(entry), None)) + b"\n"


def _opened(line: bytes, recovery: X25519PrivateKey) -> Entry | None:
    try:
        sealed = base64.b64decode(line, validate=True)
        key = _key_of(recovery.exchange(X25519PublicKey.from_public_bytes(sealed[:32])), sealed[:32])
        told = json.loads(AESGCM(key).decrypt(_NONCE, sealed[32:], None))
    except (binascii.Error, ValueError, InvalidTag):
        return None
    for name in ("journal_id", "h", "sig"):
        told[name] = bytes.fromhex(told[name])
    return Entry(**told | {"body": told["body"].encode()})


def _line_of(entry: Entry) -> bytes:
    told = {name: getattr(entry, name) for name in Entry.__slots__}
    told |= {"journal_id": entry.journal_id.hex(), "h": entry.h.hex(), "sig": entry.sig.hex()}
    return json.dumps(told | {"body": entry.body.decode()}, ensure_ascii=False).encode()


def _key_of(shared: bytes, public: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=public, info=_INFO).derive(shared)


def _ends_whole(handle: int) -> bool:
    """Whether the last line was written to its end; a new file has none."""
    size = os.fstat(handle).st_size
    if not size:
        return True
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) == b"\n"


def _stands(found: Iterable[tuple[int, Entry]], place: Place) -> bool:
    n, entry = next(iter(found), (0, None))
    return entry is not None and n == place.n and entry.h.hex() == place.h
