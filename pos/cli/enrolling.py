"""`enrol`: a new till that joins a hub. The synchroniser asks it, as a program of its own: only it speaks to hubs."""

import json
import subprocess
import sys
from typing import Annotated, Any, Literal

import typer

from pos.cli.command import command
from pos.cli.console import Console, json_line, warn

ASK_LIMIT_S = 120
"""How long joining may take; the hub is asked for a few seconds only."""


def add_to(app: typer.Typer) -> None:
    command(app, "enrol", "tandem-till enrol --hub https://hub.example --code ABCD-EFGH-JKMN")(enrol)


def enrol(
    console: Console,
    hub: Annotated[str, typer.Option(metavar="URL", help="Where the hub is.")],
    code: Annotated[str, typer.Option(metavar="CODE", help="The one-time code that the hub made for this till.")],
    key_home: Annotated[Literal["file", "keyring"], typer.Option(help="Where the till's keys are kept.")] = "file",
) -> None:
    """Join a hub with a one-time code, in an empty home or as a restored till in its own.

    The till's own key never leaves it. Prints the recovery key. Cut off before that, the same command goes on.
    """
    told = _ask(console, hub, code, key_home)
    if "error" in told:
        if console.json:
            print(json_line(told))
        else:
            warn(str(told["error"]["message"]))
        raise typer.Exit(1)
    console.answer(told, _words(told))
    if sys.stdout is None:
        return  # closed: nobody has seen the key
    sys.stdout.flush()
    from pos.services.enrolment import forget_joining

    forget_joining(console.home)


def _ask(console: Console, hub: str, code: str, key_home: str) -> dict[str, Any]:
    """What `tandem-sync enrol` answers, as its document."""
    home = ("--home", str(console.home))
    asked = ("enrol", "--hub", hub, "--code", code, "--key-home", key_home, "--for-another", "--json")
    try:
        done = subprocess.run(
            (sys.executable, "-m", "sync", *home, *asked), stdout=subprocess.PIPE, timeout=ASK_LIMIT_S
        )
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.TimeoutExpired, ValueError, IndexError):
        return {"error": {"code": "enrol_failed", "message": "Joining did not end. Run the same command again."}}
    return told


def _words(told: dict[str, Any]) -> list[str]:
    words = [
        f"Till {told['till']} of {told['store']} has joined {told['hub']}. Receipts begin with {told['receipts']}.",
        f"Fingerprint: {told['fingerprint'][:3]} {told['fingerprint'][3:]}. The hub shows the same six digits.",
    ]
    if told["recovery_key"]:
        words.append(f"Recovery key: {told['recovery_key']}")
        words.append("Write it down and keep it away from this computer: it opens every backup and is not shown again.")
    if told["is_waiting"]:
        words.append("A manager has to say yes at the hub before this till gets prices and staff.")
    words.append("Start the window, or tandem-sync run: prices, staff and orders come by themselves.")
    return words
