"""The hub that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from pos.cli.console import Console

if TYPE_CHECKING:
    from sync.hub.hub import Hub

DEFAULT_DATABASE = "sqlite:///hub.db"
Database = Annotated[
    str,
    typer.Option(
        "--database",
        metavar="URL",
        envvar="TANDEM_DATABASE",
        show_envvar=False,
        help="sqlite:///FILE in the home or postgresql+psycopg://… [default: TANDEM_DATABASE, else sqlite:///hub.db].",
    ),
]


@contextmanager
def opened(console: Console, database: str, pins: tuple[str, ...] = ()) -> Iterator["Hub"]:
    """The hub of this home, made when there is none yet."""
    from sync.hub.identity import open_hub  # half a second of imports that `--help` does without

    hub = open_hub(database, console.home, pins=pins)
    try:
        yield hub
    finally:
        hub.engine.dispose()
