"""`channel add`, `channel list` and `channel revoke`."""

from typing import Annotated

import typer

from pos.cli.command import command, group
from pos.cli.console import Console
from sync.hub.cli.opening import DEFAULT_DATABASE, Database, opened

_NAME = Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits, dots and dashes.")]


def add_to(app: typer.Typer) -> None:
    channel = group("channel", "Web shops and tools with a key of their own.")
    app.add_typer(channel)
    command(channel, "add", "tandem-hub channel add webshop --scopes orders,stock")(add)
    command(channel, "list", "tandem-hub channel list")(list_)
    command(channel, "revoke", "tandem-hub channel revoke webshop")(revoke)


def add(
    console: Console,
    name: _NAME,
    scopes: Annotated[
        str, typer.Option(metavar="A,B", help="What its key opens.")
    ] = "orders,prices,stock,customers,value,metrics",
    webhook: Annotated[str, typer.Option(metavar="URL", help="Where it is told of events (https).")] = "",
    database: Database = DEFAULT_DATABASE,
) -> None:
    """Make a channel and print its key, this once."""
    from sync.hub.calls.channels import add_channel

    asked = [scope.strip() for scope in scopes.split(",") if scope.strip()]
    with opened(console, database) as hub:
        key, secret = add_channel(hub, name, asked, webhook)
    document = {"channel": name, "key": key, "scopes": asked} | ({"webhook_secret": secret} if secret else {})
    words = [f"Key: {key}", *([f"Webhook secret: {secret}"] if secret else []), "Keep it now, it is not shown again."]
    console.answer(document, words)


def list_(console: Console, database: Database = DEFAULT_DATABASE) -> None:
    """Every channel by name, without its key."""
    from sync.hub.store.channels import all_channels

    with opened(console, database) as hub, hub.read() as connection:
        rows = all_channels(connection)
    documents = [
        {"channel": row.name, "scopes": row.scopes.split(), "made_at": row.made_at, "revoked_at": row.revoked_at}
        for row in rows
    ]
    words = [f"{row.name:<24}{'revoked' if row.revoked_at else row.scopes}" for row in rows]
    console.answer({"channels": documents}, words)


def revoke(console: Console, name: _NAME, database: Database = DEFAULT_DATABASE) -> None:
    """From now on the channel's key opens nothing."""
    from sync.hub.calls.channels import revoke_channel

    with opened(console, database) as hub:
        revoke_channel(hub, name)
    console.answer({"channel": name, "revoked": True}, f"The key of {name} opens nothing any more.")
