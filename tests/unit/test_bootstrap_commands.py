"""How the set-up is called, and what it says to those whom it cannot serve."""

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from bootstrapping import commands
from bootstrapping.steps import Stopped, step

PACKAGING = Path(__file__).parents[2] / "packaging"
BOOTSTRAP = PACKAGING / "bootstrap.py"


def test_a_python_that_is_too_old_is_told_so_in_one_sentence() -> None:
    pretend = (
        f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({str(BOOTSTRAP)!r}, run_name='__main__')"
    )

    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("Tandem needs Python 3.11 or newer, and this is Python 3.9. ")
    assert "Traceback" not in done.stderr


def test_the_first_file_uses_no_words_that_an_old_python_cannot_read() -> None:
    tree = ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 7))

    new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.FunctionDef)
    assert [node for node in ast.walk(tree) if isinstance(node, new)] == []


@pytest.mark.parametrize("arguments", [[], ["sell"], ["--long", "test"]])
def test_wrong_usage_shows_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    exit_code = commands.main(arguments)

    assert exit_code == 2
    assert capsys.readouterr().err.startswith("usage: python3 packaging/bootstrap.py demo")


def test_help_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    exit_code = commands.main(["--help"])

    assert exit_code == 0
    assert "runs every check and test" in capsys.readouterr().out


def test_a_step_that_succeeds_is_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    step("Counting", [sys.executable, "-c", "print(1, 2, 3)"])

    assert capfd.readouterr() == ("Counting\n", "")


def test_a_step_that_fails_tells_all_that_it_printed() -> None:
    code = "import sys; print('first'); print('then', file=sys.stderr); sys.exit(3)"

    with pytest.raises(Stopped) as stopped:
        step("Counting", [sys.executable, "-u", "-c", code])

    assert str(stopped.value) == "first\nthen\nCounting: failed with exit code 3."


@pytest.mark.skipif(os.name == "nt", reason="no process groups there")
def test_ctrl_c_lets_the_running_program_tidy_up() -> None:
    inner = (
        "import time\ntry:\n print('ready', flush=True); time.sleep(60)\nexcept KeyboardInterrupt: print('tidied up')"
    )
    outer = "import sys; from bootstrapping.steps import run\ntry: run(sys.argv[1:], shown=True)\n"
    outer += "except KeyboardInterrupt: sys.exit(130)"
    program = subprocess.Popen(
        [sys.executable, "-c", outer, sys.executable, "-c", inner],
        env={**os.environ, "PYTHONPATH": str(PACKAGING)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert program.stdout is not None
    program.stdout.readline()

    os.killpg(program.pid, signal.SIGINT)

    rest, _ = program.communicate()
    assert (program.returncode, rest) == (130, "tidied up\n")
