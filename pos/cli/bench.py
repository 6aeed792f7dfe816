"""`bench`: what this machine makes of the till's goals, measured in one run."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pos.cli.command import command
from pos.cli.console import Console, warn

if TYPE_CHECKING:
    from pos.cli.bench_figures import Figures, LeftOut

COUNT = 1_000_000
Part = Literal["sale", "search", "window", "start", "import", "feed", "ingest", "pricing"]


def add_to(app: typer.Typer) -> None:
    command(app, "bench", "tandem-till bench --products 100000 --customers 100000 --only sale")(bench)


def bench(
    console: Console,
    products: Annotated[int, typer.Option(metavar="N", min=100, help="Products of the store.")] = COUNT,
    customers: Annotated[int, typer.Option(metavar="N", min=100, help="Customers of the store.")] = COUNT,
    only: Annotated[Part | None, typer.Option(help="Measure this part alone.")] = None,
    keep: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep the store that is measured on here for the next time.")
    ] = None,
) -> None:
    """Measure sale, search, scan, start, memory, hub and pricing on a made-up store, without a display.

    A store of a million products and customers takes some minutes to make. No till of yours is touched.
    """
    with _folder(keep) as folder:
        home = _copy_of(_store(folder, products, customers), folder / "measured")
        try:
            figures = list(_measured(home, products, customers, only))
        finally:
            shutil.rmtree(home)
    from pos.cli.bench_figures import table

    document = {"products": products, "customers": customers, "figures": [one.document for one in figures]}
    console.answer(document, table(figures))


def _measured(home: Path, products: int, customers: int, only: Part | None) -> Iterator["Figures | LeftOut"]:
    """One part after the other on the same store; what brings products or promotions comes last, because it adds."""
    from pos.cli.bench_import import measure_feed, measure_import
    from pos.cli.bench_ingest import measure_ingest
    from pos.cli.bench_pricing import measure_pricing
    from pos.cli.bench_sale import measure_sale
    from pos.cli.bench_search import measure_search
    from pos.cli.bench_window import measure_start, measure_window
    from pos.domain.staff import BUILT_IN
    from pos.services.shift import open_shift
    from pos.services.till import open_till

    till = open_till(home)
    try:
        open_shift(till, 0, BUILT_IN.staff_id)
        if only in (None, "sale"):
            yield measure_sale(till, products)
        if only in (None, "search"):
            yield measure_search(till, products, customers)
        if only in (None, "window"):
            yield from measure_window(home, products, customers)
        if only in (None, "start"):
            yield measure_start(home)
        if only in (None, "import"):
            yield measure_import(till, products)
        if only in (None, "feed"):
            yield measure_feed(till, products)
        if only in (None, "ingest"):
            yield measure_ingest()
        if only in (None, "pricing"):
            yield from measure_pricing(till, products)
    finally:
        till.close()


def _store(folder: Path, products: int, customers: int) -> Path:
    """The store of this size; made where there is none, and whole or not at all."""
    home = folder / f"store-{products}-{customers}"
    if home.is_dir():
        return home
    from pos.cli.bench_store import make_store

    warn(f"Making a store of {products} products and {customers} customers.")
    part = folder / "unfinished"
    shutil.rmtree(part, ignore_errors=True)
    make_store(part, products, customers)
    return part.rename(home)


def _copy_of(store: Path, home: Path) -> Path:
    shutil.rmtree(home, ignore_errors=True)
    return Path(shutil.copytree(store, home, ignore=shutil.ignore_patterns("ballast")))


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """The folder to keep, or one that is gone afterwards."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
            yield Path(folder)
        return
    keep.mkdir(parents=True, exist_ok=True)
    yield keep
