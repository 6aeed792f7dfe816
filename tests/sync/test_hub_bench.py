"""The measurement of the hub's ingest measures what it says."""

from pathlib import Path

import pytest

from pos.domain.failures import Refused
from sync.hub.bench import BATCH, bench_ingest
from sync.hub.store import tables
from sync.hub.store.engine import open_database
from tests.sync.hub_process import hub_document
from tests.sync.hub_shop import a_hub, a_store


def test_both_ways_write_the_same_rows(tmp_path: Path) -> None:
    figures = bench_ingest("sqlite:///hub.db", tmp_path, rounds=2, batches=1)

    engine = open_database("sqlite:///hub.db", tmp_path)
    with engine.connect() as connection:
        kept = {name: connection.execute(tables.metadata.tables[name].select()).all() for name in ("entry", "movement")}
    engine.dispose()
    assert figures.numbers["rounds"] == 1
    assert figures.numbers["entries_per_s"] > 0 and figures.numbers["plain_entries_per_s"] > 0
    assert len(kept["entry"]) == 4 * BATCH
    assert len(kept["movement"]) == 4 * 3 * (BATCH - 1)


def test_nothing_is_written_into_the_database_of_a_shop(tmp_path: Path) -> None:
    hub = a_hub(tmp_path)
    a_store(hub)
    hub.engine.dispose()

    with pytest.raises(Refused, match="bench_needs_empty"):
        bench_ingest("sqlite:///hub.db", tmp_path)


def test_the_command_leaves_nothing_behind(tmp_path: Path) -> None:
    told = hub_document(tmp_path / "hub", "bench")

    assert [figures["name"] for figures in told["figures"]] == ["ingest"]
    assert told["figures"][0]["numbers"]["entries_per_s"] > 0
    assert not (tmp_path / "hub" / "hub.db").exists()
