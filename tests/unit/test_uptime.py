"""The clock that two programs of one computer compare: nobody sets it, and a sleep of the machine counts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pos.services.uptime import running_s, uptime

ROOT = Path(__file__).parents[2]
A_DAY_S = 86_400
SLEPT_A_DAY = ("unshare", "--time", "--boottime", str(A_DAY_S))
"""In a time namespace of its own a program sees the boot clock a day ahead of the monotonic one, as after a day of
sleep (time_namespaces(7))."""


def test_two_readings_of_one_computer_can_be_compared() -> None:
    first, second = uptime(), uptime()

    assert first.boot == second.boot
    assert 0 <= second.seconds - first.seconds < 60


def test_the_time_that_the_machine_slept_counts() -> None:
    if not may_shift_the_clock():
        pytest.skip("this system does not let us run a program under a shifted boot clock")
    before = running_s()

    told = subprocess.run(
        [*SLEPT_A_DAY, sys.executable, "-c", "from pos.services.uptime import uptime; print(uptime().seconds)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert A_DAY_S <= float(told.stdout) - before < A_DAY_S + 60


def may_shift_the_clock() -> bool:
    if os.name != "posix" or shutil.which("unshare") is None:
        return False
    return subprocess.run([*SLEPT_A_DAY, "true"], capture_output=True).returncode == 0
