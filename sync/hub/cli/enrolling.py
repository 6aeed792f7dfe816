"""`enrol`, `revoke`, `suspend` and `resume`: which tills there are and how they stand."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pos.cli.command import command
from pos.cli.console import Console, WrongUsage
from sync.hub.cli.opening import DEFAULT_DATABASE, Database, opened

if TYPE_CHECKING:
    from sync.hub.hub import Hub

DEFAULT_URL = "http://127.0.0.1:8800"
_TILL = Annotated[str, typer.Argument(metavar="TILL", help="Its id, or store code and number like N-2.")]


def add_to(app: typer.Typer) -> None:
    command(app, "enrol", "tandem-hub enrol --store 1")(enrol)
    command(app, "revoke", "tandem-hub revoke N-2")(revoke)
    command(app, "suspend", "tandem-hub suspend N-2")(suspend)
    command(app, "resume", "tandem-hub resume N-2")(resume)


def enrol(
    console: Console,
    store: Annotated[int, typer.Option(metavar="N", help="The store that the till belongs to.")] = 0,
    till: Annotated[int, typer.Option(metavar="N", help="The till's number [default: the next].")] = 0,
    wait: Annotated[bool, typer.Option("--wait", help="The till works after a manager's --yes.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="It comes in place of the till with this number, which is revoked.")
    ] = False,
    url: Annotated[str, typer.Option(metavar="URL", help="How tills reach this hub [default: as it serves].")] = "",
    png: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the QR code as a picture too.")] = None,
    list_all: Annotated[bool, typer.Option("--list", help="Show every till and how it stands.")] = False,
    yes: Annotated[str, typer.Option(metavar="FINGERPRINT", help="Let the till with these six digits work.")] = "",
    database: Database = DEFAULT_DATABASE,
) -> None:
    """Print a one-time code for a new till, good for 10 minutes."""
    if [bool(store), list_all, bool(yes)].count(True) != 1:
        raise WrongUsage("Give one of --store, --list and --yes")
    with opened(console, database) as hub:
        if list_all:
            _list(console, hub)
        elif yes:
            _say_yes(console, hub, yes)
        else:
            _print_code(console, hub, store, till or None, wait, replace, url, png)


def revoke(console: Console, till: _TILL, database: Database = DEFAULT_DATABASE) -> None:
    """Take a till out for good: it gets nothing any more, and what it sold before is still taken."""
    _change(console, database, till, "revoked", "is revoked")


def suspend(console: Console, till: _TILL, database: Database = DEFAULT_DATABASE) -> None:
    """Keep a till from getting anything until it is resumed; what it sells is still taken."""
    _change(console, database, till, "suspended", "is suspended")


def resume(console: Console, till: _TILL, database: Database = DEFAULT_DATABASE) -> None:
    """Let a suspended till get everything again."""
    _change(console, database, till, "active", "is active")


def _change(console: Console, database: str, till: str, state: str, words: str) -> None:
    from sync.hub.tills.enrolment import change_till

    with opened(console, database) as hub:
        changed = change_till(hub, till, state)
    console.answer({"till_id": changed.till_id, "state": state}, f"Till {till} {words}.")


def _print_code(
    console: Console, hub: "Hub", store: int, till: int | None, wait: bool, replace: bool, url: str, png: Path | None
) -> None:
    from sync.hub.pickup.code_picture import qr_png, qr_text
    from sync.hub.store.identity import setting_of
    from sync.hub.tills.enrolment import enrol_url, make_code

    code = make_code(hub, store, till, waits=wait, replace=replace)
    with hub.read() as connection:
        hub_url = url or setting_of(connection, "url") or DEFAULT_URL
    told = enrol_url(hub_url, code.code)
    if png is not None:
        qr_png(told, png)
    document = {
        "code": code.code,
        "url": told,
        "hub": hub_url,
        "store": code.store_no,
        "till": code.number,
        "until": code.until,
        "waits": code.waits,
    }
    words = (
        f"Till {code.number} of store {code.store_no}, good until {code.until}, once:",
        f"Code: {code.code}",
        f"URL:  {told}",
        qr_text(told),
        f"At the till: tandem-till enrol --hub {hub_url} --code {code.code}",
    )
    console.answer(document, words)


def _list(console: Console, hub: "Hub") -> None:
    from sync.hub.store.tills import all_tills
    from sync.hub.tills.enrolment import fingerprint

    with hub.read() as connection:
        tills = all_tills(connection)
    rows = [
        {
            "till_id": till.till_id,
            "store": till.store_no,
            "till": till.number,
            "state": till.state,
            "since": till.state_at,
            "fingerprint": fingerprint(hub, till.public_key),
        }
        for till in tills
    ]
    words = [
        f"store {row['store']}  till {row['till']:<4} {row['state']:<10} {row['fingerprint']}  {row['till_id']}"
        for row in rows
    ]
    console.answer({"tills": rows}, words or "No till has enrolled yet.")


def _say_yes(console: Console, hub: "Hub", told: str) -> None:
    from sync.hub.tills.enrolment import say_yes

    till = say_yes(hub, told)
    words = f"Till {till.number} of store {till.store_no} works now."
    console.answer({"till_id": till.till_id, "state": "active"}, words)
