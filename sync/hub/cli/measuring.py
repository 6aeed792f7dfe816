"""`bench`: what this machine makes of the hub's goal."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from pos.cli.command import command
from pos.cli.console import Console


def add_to(app: typer.Typer) -> None:
    command(app, "bench", "tandem-hub bench --database postgresql+psycopg://localhost/measured")(bench)


def bench(
    console: Console,
    database: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="An empty database, which is filled [default: SQLite in a folder that is gone afterwards].",
        ),
    ] = "sqlite:///hub.db",
) -> None:
    """Measure how quickly sales are taken, beside their rows written plainly. No hub of yours is touched."""
    from pos.cli.bench_figures import table
    from sync.hub.bench import bench_ingest

    with TemporaryDirectory(prefix="tandem-bench-") as folder:
        figures = bench_ingest(database, Path(folder))
    console.answer({"figures": [figures.document]}, table([figures]))
