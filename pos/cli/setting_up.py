"""`init`: a new stand-alone till."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from pos.cli.command import command
from pos.cli.console import Console, WrongUsage


def add_to(app: typer.Typer) -> None:
    command(app, "init", "tandem-till init --store Nordpol --currency EUR --country DE")(init)


def init(
    console: Console,
    store: Annotated[str, typer.Option(metavar="NAME", help="The store's name, as receipts show it.")] = "",
    currency: Annotated[str, typer.Option(metavar="EUR", help="ISO 4217.")] = "",
    country: Annotated[str, typer.Option(metavar="DE", help="ISO 3166, two letters.")] = "",
    till: Annotated[int | None, typer.Option(metavar="N", help="This till's number in the store [default: 1].")] = None,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="Any of the set-up's fields; flags go before it.")
    ] = None,
    store_code: Annotated[
        str, typer.Option(metavar="CODE", help="1 to 4 letters that begin receipt numbers [default: the name's first].")
    ] = "",
    store_no: Annotated[
        int | None, typer.Option(metavar="N", help="The store's number in pickup codes [default: 1].")
    ] = None,
    key_home: Annotated[Literal["file", "keyring"], typer.Option(help="Where the till's keys are kept.")] = "file",
) -> None:
    """Set up a new stand-alone till in an empty home.

    Prints the recovery key once. It opens every backup of this till, also without a passphrase.
    """
    from pos.services.shop import Setup, read_config
    from pos.services.till import init_till, read_setup
    from pos.store.secrets import read_secrets

    told: dict[str, Any] = read_config(config) if config else {}
    flags = {
        "name": store,
        "currency": currency,
        "country": country,
        "till": till,
        "code": store_code,
        "store_no": store_no,
    }
    told |= {name: value for name, value in flags.items() if value not in ("", None)}
    _require(told)
    recovery_key = init_till(console.home, Setup(**told), key_home=key_home)
    setup = read_setup(console.home, read_secrets(console.home))
    console.answer(
        {
            "home": str(console.home),
            "store": setup.name,
            "till": setup.till,
            "receipts": setup.series,
            "zone": setup.zone,
            "recovery_key": recovery_key,
        },
        (
            f"Till {setup.till} of {setup.name} is ready in {console.home}. Receipts begin with {setup.series}.",
            f"Recovery key: {recovery_key}",
            "Write it down and keep it away from this computer: it opens every backup and is not shown again.",
        ),
    )


def _require(told: dict[str, Any]) -> None:
    for name, flag in (("name", "--store"), ("currency", "--currency"), ("country", "--country")):
        if not told.get(name):
            raise WrongUsage(f"Missing option '{flag}'. Give it here or in the file of --config")
