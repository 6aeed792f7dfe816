"""How long this computer has been running, by a clock that nobody can set."""

import time
from dataclasses import dataclass
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Uptime:
    """`boot` names this run of the computer, empty where it has no name; `seconds` count within it."""

    boot: str
    seconds: float


def uptime() -> Uptime:
    """Readings of two programs on this computer can be compared where `boot` is the same and not empty."""
    try:
        boot = _BOOT_ID.read_text().strip()
    except OSError:
        boot = ""
    return Uptime(boot, running_s())


def running_s() -> float:
    """A clock that only goes forward, and where the system has one that goes on while the machine sleeps, that one."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
