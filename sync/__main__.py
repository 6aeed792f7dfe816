"""`tandem-sync`: the background synchroniser; INTERFACES.md, "Programs"."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any, Literal

import typer

from pos.cli.command import command, group
from pos.cli.console import Console
from pos.cli.program import run_program

app = group("tandem-sync", "The line between this till and its hub: sends what happened, brings what is sold.")


def run(console: Console) -> None:
    """Synchronise in the background until it is stopped (SIGTERM or Ctrl-C).

    Logs go to standard error and to logs/sync.log in the till's folder.
    """
    from sync import service  # a second of imports that `--help` does without

    service.run(console.home)


def once(console: Console) -> None:
    """Send everything that waits, read everything that is new, and end."""
    from pos.domain.failures import Unavailable
    from sync import service

    done = service.once(console.home)
    if done.code:
        raise Unavailable(done.code, **{**dict(done.facts), "sent": done.sent, "left": done.left})
    document = {"sent": done.sent, "left": done.left}
    console.answer(document, f"{done.sent} sent, {done.left} left; everything new was read.")


def status(console: Console) -> None:
    """How the line is: what waits, when the hub was heard last, how old each feed is."""
    from sync.report import status_of, status_words

    told = status_of(console.home)
    console.answer(told, status_words(told))


def reconcile(console: Console) -> None:
    """Compare every day that is not proven yet with the hub, and every feed; 1 when something differs."""
    from sync import service
    from sync.report import reconciled_document, reconciled_words

    told = reconciled_document(service.reconcile(console.home))
    console.answer(told, reconciled_words(told))
    if not told["equal"]:
        raise typer.Exit(1)


def enrol(
    console: Console,
    hub: Annotated[str, typer.Option(metavar="URL", help="Where the hub is.")],
    code: Annotated[str, typer.Option(metavar="CODE", help="The one-time code that the hub made for this till.")],
    key_home: Annotated[Literal["file", "keyring"], typer.Option(help="Where the till's keys are kept.")] = "file",
    for_another: Annotated[
        bool, typer.Option("--for-another", hidden=True, help="The program that asks prints the recovery key.")
    ] = False,
) -> None:
    """Join a hub with a one-time code, in an empty home.

    Prints the recovery key. Cut off before that, the same command goes on and prints it.
    """
    from pos.services.enrolment import forget_joining
    from sync.api import Api
    from sync.enrol import enrol as join
    from sync.service import app_version

    api = Api(hub)
    try:
        joined = asdict(join(console.home, hub, code, api, app=app_version(), key_home=key_home))
    finally:
        api.close()
    console.answer(joined, _joined_words(joined))
    if not for_another and sys.stdout is not None:  # closed: nobody has seen the key
        sys.stdout.flush()
        forget_joining(console.home)


def _joined_words(joined: dict[str, Any]) -> list[str]:
    words = [
        f"Till {joined['till']} of {joined['store']} has joined {joined['hub']}.",
        f"Fingerprint: {joined['fingerprint']}. The hub shows the same six digits.",
    ]
    if joined["recovery_key"]:
        words.append(f"Recovery key: {joined['recovery_key']}")
        words.append("Write it down and keep it away from this computer: it is not shown again.")
    return [*words, "A manager has to say yes at the hub."] if joined["is_waiting"] else words


command(app, "run", "tandem-sync run --home /srv/till")(run)
command(app, "once", "tandem-sync once --json")(once)
command(app, "status", "tandem-sync status --json")(status)
command(app, "reconcile", "tandem-sync reconcile --json")(reconcile)
command(app, "enrol", "tandem-sync enrol --hub https://hub.example --code ABCD-EFGH-JKMN")(enrol)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused or failed (with one sentence why), 2 wrong usage."""
    return run_program(app, "tandem-sync", argv)


if __name__ == "__main__":
    sys.exit(main())
