"""`import`: files into the hub."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pos.cli.command import command
from pos.cli.console import Console, warn
from sync.hub.cli.opening import DEFAULT_DATABASE, Database, opened

if TYPE_CHECKING:
    from sync.hub.imports.job import Imported

MOST_SAID = 20
"""Problems that are said; with --json all of them are."""


def add_to(app: typer.Typer) -> None:
    command(app, "import", "tandem-hub import products PRODUCTS.csv")(import_)


def import_(
    console: Console,
    kind: Annotated[
        Literal["products", "prices", "customers", "staff", "stock", "promotions", "taxes", "programme", "roles"],
        typer.Argument(help="What the file holds."),
    ],
    file: Annotated[Path, typer.Argument(help="CSV, or JSON for promotions, taxes, programme and roles.")],
    store: Annotated[int, typer.Option(metavar="N", help="Whose stock, currency and country it is.")] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the file and change nothing.")] = False,
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help="Take the good rows although others have problems.")
    ] = False,
    adjust: Annotated[
        bool, typer.Option("--adjust", help="The stock file has changes (sku, location, change, reason), no counts.")
    ] = False,
    database: Database = DEFAULT_DATABASE,
) -> None:
    """Import a file for every till. One row with a problem keeps all of it out, unless --keep-good.

    What is here just like that already is not sent to the tills again.
    """
    from sync.hub.imports.file import import_file

    with opened(console, database) as hub:
        done = import_file(hub, kind, file, store_no=store, keep_good=keep_good, dry_run=dry_run, adjust=adjust)
    failed = bool(done.problems) and not done.kept
    if not console.json:
        _say_problems(done)
    console.answer(_document(done, dry_run, failed), [] if failed else _words(done))
    if failed:
        raise typer.Exit(1)


def _document(done: "Imported", dry_run: bool, failed: bool) -> dict[str, Any]:
    from pos.domain.imports.reasons import REASONS

    document: dict[str, Any] = {
        "kind": done.kind,
        "rows": done.rows,
        "kept": done.kept,
        "published": done.published,
        "dry_run": dry_run,
        "without_role": list(done.without_role),
        "problems": [
            {"line": x.line, "column": x.column, "code": x.code, "reason": REASONS[x.code], "value": x.value}
            for x in done.problems
        ],
    }
    if failed:
        document["error"] = {"code": "import_problems", "message": f"{len(done.problems)} problems. Nothing changed."}
    return document


def _say_problems(done: "Imported") -> None:
    from pos.domain.imports.reasons import REASONS

    if done.without_role:
        warn(f"Their role is no more, so they sign in and may do nothing else alone: {', '.join(done.without_role)}.")
    for problem in done.problems[:MOST_SAID]:
        column = f", {problem.column}" if problem.column else ""
        warn(f"Line {problem.line}{column}: {REASONS[problem.code]}")
    if len(done.problems) > MOST_SAID:
        warn(f"And {len(done.problems) - MOST_SAID} more. Ask with --json for all of them.")
    if done.problems and not done.kept:
        warn("Nothing was imported.")


def _words(done: "Imported") -> str:
    if not done.kept:
        return f"{done.rows} rows are good. Nothing was changed."
    return f"{done.rows} rows of {done.kind} are here, {done.published} changes go to the tills."
