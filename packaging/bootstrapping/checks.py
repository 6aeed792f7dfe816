"""Every check and test of the checkout in one run that is quiet while all is well, closed by one line of figures."""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from bootstrapping.steps import run, say

CHECKS = {
    "ruff check": ["-m", "ruff", "check", "--quiet"],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet"],
    "mypy": ["-m", "mypy"],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}
NO_TEST_RAN = 5  # pytest's exit code
_BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}
"""Hundreds of processes are begun: where nothing compiled is kept, each would compile the whole program anew."""


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
    if not tally.passed and not tally.failed:
        say("No test ran.")
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
    settings = {"QT_QPA_PLATFORM": "offscreen", **_BYTECODE, **({"TANDEM_LONG": "1"} if long else {})}
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    workers = cores + 1  # there is nearly always one test that waits for a program, a disk or a clock
    say(f"pytest on {cores} cores" + (", long runs in full" if long else ""))
    with tempfile.TemporaryDirectory() as directory:
        results = Path(directory) / "results.xml"
        command = [str(python), "-m", "pytest", "-n", str(workers), "--dist", "worksteal", f"--junitxml={results}"]
        code, printed = run([*command, *arguments], directory=checkout, environment=settings, shown=at_terminal)
        cases = _cases(results)
    tally = counted(cases, code)
    if printed and tally.exit_code != 0:
        say(printed.rstrip())
    for reason, count in reasons_to_skip(cases).items():
        say(f"skipped {count}: {reason}")
    return tally


def _cases(results: Path) -> list[Element]:
    """The tests in a JUnit report; a pytest that crashed leaves none, or half of one."""
    try:
        return list(ElementTree.parse(results).iter("testcase"))
    except (FileNotFoundError, ElementTree.ParseError):
        return []


def reasons_to_skip(cases: Iterable[Element]) -> Counter[str]:
    return Counter(skipped.get("message", "") for case in cases for skipped in case.iter("skipped"))


def counted(cases: Iterable[Element], pytest_exit: int) -> Tally:
    """Each test counts once, also one that fails and then breaks while it tidies up.

    A pytest that ended badly and tells of no failed test (a crash, wrong arguments) counts as one failure.
    """
    tally = Tally()
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
