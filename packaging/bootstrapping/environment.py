"""The checkout's own Python environment in .venv: made anew when anything that it was made from has changed."""

import contextlib
import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bootstrapping.steps import say, step

PINNED = "packaging/constraints.txt"
MADE_FROM = ("pyproject.toml", PINNED)


@dataclass(frozen=True)
class Environment:
    """One checkout's .venv. Neither may move: scripts and the way back to the checkout hold full paths."""

    checkout: Path
    interpreter: str  # what tells one Python from another, see this_interpreter

    @property
    def directory(self) -> Path:
        return self.checkout / ".venv"

    @property
    def python(self) -> Path:
        return self.directory / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """Written last and removed first: without it an environment is half made, whatever it looks like."""
        return self.directory / "made-from.sha256"

    def fingerprint(self) -> str:
        told = hashlib.sha256(f"{self.interpreter}\n{self.checkout}\n".encode(errors="surrogateescape"))
        for name in MADE_FROM:
            told.update(hashlib.sha256((self.checkout / name).read_bytes()).digest())
        return told.hexdigest()

    def is_ready(self) -> bool:
        return self.python.exists() and self.stamp.exists() and self.stamp.read_text() == self.fingerprint()

    def make(self) -> None:
        """Make it anew with everything in it. Raises Stopped with pip's own words when a package cannot be had."""
        self.stamp.unlink(missing_ok=True)
        # We may be running inside the very environment that is cleared here: the interpreter that it was made from.
        outside: str = getattr(sys, "_base_executable", sys.executable)
        making = f"Making .venv with Python {platform.python_version()}"
        step(making, [outside, "-I", "-m", "venv", "--clear", str(self.directory)])
        self._install("Installing pip", "pip")
        build = ["--build-constraint", PINNED]
        self._install("Installing Python packages (a minute or two)", *build, "--group", "dev", "--editable", ".")
        half = self.stamp.with_suffix(".half")
        half.write_text(self.fingerprint())
        half.replace(self.stamp)

    def _install(self, what: str, *wanted: str) -> None:
        pip = [str(self.python), "-I", "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
        step(what, [*pip, "--constraint", PINNED, *wanted], self.checkout)


def this_interpreter() -> str:
    """A bug-fix release keeps working in an environment of the one before, so it counts as the same."""
    version = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
    return f"{version} {platform.machine()} {sys.base_prefix}"


@contextlib.contextmanager
def alone(checkout: Path) -> Iterator[None]:
    """Two set-ups of one checkout at once would clear each other's work: the second one waits."""
    if sys.platform == "win32":  # directories cannot be locked there
        yield
        return
    import fcntl

    handle = os.open(checkout, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up of this checkout")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
