"""Every check and test of the checkout in one run that is quiet while all is well, closed by one line of figures."""

import os
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bootstrapping.steps import run, say

CHECKS = {
    "ruff check": ["-m", "ruff", "check", "--quiet"],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet"],
    "mypy": ["-m", "mypy"],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}
NO_TEST_RAN = 5  # pytest's exit code


@dataclass(frozen=True, slots=True)
class Tally:
    """What the closing line says. A check counts only when it fails: passed and skipped are tests."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def line(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    @property
    def exit_code(self) -> int:
        """A run in which nothing was tested has proved nothing."""
        return 0 if self.passed and not self.failed else 1


def run_all(python: Path, checkout: Path, arguments: Sequence[str], *, long: bool) -> int:
    """Run everything, say the closing line and return the exit code."""
    failed = sum(not _passes(what, [str(python), *command], checkout) for what, command in CHECKS.items())
    tally = _tests(python, checkout, arguments, long=long)
    tally = replace(tally, failed=tally.failed + failed)
    say(tally.line)
    return tally.exit_code


def _passes(what: str, command: Sequence[str], checkout: Path) -> bool:
    say(what)
    code, printed = run(command, directory=checkout)
    if code != 0:
        say(f"{printed.rstrip()}\n{what}: failed")
    return code == 0


def _tests(python: Path, checkout: Path, arguments: Sequence[str], *, long: bool) -> Tally:
    """Somebody at a terminal sees pytest's progress; elsewhere its output appears only when a test fails."""
    at_terminal = sys.stdout.isatty()
    settings = {"QT_QPA_PLATFORM": "offscreen", **({"TANDEM_LONG": "1"} if long else {})}
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    say(f"pytest on {cores} cores" + (", long runs in full" if long else ""))
    with tempfile.TemporaryDirectory() as directory:
        results = Path(directory) / "results.xml"
        command = [str(python), "-m", "pytest", "-n", str(cores), "--dist", "worksteal", f"--junitxml={results}"]
        code, printed = run([*command, *arguments], directory=checkout, environment=settings, shown=at_terminal)
        tally = counted(results.read_text(encoding="utf-8") if results.exists() else "", code)
    if tally.exit_code != 0:
        say(printed.rstrip())
    return tally


def counted(results: str, pytest_exit: int) -> Tally:
    """Count pytest's JUnit report; a test may both fail and break while it tidies up, which makes it one failed test.

    A pytest that ended badly and tells of no failed test (a crash, wrong arguments) counts as one failure.
    """
    tally = Tally()
    cases = ElementTree.fromstring(results).iter("testcase") if results else ()
    for case in cases:
        outcomes = {outcome.tag for outcome in case}
        if outcomes & {"failure", "error"}:
            tally = replace(tally, failed=tally.failed + 1)
        elif "skipped" in outcomes:
            tally = replace(tally, skipped=tally.skipped + 1)
        else:
            tally = replace(tally, passed=tally.passed + 1)
    if pytest_exit not in (0, NO_TEST_RAN) and not tally.failed:
        tally = replace(tally, failed=1)
    return tally
