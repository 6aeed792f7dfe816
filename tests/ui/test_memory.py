"""What the window takes of the machine's memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKED = """
import ctypes, threading
from ui.run import application

application()
libc = ctypes.CDLL(None)
together = threading.Barrier(4)
def ask():
    together.wait()
    libc.malloc(1_000)
    together.wait()
threads = [threading.Thread(target=ask) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc.malloc_stats()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc gives every thread a heap")
def test_threads_of_the_window_take_memory_from_one_heap() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    done = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60, check=True
    )

    heaps = [line for line in done.stderr.splitlines() if line.startswith("Arena")]
    assert heaps == ["Arena 0:"]
