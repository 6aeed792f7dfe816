"""The two commands: each does the whole set-up by itself when something is missing, and nothing when all is there."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bootstrapping import checks, debian
from bootstrapping.environment import Environment, alone, this_interpreter
from bootstrapping.steps import Stopped, say

CHECKOUT = Path(__file__).resolve().parents[2]
USAGE = """\
usage: python3 packaging/bootstrap.py demo [arguments of `tandem demo`]
       python3 packaging/bootstrap.py test [--long] [arguments of pytest]

Both first install what is missing: system packages by apt where they may, Python packages into .venv.

  demo    opens a ready demo store, for example: demo --home my-store
  test    runs every check and test, for example: test tests/unit -k money
          --long runs the long ones in full instead of a tenth of them"""


def main(arguments: Sequence[str]) -> int:
    """Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 130 stopped by Ctrl-C."""
    match list(arguments):
        case ["demo", *rest]:
            command = "demo"
        case ["test", *rest]:
            command = "test"
        case ["-h" | "--help"]:
            say(USAGE)
            return 0
        case _:
            print(USAGE, file=sys.stderr)
            return 2
    try:
        environment = _set_up(window=command == "demo")
        return demo(environment, rest) if command == "demo" else test(environment, rest)
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def demo(environment: Environment, arguments: Sequence[str]) -> int:
    """Become the program, which then gets Ctrl-C and other signals itself.

    -P keeps the folder that we were started in, whose files are none of ours, out of the imports.
    """
    program = [str(environment.python), "-P", "-m", "ui", "demo", *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(program[0], program)
    return subprocess.call(program)  # on Windows exec gives the prompt back while the program still runs


def test(environment: Environment, arguments: Sequence[str]) -> int:
    others = [argument for argument in arguments if argument != "--long"]
    return checks.run_all(environment.python, environment.checkout, others, long=len(others) < len(arguments))


def _set_up(*, window: bool) -> Environment:
    environment = Environment(CHECKOUT, this_interpreter())
    with alone(CHECKOUT):
        ready = environment.is_ready()
        debian.prepare(window=window, environment_ready=ready)
        if not ready:
            environment.make()
    return environment
