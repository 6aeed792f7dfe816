"""What a power cut may leave of files whose latest writes still stood in a cache.

An inode is the bytes that are certainly on the disk and, in order, the changes no fsync has covered yet. A cut keeps
any part of those: the buffered model of Pillai et al., "All File Systems Are Not Created Equal" (OSDI 2014). Names are
a journalled directory, as on ext4, NTFS and APFS: its changes survive in their order; any fsync brings them along.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from tests.durability.events import Created, Deleted, Event, Replaced, Synced, SyncFailed, Truncated, Written

T = TypeVar("T")
SECTOR = 512  # bytes that a disk writes at once, or not


class CutMode(StrEnum):
    """How much of the unsynced changes a cut keeps."""

    NONE = "none"  # nothing
    ALL = "all"  # everything: the cache had just been written out
    PREFIX = "prefix"  # the first ones, in order
    SUBSET = "subset"  # any of them, as a disk that reorders
    TORN = "torn"  # any of them, and of some writes only some sectors, a few of these as garbage
    MIXED = "mixed"  # of each file by a mode of its own


class Kind(StrEnum):
    """What an fsync of this disk is worth."""

    HONEST = "honest"
    LYING = "lying"  # it answers that all is well and does nothing
    FORGETFUL = "forgetful"
    """What it failed to write stays readable in the cache but is not written by the next one either, as on Linux:
    Rebello et al., "Can Applications Recover from fsync Failures?" (ATC 2020)."""


Change = Written | Truncated


@dataclass(slots=True)
class Inode:
    """One file: its durable bytes and the numbered changes waiting in the cache."""

    durable: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, Change]] = field(default_factory=list)

    def sync(self, before: int) -> None:
        """Make every change durable that was recorded before the fsync began."""
        for _, change in (covered := [entry for entry in self.waiting if entry[0] < before]):
            _apply(self.durable, change)
        del self.waiting[: len(covered)]

    def forget(self, before: int) -> None:
        """Take the changes out of the cache's list of what is to be written."""
        self.waiting = [entry for entry in self.waiting if entry[0] >= before]

    def after_cut(self, mode: CutMode, chance: random.Random) -> bytes:
        if mode is CutMode.MIXED:
            mode = chance.choice([other for other in CutMode if other is not CutMode.MIXED])
        content = bytearray(self.durable)
        for change in _survivors([change for _, change in self.waiting], mode, chance):
            _apply(content, change)
        return bytes(content)


class Disk:
    """Replays recorded events and cuts the power at any of them."""

    def __init__(self, start: Mapping[str, bytes], kind: Kind = Kind.HONEST) -> None:
        self._kind = kind
        self._recorded = 0
        self._names = {name: Inode(bytearray(content)) for name, content in start.items()}
        self._durable_names = dict(self._names)
        self._waiting_names: list[tuple[int, str, Inode | None]] = []

    def apply(self, event: Event) -> None:
        match event:
            case Written() | Truncated():
                self._names[event.name].waiting.append((self._recorded, event))
            case Created():
                self._name(event.name, Inode())
            case Replaced():
                self._name(event.name, Inode(bytearray(event.data)))
            case Deleted():
                self._name(event.name, None)
            case SyncFailed() if self._kind is Kind.FORGETFUL and event.name in self._names:
                self._names[event.name].forget(event.before)
            case Synced() if self._kind is not Kind.LYING:
                self._sync(event)
        self._recorded += 1

    def image(self, mode: CutMode, chance: random.Random) -> dict[str, bytes]:
        """The files as the next start finds them."""
        names = dict(self._durable_names)
        _rename(names, _first(self._waiting_names, mode, chance))
        return {name: inode.after_cut(mode, chance) for name, inode in names.items()}

    def _name(self, name: str, inode: Inode | None) -> None:
        entry = (self._recorded, name, inode)
        _rename(self._names, [entry])
        self._waiting_names.append(entry)

    def _sync(self, event: Synced) -> None:
        covered = [entry for entry in self._waiting_names if entry[0] < event.before]
        _rename(self._durable_names, covered)
        del self._waiting_names[: len(covered)]
        if (inode := self._names.get(event.name)) is not None:
            inode.sync(event.before)


def _rename(names: dict[str, Inode], changes: Iterable[tuple[int, str, Inode | None]]) -> None:
    for _, name, inode in changes:
        if inode is None:
            names.pop(name, None)
        else:
            names[name] = inode


def _apply(content: bytearray, change: Change) -> None:
    end = change.size if isinstance(change, Truncated) else change.offset + len(change.data)
    content.extend(bytes(max(0, end - len(content))))
    if isinstance(change, Truncated):
        del content[end:]
    else:
        content[change.offset : end] = change.data


def _first(changes: Sequence[T], mode: CutMode, chance: random.Random) -> Sequence[T]:
    """What an ordered cache had written out."""
    if mode in (CutMode.NONE, CutMode.ALL):
        return changes if mode is CutMode.ALL else ()
    return changes[: chance.randint(0, len(changes))]


def _survivors(changes: list[Change], mode: CutMode, chance: random.Random) -> Iterator[Change]:
    if mode not in (CutMode.SUBSET, CutMode.TORN):
        yield from _first(changes, mode, chance)
        return
    for change in changes:
        if chance.random() < 0.5:
            continue
        if mode is CutMode.TORN and isinstance(change, Written) and chance.random() < 0.5:
            yield from _torn(change, chance)
        else:
            yield change


def _torn(change: Written, chance: random.Random) -> Iterator[Written]:
    """Each sector of the write for itself: arrived, not arrived, or one time in twenty garbage."""
    for piece in _sectors(change):
        luck = chance.random()
        if luck < 0.5:
            yield piece
        elif luck > 0.95:
            yield Written(piece.name, piece.offset, chance.randbytes(len(piece.data)))


def _sectors(change: Written) -> Iterator[Written]:
    start, end = change.offset, change.offset + len(change.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield Written(change.name, start, change.data[start - change.offset : stop - change.offset])
        start = stop
