"""One line for each step of the set-up, and the step's own words only when it fails."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

TIDYING_S = 10  # what a program gets to end by itself after Ctrl-C


class Stopped(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def say(words: str) -> None:
    print(words, flush=True)


def step(what: str, command: Sequence[str], directory: Path | None = None) -> None:
    """Say what is done and do it. Raises Stopped with everything that the command printed when it fails."""
    say(what)
    code, printed = run(command, directory=directory)
    if code != 0:
        raise Stopped(f"{printed.rstrip()}\n{what}: failed with exit code {code}.")


def run(
    command: Sequence[str],
    *,
    directory: Path | None = None,
    environment: Mapping[str, str] | None = None,
    shown: bool = False,
) -> tuple[int, str]:
    """Run to the end and return exit code and output; `shown` leaves the output to the terminal instead.

    The output goes through a file: a grandchild that outlives the command cannot hold us up as it would on a pipe.
    """
    with tempfile.TemporaryFile() as printed:
        output = None if shown else printed
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output and subprocess.STDOUT,
            cwd=directory,
            env={**os.environ, **(environment or {})},
        ) as program:
            code = _ended(program)
        printed.seek(0)
        return code, printed.read().decode(errors="replace")


def _ended(program: subprocess.Popen[bytes]) -> int:
    """Wait for the program. Ctrl-C reaches it from the terminal as well, so it may tidy up before it is killed."""
    try:
        return program.wait()
    except KeyboardInterrupt:
        try:
            program.wait(TIDYING_S)
        except subprocess.TimeoutExpired:
            program.kill()
        raise
