"""`backup` and `restore`."""

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from pos.cli.command import command
from pos.cli.console import Console
from pos.domain.failures import Refused, Unavailable

PASSPHRASE = "TANDEM_PASSPHRASE"
LONGEST_SECRET_BYTES = 4096
PASSPHRASE_FILE = Annotated[
    Path | None, typer.Option(metavar="FILE", help=f"Its first line is the passphrase [default: {PASSPHRASE}].")
]


def add_to(app: typer.Typer) -> None:
    command(app, "backup", "tandem-till backup /media/stick/monday.tandem --passphrase-file PHRASE")(backup)
    command(app, "restore", "tandem-till restore /media/stick/monday.tandem --recovery-key-file KEY")(restore)


def backup(
    console: Console,
    file: Annotated[Path, typer.Argument(help="The backup to write; one that is there is replaced when all is done.")],
    passphrase_file: PASSPHRASE_FILE = None,
) -> None:
    """Write an encrypted backup; others may sell meanwhile.

    The recovery key opens it. With a passphrase, so does that. Backups are kept for 35 days at most.
    """
    passphrase = _first_line(passphrase_file) if passphrase_file else os.environ.get(PASSPHRASE, "")
    with console.till() as till:
        from pos.services.backup import back_up

        entries = back_up(till, file, passphrase)
    opens = "the passphrase or the recovery key" if passphrase else "the recovery key"
    console.answer(
        {"file": str(file), "entries": entries, "bytes": file.stat().st_size, "passphrase": bool(passphrase)},
        f"{file} holds {entries} entries. To open it, use {opens}.",
    )


def restore(
    console: Console,
    file: Annotated[Path, typer.Argument(help="The backup.")],
    passphrase_file: PASSPHRASE_FILE = None,
    recovery_key_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its first line is the recovery key.")
    ] = None,
) -> None:
    """Put a backup in the place of what is in this home, which is moved aside, never deleted.

    The restored till goes on in a new journal under the next letter; what was sold after the backup is named.
    """
    passphrase, recovery_key = _secret(passphrase_file, recovery_key_file)
    from pos.services.backup import restore as restore_till
    from pos.services.till import utc_now

    done = restore_till(console.home, file, passphrase, recovery_key, utc_now())
    words = [f"{done.entries} entries were restored to {console.home}. The till goes on in a new journal."]
    if done.aside:
        words.append(f"What was here before is in {done.aside}.")
    if done.hub:
        words.append(
            f"It has a new key and has to join {done.hub} again: take a code from tandem-hub enrol --replace, then run "
            "tandem-till enrol. Until then sales go on and wait here."
        )
    console.answer({"home": str(console.home), "entries": done.entries, "aside": done.aside, "hub": done.hub}, words)


def _secret(passphrase_file: Path | None, recovery_key_file: Path | None) -> tuple[str, str]:
    """Passphrase and recovery key, one of them empty; asked for when nothing was given and somebody is there."""
    if recovery_key_file:
        return "", _first_line(recovery_key_file)
    if passphrase_file:
        return _first_line(passphrase_file), ""
    if told := os.environ.get(PASSPHRASE):
        return told, ""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refused("passphrase_needed")
    if told := getpass("Passphrase (empty to give the recovery key): "):
        return told, ""
    return "", getpass("Recovery key: ")


def _first_line(path: Path) -> str:
    """The first line of a small text file; Refused `no_file`, `secret_unreadable` for anything else."""
    try:
        with path.open("rb") as file:
            line = file.readline(LONGEST_SECRET_BYTES)
        secret = line.decode("utf-8-sig").strip()
    except FileNotFoundError as failure:
        raise Refused("no_file", path=str(path)) from failure
    except OSError as failure:
        raise Unavailable("file_unreadable", path=str(path)) from failure
    except UnicodeDecodeError:
        secret = ""
    if not secret:
        raise Refused("secret_unreadable", path=str(path))
    return secret
