"""The measurement of the hub's ingest measures what it says."""

from pathlib import Path

from sync.hub.bench import BATCH, bench_ingest
from sync.hub.store import tables
from sync.hub.store.engine import open_database


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
