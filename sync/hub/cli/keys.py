"""`keys rotate`."""

import typer

from pos.cli.command import command, group
from pos.cli.console import Console
from sync.hub.cli.opening import DEFAULT_DATABASE, Database, opened


def add_to(app: typer.Typer) -> None:
    keys = group("keys", "The keys that sign pickup tokens.")
    app.add_typer(keys)
    command(keys, "rotate", "tandem-hub keys rotate")(rotate)


def rotate(console: Console, database: Database = DEFAULT_DATABASE) -> None:
    """Sign new pickup tokens with a new key; tokens of the key before it stay good until the next time."""
    from sync.hub.pickup.pickup_keys import rotate_pickup_keys

    with opened(console, database) as hub:
        keys = rotate_pickup_keys(hub)
    kids = [key.kid for key in keys.keys]
    console.answer(
        {"number": keys.number, "kids": kids},
        f"Key {kids[0]} signs from now on. List {keys.number} goes to every till.",
    )
