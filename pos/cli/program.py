"""What every program for the command line shares: how a run ends, whatever went wrong."""

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress

from typer import Abort, Typer
from typer.exceptions import TyperException

from pos.cli.command import Asked
from pos.cli.console import WrongUsage, tell_failure, tell_wrong_usage, warn
from pos.domain.failures import Refused, Unavailable

DONE, FAILED, WRONG_USAGE = 0, 1, 2
INTERRUPTED = 130
"""What typer makes of Ctrl-C."""
_HALF = re.compile("[\ud800-\udfff]")
"""What Python makes of a byte in an argument that is not UTF-8."""


def run_program(app: Typer, name: str, argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused or failed (with one sentence why), 2 wrong usage."""
    given = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # a stream that somebody else put there may have no encoding to set
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    code = DONE
    try:
        code = _run(app, name, given)
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as failure:
        _drop_output()
        if code == DONE and not isinstance(failure, BrokenPipeError):
            tell_failure(Unavailable("system_refused", words=_words(failure)), as_json=False)
        code = FAILED
    return code


def _run(app: Typer, name: str, given: list[str]) -> int:
    asked = Asked()
    try:
        _require_text(given)
        code = int(app(given, prog_name=name, standalone_mode=False, obj=asked) or DONE)
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        return code
    except (Refused, Unavailable) as failure:
        tell_failure(failure, asked.json or "--json" in given)
        return FAILED
    except (TyperException, WrongUsage) as usage:
        words = usage.format_message() if isinstance(usage, TyperException) else str(usage)
        tell_wrong_usage(words, "--json" in given)
        return WRONG_USAGE
    except (KeyboardInterrupt, Abort):
        warn("Stopped. Whatever was answered before is done and kept.")
        return FAILED
    except BrokenPipeError:
        raise
    except OSError as failure:
        tell_failure(Unavailable("system_refused", words=_words(failure)), asked.json)
        return FAILED


def _require_text(given: list[str]) -> None:
    """Bytes that are no UTF-8 would come back as an error of whatever they reach first."""
    if any(not argument.isascii() and _HALF.search(argument) for argument in given):
        raise WrongUsage("An argument is not UTF-8 text")


def _words(failure: OSError) -> str:
    """What the system says, and of which file when it names one."""
    return f"{failure.strerror} ({failure.filename})" if failure.filename else str(failure.strerror)


def _drop_output() -> None:
    """Whatever took our answers takes no more: nothing is written there, also not when the interpreter ends, which
    would then end with a code of its own."""
    with suppress(AttributeError, OSError, ValueError):  # a stream that somebody else put there may have no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
