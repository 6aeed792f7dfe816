"""What the synchroniser does for the till's file beside the line: moving its log, tidying search, the black box."""

from pathlib import Path

from filelock import FileLock, Timeout

from pos.domain.failures import Unavailable
from pos.store.engine import PAGE_BYTES, checkpoint
from pos.store.search import merge_step
from pos.store.store import Store
from sync.blackbox import BlackBox
from sync.site import Site

LOOK_EVERY_S = 1.0
BOX_EVERY_S = 2.0
"""Every entry is in the black box within 5 s, the sync to the disk included."""
QUIET_S = 2.0
"""A file that nobody wrote for so long is at rest: its log can be emptied."""
PASSIVE_PAGES = 1000
"""A log of more pages is moved into the file even while somebody sells."""
CHECKPOINT_LOCK = "checkpoint.lock"


class Keeper:
    """Holds the right to checkpoints while it lives; `turn` does what is due."""

    def __init__(self, site: Site, box: BlackBox, written: "WrittenAt") -> None:
        self._site, self._box, self._written = site, box, written
        self._lock = FileLock(Path(site.till.home) / CHECKPOINT_LOCK, timeout=0)
        self._box_at = 0.0
        self._tidied_at = -1.0

    def turn(self, now: float) -> float:
        """Do what is due; until when there is nothing to do."""
        if now >= self._box_at:
            self._box_at = now + BOX_EVERY_S
            self._catch_up()
        if self._holds():
            self._move_log(now)
        self._site.status.save()
        return now + LOOK_EVERY_S

    def close(self) -> None:
        """A last look at the black box, and the right to checkpoints is given back."""
        self._catch_up()
        self._lock.release()

    def _holds(self) -> bool:
        """Another program may have been first; then its turn is asked for again."""
        try:
            self._lock.acquire()
        except Timeout:
            return False
        if self._lock.lock_counter > 1:
            self._lock.release()
        return True

    def _catch_up(self) -> None:
        try:
            written = self._box.catch_up(self._site.till.store, self._site.till.now().date().isoformat())
        except OSError:
            self._site.log("black_box_failed")
            return
        if written:
            self._site.log("black_box", count=written)

    def _move_log(self, now: float) -> None:
        """Little by little while somebody writes, wholly when nobody does."""
        store = self._site.till.store
        pages, last = _log_pages(store), self._written.last
        try:
            if now - last >= QUIET_S:
                if pages and self._tidied_at != last:
                    with store.write(durable=False) as tx:
                        merge_step(tx.driver, "find_sale")
                    with store.driver() as driver:
                        checkpoint(driver, "TRUNCATE")
                    self._tidied_at = last
            elif pages > PASSIVE_PAGES:
                with store.driver() as driver:
                    checkpoint(driver)
        except Unavailable as failure:
            self._site.log("checkpoint_failed", code=failure.code)


def _log_pages(store: Store) -> int:
    try:
        return store.path.with_name(store.path.name + "-wal").stat().st_size // PAGE_BYTES
    except FileNotFoundError:
        return 0


class WrittenAt:
    """When somebody wrote into the till's file last, as far as the watch has seen."""

    def __init__(self, now: float) -> None:
        self.last = now
