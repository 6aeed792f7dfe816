"""How the line is, for the window: what the loops find out becomes one LineState in the database.

It is written at each change, and every few seconds where only a time has moved on.
"""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from pos.domain.failures import Unavailable
from pos.domain.journal import moment_of, stamp
from pos.domain.link import LineName, LineState
from pos.services.till import Till
from pos.services.uptime import Uptime
from pos.store.sync_log import SyncLog
from sync.protocol import NO_WAY

SAVE_EVERY_S = 5.0
GATED = ("revoked", "suspended", "waiting")
"""What the hub may say of a till that it does not serve."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a loop does not get through."""

    code: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class Status:
    """Shared by all loops; each tells how it fares under its own name."""

    def __init__(self, till: Till, mono: Callable[[], float], uptime: Callable[[], Uptime], pid: int) -> None:
        self._till, self._mono, self._uptime = till, mono, uptime
        boot = uptime().boot
        self._lock = threading.Lock()
        self._troubles: dict[str, Trouble] = {}
        self._paused = False
        with till.store.read() as tx:
            before = tx.link.line()
        now = stamp(till.now())
        self._line = replace(before or LineState("starting", now), line="starting", since=now, sending=0)
        self._line = replace(self._line, code="", facts=(), boot=boot, pid=pid)
        if before is not None and before.boot != boot:
            self._line = replace(self._line, hub_at="", hub_mono_s=0.0)
        self._saved: LineState | None = None
        self._saved_at = 0.0
        self.heard_at = 0.0
        self.reached: Callable[[], None] = lambda: None  # what is to be done when the hub is there again

    @property
    def till_state(self) -> str:
        """What the hub says of this till: active, waiting, suspended, revoked, fork."""
        return self._line.till

    @property
    def is_online(self) -> bool:
        return self._line.line == "online"

    def talked(self, loop: str, *, received: bool = False) -> None:
        """The hub answered this loop; `received`: something of a feed came with it. Loops that could not reach it can
        now."""
        with self._lock:
            now = stamp(self._till.now())
            self.heard_at = self._mono()
            waiting = [name for name, trouble in self._troubles.items() if trouble.code in NO_WAY]
            self._troubles |= dict.fromkeys(waiting, Trouble())
            self._troubles[loop] = Trouble()
            self._line = replace(self._line, talked_at=now, received_at=now if received else self._line.received_at)
            self._settle(now)
        self.save()
        if waiting:
            self.reached()

    def failed(self, loop: str, code: str, facts: tuple[tuple[str, str], ...] = ()) -> None:
        with self._lock:
            self._troubles[loop] = Trouble(code, facts)
            self._settle(stamp(self._till.now()))
        self.save()

    def paused(self, paused: bool) -> None:
        """Somebody wants the line to rest, or to go on."""
        if paused == self._paused:
            return
        with self._lock:
            self._paused = paused
            self._settle(stamp(self._till.now()))
        self.save()

    def sending(self, count: int) -> None:
        """So many entries are on their way."""
        with self._lock:
            self._line = replace(self._line, sending=count)
        self.save()

    def hub_said(self, state: str, hub_at: str) -> None:
        """What hello brought: the state of this till, and the hub's clock now. A till that is served again goes on."""
        with self._lock:
            is_back = self._line.till in GATED and state not in GATED
            self._line = replace(self._line, till=state)
            if hub_at:
                self._line = replace(self._line, hub_at=hub_at, hub_mono_s=self._uptime().seconds)
            self._settle(stamp(self._till.now()))
        self.save()
        if is_back:
            self.reached()

    def save(self) -> None:
        """Write the state down where it changed, or after a while."""
        with self._lock:
            line, due = self._line, self._mono() - self._saved_at >= SAVE_EVERY_S
            if line == self._saved or not (due or _differ(line, self._saved)):
                return
            before = self._saved
            with suppress(Unavailable):  # a till that is busy hears it the next time
                self._write(line, is_news=before is None or (before.line, before.code) != (line.line, line.code))
                self._saved, self._saved_at = line, self._mono()

    def _write(self, line: LineState, *, is_news: bool) -> None:
        with self._till.store.write(durable=False) as tx:
            tx.link.keep_line(line)
            if is_news:
                _note(tx.sync_log, line)

    def _settle(self, now: str) -> None:
        """What all loops together say, and since when."""
        line, trouble = _line_of(self._paused, self._line.till, self._troubles)
        if (line, trouble.code) == (self._line.line, self._line.code):
            self._line = replace(self._line, facts=trouble.facts)
            return
        gone_s = self._line.was_offline_s
        if self._line.line == "offline" and line == "online":
            gone_s = max(0, int((moment_of(now) - moment_of(self._line.since)).total_seconds()))
        since = self._line.since if self._line.line == line == "offline" else now
        self._line = replace(
            self._line, line=line, since=since, code=trouble.code, facts=trouble.facts, was_offline_s=gone_s
        )


def _line_of(paused: bool, till_state: str, troubles: Mapping[str, Trouble]) -> tuple[LineName, Trouble]:
    if paused:
        return "paused", Trouble()
    if till_state in GATED:
        return "offline", Trouble(till_state)
    found = next((trouble for trouble in troubles.values() if trouble.code), None)
    if found is not None:
        return "offline", found
    return ("online" if troubles else "starting"), Trouble()


def _differ(line: LineState, saved: LineState | None) -> bool:
    """Whether more changed than times and counts."""
    if saved is None:
        return True
    return _said(line) != _said(saved)


def _said(line: LineState) -> tuple[object, ...]:
    return line.line, line.since, line.code, line.facts, line.till, line.hub_at, line.pid


def _note(log: SyncLog, line: LineState) -> None:
    log.add(line.since, line.line, {"code": line.code} if line.code else {})
