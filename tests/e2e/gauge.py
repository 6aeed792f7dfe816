"""What a running program holds: memory, open files, threads; read from Linux's own accounts, and how they grow."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression

WARM_UP = 4
"""One part of so many of a trial is warm-up: caches fill, modules load."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds `at_s` seconds into a trial."""

    at_s: float
    memory_mb: float
    files: int
    threads: int


def held(pid: int, at_s: float) -> Held:
    """Memory that the process filled itself. Pages of its files are not: they count as its own or as shared by what
    other programs happen to run beside it, 40 MB of Qt's libraries up or down."""
    process = Path(f"/proc/{pid}")
    kib = {
        name: int(value.split()[0])
        for name, _, value in (line.partition(":") for line in (process / "smaps_rollup").read_text().splitlines()[1:])
    }
    threads = len(os.listdir(process / "task"))
    return Held(at_s, kib["Anonymous"] * 1024 / 1e6, len(os.listdir(process / "fd")), threads)


def warm(samples: Sequence[Held]) -> Sequence[Held]:
    """The samples after the warm-up."""
    return samples[len(samples) // WARM_UP :]


def growth_mb(samples: Sequence[Held]) -> float:
    """How much memory grew over the warm samples, by their straight line: one odd sample does not decide."""
    kept = warm(samples)
    slope, _ = linear_regression([one.at_s for one in kept], [one.memory_mb for one in kept])
    return slope * (kept[-1].at_s - kept[0].at_s)


def grew(samples: Sequence[Held], what: str) -> int:
    """How much more of it the last third of the warm samples holds at least than the first third did at most."""
    kept = [getattr(one, what) for one in warm(samples)]
    third = max(1, len(kept) // 3)
    return int(min(kept[-third:]) - max(kept[:third]))
