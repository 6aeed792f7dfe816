"""What the till does when nobody needs it: the log moved into the file, locks counted down."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from pos.services.staff import count_down_locks
from pos.services.till import Till
from ui.jobs import Jobs

IDLE_S = 2.0
EVERY_MS = 1_000
LOCKS_EVERY_S = 10
MOST_LOG_BYTES = 4_000 * 4096
"""A log this long is moved even while somebody sells (ARCHITECTURE.md, "Programs and processes")."""


class Upkeep(QObject):
    """Looks once a second whether the till was left alone for a while. `stirred` says that it was not."""

    def __init__(self, till: Till, jobs: Jobs) -> None:
        super().__init__()
        self._till, self._jobs = till, jobs
        self._log = till.store.path.with_name(till.store.path.name + "-wal")
        self._stirred_at = time.monotonic()
        self._counted_at = time.monotonic()
        self._kept_bytes = 0
        self._busy = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        self._timer.stop()

    def stirred(self) -> None:
        self._stirred_at = time.monotonic()

    def _look(self) -> None:
        now = time.monotonic()
        passed = int(now - self._counted_at)
        if passed >= LOCKS_EVERY_S:
            self._counted_at += passed
            self._job(lambda: count_down_locks(self._till, passed))
        log = self._log.stat().st_size if self._log.exists() else 0
        idle = now - self._stirred_at > IDLE_S
        if not self._busy and log != self._kept_bytes and (idle or log > MOST_LOG_BYTES):
            self._kept_bytes = log
            self._job(self._till.store.upkeep)

    def _job(self, work: Callable[[], None]) -> None:
        """Upkeep that fails is tried again later; a sale says itself when the disk is full."""
        self._busy = True
        self._jobs(work, self._done, self._done)

    def _done(self, _result: object) -> None:
        self._busy = False
