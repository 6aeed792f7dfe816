"""Runs real processes that acknowledge on their output, and kills them in the middle of their work.

Whoever reads the lines is the customer with the receipt in hand: what was printed must be there afterwards.
"""

import os
import random
import select
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ANSWER_S = 30  # a process that prints nothing for this long is stuck
OVERRUN_S = 0.02  # how long past the chosen line a kill may come, so that it falls anywhere in a transaction


def lines_until_killed(
    seller: Sequence[str],
    besides: Sequence[Sequence[str]],
    chance: random.Random,
    *,
    most: int,
    stdin: Path | None = None,
) -> list[str]:
    """Start all, read 1 to `most` lines of the seller, kill all at a random moment after that; the lines it printed."""
    with _running(seller, stdin) as process, _all_running(besides) as others:
        reading = _Lines(process)
        reading.read(chance.randint(1, most), ANSWER_S)
        reading.read(most, chance.uniform(0, OVERRUN_S))
        for victim in chance.sample([process, *others], len(others) + 1):
            victim.kill()
        return reading.rest()


class _Lines:
    """The whole lines that came out of a process so far; a torn last one was never read by anybody."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        self._output, self._text = process.stdout.fileno(), b""

    def read(self, lines: int, seconds: float) -> None:
        """Until there are so many more, the time is over or the process has ended."""
        end, wanted = time.monotonic() + seconds, self._text.count(b"\n") + lines
        while self._text.count(b"\n") < wanted and (left := end - time.monotonic()) > 0:
            if select.select([self._output], [], [], left)[0]:
                if not (more := os.read(self._output, 1 << 16)):
                    return
                self._text += more

    def rest(self) -> list[str]:
        while more := os.read(self._output, 1 << 16):
            self._text += more
        return self._text.decode().split("\n")[:-1]


@contextmanager
def _running(command: Sequence[str], stdin: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    with (
        (stdin or Path(os.devnull)).open("rb") as source,
        subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def _all_running(commands: Sequence[Sequence[str]]) -> Iterator[list[subprocess.Popen[bytes]]]:
    processes = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands]
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.wait()
