"""Programs that run beside the window, started and watched but never imported: the synchroniser, and the demo's hub.

A program that dies is started again after growing pauses; whoever is interested asks `is_running`. When the window
closes every program is asked to end, and stopped where it does not.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from filelock import FileLock, Timeout
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from pos.services.till import SYNC_LOCK

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
STEADY_S = 30.0
"""A program that ran this long has not failed at its start: the pauses begin anew."""
GRACE_S = 3.0
"""Between being asked to end and being stopped; also how long a pause may be before anybody is told of it."""
LOOK_MS = 5_000
"""How often it is looked whether another program still does the work."""
ROOT = Path(__file__).resolve().parent.parent


class Program(QObject):
    """One program that is kept running. `changed` says that `is_running` may be another now."""

    changed = Signal()

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        *,
        first_pause_s: float = FIRST_PAUSE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._command, self._first_pause_s, self._clock = tuple(command), first_pause_s, clock
        self._environment = dict(environment or {})
        self._pause_s = first_pause_s
        self._started_at = 0.0
        self._wanted = False
        self._process: QProcess | None = None
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._begin)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.state() != QProcess.ProcessState.NotRunning

    @property
    def pid(self) -> int:
        """Its process id, 0 while it does not run."""
        return self._process.processId() if self._process is not None else 0

    def start(self) -> None:
        """Have it run from now on; nothing happens when it does already."""
        if not self._wanted:
            self._wanted = True
            self._begin()

    def stop(self, *, at_once: bool = False) -> None:
        """Ask it to end, stop it where it does not within GRACE_S, or `at_once`; and do not start it again."""
        self._wanted = False
        self._again.stop()
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.terminate()
        if at_once or not process.waitForFinished(int(GRACE_S * 1000)):
            process.kill()
            process.waitForFinished(int(GRACE_S * 1000))
        process.deleteLater()

    def _begin(self) -> None:
        if not self._wanted:
            return
        self._started_at = self._clock()
        process = QProcess(self)
        process.setProcessEnvironment(_environment(environment() | self._environment))
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.stateChanged.connect(self._state_changed)
        self._process = process
        process.start(self._command[0], self._command[1:])

    def _state_changed(self, state: QProcess.ProcessState) -> None:
        if state == QProcess.ProcessState.NotRunning and self._wanted:
            if self._clock() - self._started_at >= STEADY_S:
                self._pause_s = self._first_pause_s
            self._again.start(int(self._pause_s * 1000))
            self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2)
            if self._process is not None:
                self._process.deleteLater()
                self._process = None
        self.changed.emit()


class Synchroniser(QObject):
    """`tandem-sync run` for one home, unless a service does that already."""

    changed = Signal()

    def __init__(self, home: Path, command: Sequence[str] = (), clock: Callable[[], float] = time.monotonic) -> None:
        """`command` is what is run in its place by tests."""
        super().__init__()
        self._lock, self._clock = home / SYNC_LOCK, clock
        self._program = Program(
            tuple(command) or (sys.executable, "-m", "sync", "run", "--home", str(home)), clock=clock
        )
        self._program.changed.connect(self._told)
        self._wanted = False
        self._others = False
        self._gone_at: float | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    @property
    def is_running(self) -> bool:
        """Whether records are sent by anybody; a short pause before it is started again is not told."""
        gone = self._gone_at is not None and self._clock() - self._gone_at > GRACE_S
        return self._wanted and (self._others or not gone)

    @property
    def program(self) -> Program:
        return self._program

    def start(self) -> None:
        if not self._wanted:
            self._wanted = True
            self._look()
            self._timer.start(LOOK_MS)

    def stop(self) -> None:
        self._wanted = False
        self._timer.stop()
        self._program.stop()

    def _look(self) -> None:
        """Start it where nobody else holds the lock; our own program holds it itself."""
        if not self._program.is_running:
            self._others = _is_held(self._lock)
            if not self._others:
                self._program.start()
        self.changed.emit()

    def _told(self) -> None:
        if self._program.is_running:
            self._gone_at = None
        elif self._gone_at is None:
            self._gone_at = self._clock()
        self.changed.emit()


def _is_held(path: Path) -> bool:
    """Whether another program holds this lock; it is let go at once when nobody did."""
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def environment() -> dict[str, str]:
    """Ours, with the folder of this program in front: a checkout runs without being installed, from anywhere."""
    path = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path)}


def _environment(values: Mapping[str, str]) -> QProcessEnvironment:
    made = QProcessEnvironment()
    for name, value in values.items():
        made.insert(name, value)
    return made
