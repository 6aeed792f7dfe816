"""A layer over the file system of the SQLite library inside sqlcipher3, so that a test sees and fails every write.

SQLite reaches files through a table of functions (https://sqlite.org/vfs.html). The library exports its own, so ctypes
can put five Python functions in front: open, delete, write, truncate, sync. Locks, shared memory and reads stay native;
SQLAlchemy, several connections and threads run as they always do, on real files.
"""

import ctypes
import os
from collections.abc import Callable
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from functools import wraps
from typing import Any, Protocol

import sqlcipher3._sqlite3

SQLITE_OK = 0
SQLITE_IOERR = 10

_Open = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Delete = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)  # a raw pointer: parameters of a URI follow the name's NUL
_Write = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = ctypes.CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = ctypes.CFUNCTYPE(c_int, c_void_p, c_int)


class _Methods(Structure):
    """sqlite3_io_methods, version 3: what one open file can do."""

    _fields_ = (
        ("iVersion", c_int),
        *((name, c_void_p) for name in ("xClose", "xRead", "xWrite", "xTruncate", "xSync")),
        *((f"native{n}", c_void_p) for n in range(13)),
    )


class _Vfs(Structure):
    """sqlite3_vfs, version 3."""

    _fields_ = (
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        ("xOpen", c_void_p),
        ("xDelete", c_void_p),
        *((f"native{n}", c_void_p) for n in range(16)),
    )


_library = ctypes.CDLL(sqlcipher3._sqlite3.__file__)  # already loaded: the very copy that the driver uses
_library.sqlite3_vfs_find.restype = POINTER(_Vfs)
_library.sqlite3_vfs_find.argtypes = [c_char_p]
_library.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
_library.sqlite3_vfs_unregister.argtypes = [c_void_p]

_kept_alive: list[object] = []  # a connection that outlives its recording still calls these


class Observer(Protocol):
    """Told of each operation that was done and of each failed fsync; asked before each. Paths are absolute."""

    def watches(self, path: str) -> bool: ...
    def failure(self, operation: str, path: str) -> int: ...
    def opened(self, path: str) -> None: ...
    def deleted(self, path: str, sync_folder: bool) -> None: ...
    def written(self, path: str, offset: int, data: bytes) -> None: ...
    def truncated(self, path: str, size: int) -> None: ...
    def sync_begins(self, path: str) -> int: ...
    def sync_ended(self, path: str, before: int) -> None: ...
    def sync_failed(self, path: str, before: int) -> None: ...


class ObservedVfs:
    """The default VFS with an observer in front. `broken` holds what went wrong in the observer itself."""

    def __init__(self, observer: Observer) -> None:
        self.broken: list[BaseException] = []
        self._observer = observer
        self._paths: dict[int, str] = {}  # by address of the open file
        self._methods: dict[int, _Methods] = {}  # by address of the native ones
        self._owed: dict[int, int] = {}  # by address of the open file: the failure that its next sync reports
        self._native = _library.sqlite3_vfs_find(None)
        self._vfs = _Vfs()
        ctypes.memmove(byref(self._vfs), self._native, ctypes.sizeof(_Vfs))
        self._vfs.zName, self._vfs.pNext = b"observed", None
        self._vfs.xOpen = self._pointer(_Open, self._open)
        self._vfs.xDelete = self._pointer(_Delete, self._delete)
        self._native_open = _Open(self._native.contents.xOpen)
        self._native_delete = _Delete(self._native.contents.xDelete)
        _kept_alive.append(self)

    def install(self) -> None:
        """Every connection opened from now on goes through here."""
        _library.sqlite3_vfs_register(byref(self._vfs), 1)

    def remove(self) -> None:
        _library.sqlite3_vfs_unregister(byref(self._vfs))

    def _open(self, _vfs: int, name: int | None, file: int, flags: int, out_flags: int) -> int:
        outcome = self._native_open(ctypes.cast(self._native, c_void_p), name, file, flags, out_flags)
        if outcome == SQLITE_OK and name is not None and self._observer.watches(path := _path(name)):
            table = ctypes.cast(file, POINTER(c_void_p))
            table[0] = ctypes.addressof(self._observed(table[0]))
            self._paths[file] = path
            self._owed.pop(file, None)
            self._observer.opened(path)
        return int(outcome)

    def _delete(self, _vfs: int, name: int, sync_folder: int) -> int:
        outcome = self._native_delete(ctypes.cast(self._native, c_void_p), name, sync_folder)
        if outcome == SQLITE_OK and self._observer.watches(path := _path(name)):
            self._observer.deleted(path, bool(sync_folder))
        return int(outcome)

    def _observed(self, native_address: int) -> _Methods:
        """The same methods with write, truncate and sync in Python; made once for each native table."""
        if native_address not in self._methods:
            native = _Methods.from_address(native_address)
            methods = _Methods()
            ctypes.memmove(byref(methods), native_address, ctypes.sizeof(_Methods))
            methods.xWrite = self._pointer(_Write, self._writing(_Write(native.xWrite)))
            methods.xTruncate = self._pointer(_Truncate, self._truncating(_Truncate(native.xTruncate)))
            methods.xSync = self._pointer(_Sync, self._syncing(_Sync(native.xSync)))
            self._methods[native_address] = methods
        return self._methods[native_address]

    def _writing(self, native: Callable[..., int]) -> Callable[..., int]:
        def write(file: int, buffer: int, amount: int, offset: int) -> int:
            path = self._paths[file]
            outcome = self._observer.failure("write", path) or native(file, buffer, amount, offset)
            if outcome == SQLITE_OK:
                self._observer.written(path, offset, ctypes.string_at(buffer, amount))
            return outcome

        return write

    def _truncating(self, native: Callable[..., int]) -> Callable[..., int]:
        def truncate(file: int, size: int) -> int:
            path = self._paths[file]
            outcome = self._observer.failure("truncate", path) or native(file, size)
            if outcome == SQLITE_OK:
                self._observer.truncated(path, size)
            return outcome

        return truncate

    def _syncing(self, native: Callable[..., int]) -> Callable[..., int]:
        """A failed fsync is told once to everybody who has the file open, as Linux does since 4.13."""

        def sync(file: int, flags: int) -> int:
            path = self._paths[file]
            before = self._observer.sync_begins(path)
            owed = self._owed.pop(file, SQLITE_OK)
            outcome = owed or self._observer.failure("sync", path) or native(file, flags)
            if outcome == SQLITE_OK:
                self._observer.sync_ended(path, before)
            else:
                self._observer.sync_failed(path, before)
            if outcome != owed:
                self._owed |= {other: outcome for other in self._paths if other != file and self._paths[other] == path}
            return outcome

        return sync

    def _pointer(self, kind: Any, function: Callable[..., int]) -> int | None:
        callback = kind(self._answering(function))
        _kept_alive.append(callback)
        return ctypes.cast(callback, c_void_p).value

    def _answering(self, function: Callable[..., int]) -> Callable[..., int]:
        """ctypes would swallow an exception and answer SQLITE_OK: keep it, and fail the operation."""

        @wraps(function)
        def answer(*arguments: Any) -> int:
            try:
                return function(*arguments)
            except BaseException as error:
                self.broken.append(error)
                return SQLITE_IOERR

        return answer


def _path(name: int) -> str:
    return os.path.realpath(os.fsdecode(ctypes.string_at(name)))
