"""Records what the till does to its files, and makes chosen operations fail.

SQLite's files are seen in its own VFS (vfs.py). A write is recorded after it happened and an fsync covers only what was
recorded before it began, so threads run freely and the recording never promises more than the disk did: two writes
whose order matters are ordered by SQLite's locks, and the first returns, recorded, before its lock is released.

The witness is written by Python, which has no seam for writes (no audit event for os.write or os.fsync, and swapping
os.write would miss a file object's). So a watched file is compared with what is known of it before each event is
recorded: whoever wrote, and however, the bytes stand in the timeline ahead of whatever happened next, and an order
between writes means no more than that. An fsync leaves no trace to compare; os.fsync is therefore swapped while
recording. One done by other means would be missed, and the cuts would only be harsher.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tests.durability.events import (
    Acknowledged,
    Created,
    Deleted,
    Event,
    Recording,
    Replaced,
    Synced,
    SyncFailed,
    Truncated,
    Written,
)
from tests.durability.vfs import SQLITE_OK, ObservedVfs

if TYPE_CHECKING:
    from _typeshed import FileDescriptorLike

DISK_FULL = 13  # SQLITE_FULL
WRITE_FAILED = 10 | 3 << 8  # SQLITE_IOERR_WRITE
SYNC_FAILED = 10 | 4 << 8  # SQLITE_IOERR_FSYNC

Fault = Callable[[str, str], int]


def no_fault(_operation: str, _name: str) -> int:
    return SQLITE_OK


class Recorder:
    """While entered, every file of SQLite below `root` is recorded; enter before opening a connection.

    `fault(operation, name)` is asked before each "write", "truncate" and "sync" and may answer DISK_FULL, WRITE_FAILED
    or SYNC_FAILED in its stead.
    """

    def __init__(self, root: Path) -> None:
        self.fault: Fault = no_fault
        self._root = root.resolve()
        self._lock = threading.Lock()
        self._events: list[Event] = []
        self._watched: dict[str, _Watched] = {}
        self._synced_inodes = set[int]()
        self._start: dict[str, bytes] = {}
        self._names = set[str]()
        self._vfs = ObservedVfs(self)
        self._fsync = os.fsync

    def __enter__(self) -> Self:
        self._vfs.install()
        os.fsync = self._synced_by_python
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.fsync = self._fsync
        self._vfs.remove()
        if self._vfs.broken:
            raise self._vfs.broken[0]

    @property
    def recording(self) -> Recording:
        with self._lock:
            self._look_at_watched()
            return Recording(dict(self._start), tuple(self._events))

    def watch_appends(self, path: Path) -> None:
        """Bring a file that Python appends to, or renames a finished file over, into the same timeline."""
        name = self._name(str(path.resolve()))
        if path.exists():
            self._start[name] = path.read_bytes()
        self._watched[name] = _Watched(path, self._start.get(name))

    def acknowledge(self, what: str) -> None:
        """Say that somebody outside relies on `what` from now on."""
        self._record(Acknowledged(what))

    def watches(self, path: str) -> bool:
        return Path(path).is_relative_to(self._root)

    def failure(self, operation: str, path: str) -> int:
        return self.fault(operation, self._name(path))

    def opened(self, path: str) -> None:
        """The first one to open a file finds it as it was when the recording began, or new and empty."""
        name = self._name(path)
        with self._lock:
            if name in self._names:
                return
            self._names.add(name)
            if content := Path(path).read_bytes():
                self._start[name] = content
            else:
                self._events.append(Created(name))

    def deleted(self, path: str, sync_folder: bool) -> None:
        name = self._name(path)
        with self._lock:
            self._names.discard(name)
            self._events.append(Deleted(name))
            if sync_folder:
                self._events.append(Synced("", len(self._events)))

    def written(self, path: str, offset: int, data: bytes) -> None:
        self._record(Written(self._name(path), offset, data))

    def truncated(self, path: str, size: int) -> None:
        self._record(Truncated(self._name(path), size))

    def sync_begins(self, _path: str) -> int:
        with self._lock:
            self._look_at_watched()
            return len(self._events)

    def sync_ended(self, path: str, before: int) -> None:
        self._record(Synced(self._name(path), before))

    def sync_failed(self, path: str, before: int) -> None:
        self._record(SyncFailed(self._name(path), before))

    def _synced_by_python(self, fd: "FileDescriptorLike") -> None:
        before = self.sync_begins("")
        self._fsync(fd)
        self._synced_inodes.add(os.fstat(fd if isinstance(fd, int) else fd.fileno()).st_ino)
        for name, watched in self._watched.items():
            if watched.is_open_as(fd):
                self._record(Synced(name, before))

    def _record(self, event: Event) -> None:
        with self._lock:
            self._look_at_watched()
            self._events.append(event)

    def _look_at_watched(self) -> None:
        for name, watched in self._watched.items():
            self._events.extend(watched.changes(name, self._synced_inodes))

    def _name(self, path: str) -> str:
        return Path(path).relative_to(self._root).as_posix()


class _Watched:
    """A plain file and what is known of it."""

    def __init__(self, path: Path, known: bytes | None) -> None:
        self._path, self._known = path, known
        self._inode = path.stat().st_ino if known is not None else None

    def changes(self, name: str, synced_inodes: set[int]) -> list[Event]:
        """What happened since the last look. A file renamed over this one is whole if it was synced before."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return self._gone(name)
        if self._known is not None and (status.st_ino, status.st_size) == (self._inode, len(self._known)):
            return []
        content, known, same = self._path.read_bytes(), self._known, status.st_ino == self._inode
        self._known, self._inode = content, status.st_ino
        if known is not None and same:
            assert content.startswith(known), f"{name} was changed in place, which no size betrays"
            return [Written(name, len(known), content[len(known) :])]
        if known is not None and status.st_ino in synced_inodes:
            return [Replaced(name, content)]
        return [Created(name), Written(name, 0, content)]

    def is_open_as(self, fd: "FileDescriptorLike") -> bool:
        number = fd if isinstance(fd, int) else fd.fileno()
        return self._path.exists() and os.path.samestat(self._path.stat(), os.fstat(number))

    def _gone(self, name: str) -> list[Event]:
        known, self._known = self._known, None
        return [] if known is None else [Deleted(name)]
