"""The witness: a small file outside the database that knows how far the journal was; ARCHITECTURE.md, "Witness".

After each commit one record goes behind the last with a single append, before the receipt is printed or told. It is
flushed to disk within 5 s in the background, never on the way of a sale. A database that is behind its witness was
rolled back.
"""

import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from filelock import FileLock

FLUSH_S = 5.0
LOCK_S = 1.0
"""A shift that is being opened does not wait longer for another program that shortens the file."""
COMPACT_ABOVE_BYTES = 64 * 1024
_MARK = "w1"


@dataclass(frozen=True, slots=True)
class Seen:
    """The journal had this entry at this place, and this was the last receipt number then."""

    journal_id: bytes
    seq: int
    h: bytes
    receipt: str

    def line(self) -> bytes:
        text = f"{_MARK} {self.journal_id.hex()} {self.seq} {self.h.hex()} {self.receipt or '-'}"
        return f"{text} {crc32(text.encode()):08x}\n".encode()


class Witness:
    """Appends and reads the records of one till's home."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def saw(self, seen: Seen) -> None:
        """Append one record; the file is opened anew each time, so that a compaction elsewhere is never written past.

        A witness that cannot be written costs evidence, not the sale, which is already durable.
        """
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, seen.line())
            finally:
                os.close(handle)
        except OSError:
            return
        with self._lock:
            if self._timer is None:
                self._timer = threading.Timer(FLUSH_S, self.flush)
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """Put what was appended onto the disk."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = None
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND)
        except OSError:
            return
        try:
            os.fsync(handle)
        except OSError:
            return
        finally:
            os.close(handle)

    def records(self) -> tuple[Seen, ...]:
        """Every whole record, oldest first; a torn tail and anything unreadable is ignored."""
        try:
            content = self._path.read_bytes()
        except OSError:
            return ()
        return tuple(seen for line in content.split(b"\n") if (seen := _read(line)) is not None)

    def newest(self) -> dict[bytes, Seen]:
        """The record with the highest seq of each journal, journals in the order in which they were first seen."""
        return _newest(self.records())

    def compact(self) -> None:
        """Keep the newest record of each journal, when the file has grown.

        A record appended to the old file meanwhile is lost with it; the next one says more than it did. Where nothing
        can be written, or another program is at it for long, the long file stays.
        """
        with suppress(OSError):
            if self._path.stat().st_size >= COMPACT_ABOVE_BYTES:
                self._shorten()

    def _shorten(self) -> None:
        with FileLock(self._path.with_name("witness.lock"), timeout=LOCK_S):
            kept = b"".join(seen.line() for seen in self.newest().values())
            part = self._path.with_name(self._path.name + ".part")
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                os.write(handle, kept)
                os.fsync(handle)
            finally:
                os.close(handle)
            part.replace(self._path)


def _newest(records: Iterable[Seen]) -> dict[bytes, Seen]:
    newest: dict[bytes, Seen] = {}
    for seen in records:
        if seen.journal_id not in newest or newest[seen.journal_id].seq <= seen.seq:
            newest[seen.journal_id] = seen
    return newest


def _read(line: bytes) -> Seen | None:
    text, _, check = line.rpartition(b" ")
    try:
        if not text or int(check, 16) != crc32(text):
            return None
        mark, journal_id, seq, h, receipt = text.decode().split(" ")
        if mark != _MARK:
            return None
        return Seen(bytes.fromhex(journal_id), int(seq), bytes.fromhex(h), "" if receipt == "-" else receipt)
    except ValueError:
        return None
