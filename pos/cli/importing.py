"""`import`: files into the till."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pos.cli.command import command
from pos.cli.console import Console, json_line, warn

if TYPE_CHECKING:
    from pos.services.imports import Imported

MOST_SAID = 20
"""Problems that are said; the file beside the import has them all."""


def add_to(app: typer.Typer) -> None:
    command(app, "import", "tandem-till import products PRODUCTS.csv --dry-run")(import_)


def import_(
    console: Console,
    kind: Annotated[
        Literal["products", "prices", "customers", "staff", "stock", "promotions", "taxes", "programme", "roles"],
        typer.Argument(help="What the file holds."),
    ],
    file: Annotated[Path, typer.Argument(help="CSV, or JSON for promotions, taxes, programme and roles.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the file and change nothing.")] = False,
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help="Take the good rows although others have problems.")
    ] = False,
    adjust: Annotated[
        bool, typer.Option("--adjust", help="The stock file has changes (sku, location, change, reason), no counts.")
    ] = False,
    staff: Annotated[str, typer.Option(metavar="ID", help="Who does it.")] = "till",
) -> None:
    """Import a file. One row with a problem keeps all of it out, unless --keep-good.

    Problems are listed in FILE.errors.csv. The same file again changes nothing.
    """
    with console.till(writes=not dry_run) as till:
        from pos.services.imports import import_file
        from pos.services.staff import require_member

        require_member(till, staff)
        done = import_file(till, kind, file, dry_run=dry_run, keep_good=keep_good, adjust=adjust, staff=staff)
    if console.json:
        print(json_line(_document(done, dry_run)))
    else:
        _say(done, dry_run)
    if done.problems and not done.kept:
        raise typer.Exit(1)


def _document(done: "Imported", dry_run: bool) -> dict[str, Any]:
    from pos.domain.imports.reasons import REASONS

    document: dict[str, Any] = {
        "kind": done.kind,
        "rows": done.rows,
        "kept": done.kept,
        "unchanged": done.unchanged,
        "dry_run": dry_run,
        "problems": [
            {"line": x.line, "column": x.column, "code": x.code, "reason": REASONS[x.code], "value": x.value}
            for x in done.problems
        ],
        "errors_file": done.errors,
        "without_role": list(done.without_role),
    }
    if done.problems and not done.kept:
        document["error"] = {"code": "import_problems", "message": _count(done)}
    return document


def _say(done: "Imported", dry_run: bool) -> None:
    from pos.domain.imports.reasons import REASONS

    for problem in done.problems[:MOST_SAID]:
        column = f", {problem.column}" if problem.column else ""
        value = f" ({problem.value})" if problem.value else ""
        warn(f"Line {problem.line}{column}: {REASONS[problem.code]}{value}")
    if done.problems:
        listed = f" All are listed in {done.errors}." if done.errors else ""
        warn(f"{_count(done)}{listed}")
    if done.without_role:
        warn(f"Their role is no more, so they sign in and may do nothing else alone: {', '.join(done.without_role)}.")
    if done.unchanged:
        print("This file was imported before. Nothing was changed.")
    elif done.kept:
        print(f"{_good(done)} imported.")
    elif dry_run:
        print(f"{_good(done)} {'is' if done.rows == 1 else 'are'} good. Nothing was changed.")


def _good(done: "Imported") -> str:
    return f"{done.rows} {'row' if done.rows == 1 else 'rows'} of {done.kind}"


def _count(done: "Imported") -> str:
    rows = len({problem.line for problem in done.problems})
    if done.kept:
        return f"{rows} {'row had a problem and was' if rows == 1 else 'rows had problems and were'} left out."
    return f"{rows} {'row has a problem' if rows == 1 else 'rows have problems'}. Nothing was imported."
