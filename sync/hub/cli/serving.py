"""`serve` and `openapi`."""

from pathlib import Path
from typing import Annotated

import typer

from pos.cli.command import command
from pos.cli.console import Console
from sync.hub.cli.opening import DEFAULT_DATABASE, Database, opened


def add_to(app: typer.Typer) -> None:
    command(app, "serve", "tandem-hub serve --port 8800")(serve)
    command(app, "openapi", "tandem-hub openapi > tandem.json")(openapi)


def serve(
    console: Console,
    database: Database = DEFAULT_DATABASE,
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="0 takes a free one.")] = 8800,
    tls_cert: Annotated[Path | None, typer.Option(metavar="FILE", help="The certificate with its chain, PEM.")] = None,
    tls_key: Annotated[Path | None, typer.Option(metavar="FILE", help="The certificate's private key, PEM.")] = None,
) -> None:
    """Answer tills and channels until it is told to stop.

    Another address than this machine's own needs a certificate. On one PostgreSQL any number of these may run.
    """
    from sync.hub.serve import listening, pins_of, require_certificate, run
    from sync.hub.store.identity import keep_setting

    require_certificate(host, tls_cert, tls_key)
    with opened(console, database, pins_of(tls_cert)) as hub, listening(host, port) as socket:
        told = socket.getsockname()[1]
        name = f"[{host}]" if ":" in host else host
        url = f"{'https' if tls_cert else 'http'}://{name}:{told}"
        with hub.write() as connection:
            keep_setting(connection, "url", url)
        document = {"url": url, "host": host, "port": told, "hub_id": hub.hub_id, "pins": list(hub.pins)}
        run(hub, socket, tls_cert, tls_key, lambda: console.answer(document, f"The hub answers on {url}"))


def openapi(console: Console) -> None:
    """The OpenAPI document of the hub's API."""
    from tempfile import TemporaryDirectory

    from sync.hub.app import make_app
    from sync.hub.calls.openapi import openapi_document

    with TemporaryDirectory() as folder, opened(Console(Path(folder), console.json), DEFAULT_DATABASE) as hub:
        document = openapi_document(make_app(hub))
    Console(console.home, json=True).answer(document, ())
