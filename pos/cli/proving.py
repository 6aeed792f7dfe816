"""`journal`, `verify` and `rebuild`: the journal as it is, proved, and made into tables again."""

from typing import Annotated

import typer

from pos.cli.command import command
from pos.cli.console import Console, json_line
from pos.domain.failures import Unavailable


def add_to(app: typer.Typer) -> None:
    command(app, "journal", "tandem-till journal --after 120 > ENTRIES.ndjson")(journal)
    command(app, "verify", "tandem-till verify --json")(verify)
    command(app, "rebuild", "tandem-till rebuild")(rebuild)


def journal(
    console: Console,
    after: Annotated[int | None, typer.Option(metavar="SEQ", min=0, help="Only entries behind this one.")] = None,
    of: Annotated[
        str, typer.Option("--journal", metavar="ID", help="The journal that SEQ counts in [default: the newest].")
    ] = "",
) -> None:
    """Print every entry of the journal once, oldest first, one JSON object a line.

    `body` is an object, amounts in it are integers of minor units; ids, keys and hashes (`journal_id`, `prev`, `h`,
    `sig`) are hexadecimal. A till that was set back or restored has several journals, one after the other.
    """
    with console.till() as till:
        from pos.services.export import exported

        for document in exported(till, after, of):
            print(json_line(document))


def verify(console: Console) -> None:
    """Prove that the till's file says what happened.

    Checks every page, the chain and signatures of the journal, every table against it, receipt numbers, search and
    the witness. Exit code 1 when anything is wrong; each problem is named.
    """
    from pos.services.backup import prove, prove_closed

    try:
        with console.till() as till:
            found, noticed = prove(till), till.noticed
    except Unavailable as failure:
        found, noticed = prove_closed(console.home, failure), ()
    problems = [{"code": problem.code, "where": problem.where} for problem in (*noticed, *found.problems)]
    document = {"ok": not problems, "entries": found.entries, "head": found.head, "problems": problems}
    if problems:
        words = [f"{problem['code']}: {problem['where']}" for problem in problems]
        words.append(f"{len(problems)} of the things checked are not as they must be.")
    else:
        words = [f"All is well: {found.entries} entries, head {found.head}."]
    console.answer(document, words)
    if problems:
        raise typer.Exit(1)


def rebuild(console: Console) -> None:
    """Make every table anew from the journal. Nobody may sell meanwhile."""
    with console.till(writes=True) as till:
        from pos.services.backup import make_anew

        entries = make_anew(till)
    console.answer({"entries": entries}, f"The tables were made anew from {entries} entries.")
