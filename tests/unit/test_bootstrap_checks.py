"""What the test command counts, shows and says last."""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bootstrapping import checks
from bootstrapping.checks import Tally, counted

REPORT = """\
<testsuites><testsuite errors="1" failures="1" skipped="2" tests="6">
<testcase classname="t" name="a" /><testcase classname="t" name="b" />
<testcase classname="t" name="c"><failure message="no">…</failure></testcase>
<testcase classname="t" name="d"><failure message="no">…</failure><error message="also">…</error></testcase>
<testcase classname="t" name="e"><skipped message="no shared data">…</skipped></testcase>
<testcase classname="t" name="f"><skipped message="no shared data">…</skipped></testcase>
</testsuite></testsuites>"""
CASES = list(ElementTree.fromstring(REPORT).iter("testcase"))
PASSING = REPORT[: REPORT.index("<testcase classname")] + '<testcase name="a" /></testsuite></testsuites>'


def a_python(directory: Path, *, report: str, failing: str = "nothing") -> Path:
    """An interpreter that runs no check: it notes how it was called, writes pytest's report and fails where asked."""
    program = directory / "program.py"
    program.write_text(f"""\
import json, os, pathlib, sys
called = " ".join(sys.argv[1:])
if "pytest" in called:
    settings = {{name: os.environ.get(name) for name in ("TANDEM_LONG", "QT_QPA_PLATFORM", "PYTHONDONTWRITEBYTECODE")}}
    pathlib.Path({str(directory / "called.json")!r}).write_text(json.dumps([sys.argv[1:], settings]))
    target = next(word for word in sys.argv if word.startswith("--junitxml=")).partition("=")[2]
    pathlib.Path(target).write_text({report!r}, encoding="utf-8")
if {failing!r} in called:
    print("the words of", {failing!r})
    sys.exit(1)
print("words of no interest")
""")
    python = directory / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{program}" "$@"\n')
    python.chmod(0o755)
    return python


def test_tests_are_counted_once_each() -> None:
    tally = counted(CASES, pytest_exit=1)

    assert tally == Tally(passed=2, failed=2, skipped=2)


def test_the_closing_line_gives_the_three_figures() -> None:
    assert Tally(passed=412, failed=0, skipped=3).line == "412 passed, 0 failed, 3 skipped"


@pytest.mark.parametrize("exit_code", [2, 3, 4, -9])
def test_a_pytest_that_crashed_counts_as_a_failure(exit_code: int) -> None:
    tally = counted([], exit_code)

    assert tally == Tally(failed=1)


@pytest.mark.parametrize(
    ("tally", "exit_code"),
    [(Tally(passed=1), 0), (Tally(passed=9, failed=1), 1), (Tally(skipped=3), 1), (Tally(), 1)],
)
def test_only_a_run_that_tested_something_without_a_failure_is_a_success(tally: Tally, exit_code: int) -> None:
    assert tally.exit_code == exit_code


def test_a_run_without_a_failure_shows_only_its_steps(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    python = a_python(tmp_path, report=PASSING)

    exit_code = checks.run_all(python, tmp_path, [], long=False)

    shown = capfd.readouterr().out.splitlines()
    assert exit_code == 0
    assert shown[:4] == list(checks.CHECKS)
    assert shown[4].startswith("pytest on ")
    assert shown[5:] == ["1 passed, 0 failed, 0 skipped"]


@pytest.mark.parametrize("failing", ["ruff check", "ruff format", "mypy", "lint_imports"])
def test_a_failing_check_counts_as_failed_and_shows_its_words(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], failing: str
) -> None:
    python = a_python(tmp_path, report=PASSING, failing=failing)

    exit_code = checks.run_all(python, tmp_path, [], long=False)

    shown = capfd.readouterr().out.splitlines()
    assert exit_code == 1
    assert f"the words of {failing}" in shown
    assert shown[-1] == "1 passed, 1 failed, 0 skipped"


def test_a_failing_test_shows_pytests_words_and_why_others_were_skipped(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    python = a_python(tmp_path, report=REPORT, failing="pytest")

    exit_code = checks.run_all(python, tmp_path, [], long=False)

    shown = capfd.readouterr().out.splitlines()
    assert exit_code == 1
    assert shown[-3:] == ["the words of pytest", "skipped 2: no shared data", "2 passed, 2 failed, 2 skipped"]


def test_a_selection_without_a_test_proves_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    python = a_python(tmp_path, report="<testsuites />")

    exit_code = checks.run_all(python, tmp_path, ["-k", "no such test"], long=False)

    shown = capfd.readouterr().out.splitlines()
    assert exit_code == 1
    assert shown[-2:] == ["No test ran.", "0 passed, 0 failed, 0 skipped"]


@pytest.mark.parametrize(("long", "setting"), [(True, "1"), (False, None)])
def test_long_runs_are_asked_for_by_a_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long: bool, setting: str | None
) -> None:
    monkeypatch.delenv("TANDEM_LONG", raising=False)
    python = a_python(tmp_path, report=PASSING)

    checks.run_all(python, tmp_path, ["tests/unit", "-k", "money"], long=long)

    called, settings = json.loads((tmp_path / "called.json").read_text())
    assert called[-3:] == ["tests/unit", "-k", "money"]
    assert settings == {"TANDEM_LONG": setting, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
