"""What happened to the files below one folder, in the order in which it happened. Names are relative to the folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Created:
    name: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A finished and synced file was renamed over this name."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Deleted:
    name: str


@dataclass(frozen=True, slots=True)
class Written:
    name: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncated:
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """An fsync returned; it covers the first `before` events, those recorded when it began. No name: the folder's."""

    name: str
    before: int


@dataclass(frozen=True, slots=True)
class SyncFailed:
    """An fsync of what the first `before` events changed came back with an error."""

    name: str
    before: int


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """From here on somebody outside relies on it: a receipt was printed, a result line was read."""

    what: str


Event = Created | Replaced | Deleted | Written | Truncated | Synced | SyncFailed | Acknowledged


@dataclass(frozen=True, slots=True)
class Recording:
    """The files as they durably were when the recording began, and everything since."""

    start: Mapping[str, bytes]
    events: Sequence[Event]
