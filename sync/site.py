"""What every loop of the synchroniser works with: the till, the hub, how the line is, the log, time and chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pos.services.till import Till
from pos.store.pace import Pace
from sync import wire
from sync.logs import Log
from sync.status import Status

LOCAL = frozenset(
    "till_busy disk_full disk_error file_damaged file_unreadable home_not_writable page_does_not_fit no_snapshot "
    "must_refetch".split()
)
"""Failures that say nothing about the line: they are this machine's, or a page came twice."""


class Part(Protocol):
    """A part of a snapshot."""

    @property
    def head(self) -> wire.SnapshotHead: ...
    @property
    def changes(self) -> list[wire.Change]: ...
    @property
    def tail(self) -> wire.SnapshotTail: ...


class Hub(Protocol):
    """The central API, as far as the loops call it; `sync.api.Api` says how it fails."""

    def hello(self, message: wire.Hello) -> wire.HelloAnswer: ...
    def journal(self, epoch: str, items: Sequence[wire.WireEntry]) -> wire.JournalAnswer: ...
    def keys(self, keys: Sequence[wire.PersonKey]) -> wire.KeysAnswer: ...
    def feed(self, scope: wire.Scope, cursor: str, wait_s: int) -> wire.FeedPage: ...
    def snapshot(self, scope: wire.Scope, after: str) -> Part: ...
    def claim(self, request: wire.ClaimRequest, limit_s: float) -> wire.ClaimAnswer: ...
    def receipt(self, number: str, limit_s: float) -> wire.ReceiptAnswer: ...
    def reconcile(self, days: Sequence[wire.DayFigures], feeds: Sequence[wire.FeedFigures]) -> wire.ReconcileAnswer: ...
    def ranges(self, journal_id: str, ranges: Sequence[wire.Range]) -> wire.RangeAnswer: ...


@dataclass(frozen=True)
class Site:
    """`mono` counts seconds and only goes forward; `app` is the version of the program. `keys_sent` are persons whose
    keys this run has sent."""

    till: Till
    api: Hub
    status: Status
    log: Log
    mono: Callable[[], float]
    chance: Callable[[], float]
    app: str
    pace: Pace
    keys_sent: set[str] = field(default_factory=set)
