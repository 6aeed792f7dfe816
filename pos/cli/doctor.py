"""`doctor`: how the till is."""

from typing import Annotated

import typer

from pos.cli.command import command
from pos.cli.console import Console


def add_to(app: typer.Typer) -> None:
    command(app, "doctor", "tandem-till doctor --json")(doctor)


def doctor(
    console: Console,
    print_page: Annotated[
        bool, typer.Option("--print", help="First print a page with every kind of row and both codes.")
    ] = False,
) -> None:
    """Look at disk, keys, clock, file, witness and printer.

    Each thing is ok, warn or fail, with a sentence. Exit code 1 when anything fails.
    """
    from pos.services.health import examine

    if print_page:
        _print_page(console)
    checks = list(examine(console.home))
    failed = any(check.verdict == "fail" for check in checks)
    console.answer(
        {
            "ok": not failed,
            "checks": [{"name": x.name, "verdict": x.verdict, "message": x.words} for x in checks],
        },
        (f"{check.verdict:<5} {check.name:<11} {check.words}" for check in checks),
    )
    if failed:
        raise typer.Exit(1)


def _print_page(console: Console) -> None:
    from pos.services.printing import print_check

    with console.till() as till:
        print_check(till)
