"""How quickly the hub takes sales, beside the same rows written plainly: real entries, checked, with all they cause."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.cli.bench_figures import Figures
from pos.domain.failures import Refused
from pos.domain.journal import Entry, Place, make_entry, place_of, stamp
from sync.hub.calls.access import TillAccess
from sync.hub.hub import Hub
from sync.hub.identity import open_hub
from sync.hub.journal.ingest import ingest
from sync.hub.journal.projection import Rows, project
from sync.hub.journal.received import read_item
from sync.hub.store.plain_rows import add_plainly
from sync.hub.store.stores import all_sheets
from sync.hub.store.tills import add_till
from sync.hub.tills.stores import NewStore, add_store
from sync.wire_entry import wire_entry

BATCH = 50
ROUNDS, BATCHES = 7, 10
"""So many rounds of so many batches; the first round warms up and is not counted."""
SKUS, LINES = 2000, 3
PRICE_MINOR = 1200
AT_MOST = 2.0
"""Taking entries may last twice as long as writing their rows: half the speed, with signatures, stock and feeds."""


@dataclass(frozen=True, slots=True)
class _Batch:
    entries: list[Entry]
    items: list[bytes]
    rows: Rows


def bench_ingest(url: str, folder: Path, rounds: int = ROUNDS, batches: int = BATCHES) -> Figures:
    """Measure on the empty database at `url`, which is made a hub's. What is written stays there.

    Refused `bench_needs_empty` for the database of a hub that has stores.
    """
    hub = open_hub(url, folder)
    try:
        with hub.read() as connection:
            if all_sheets(connection):
                raise Refused("bench_needs_empty")
        return _measured(hub, rounds, batches)
    finally:
        hub.engine.dispose()


def _measured(hub: Hub, rounds: int, many: int) -> Figures:
    store_no = add_store(hub, NewStore("Bench", "GBP", "GB")).store_no
    chance = random.Random(1)
    taking: list[float] = []
    writing: list[float] = []
    for number in range(1, 2 * rounds, 2):
        access, batches = _till(hub, store_no, number, many, chance)
        other, plain = _till(hub, store_no, number + 1, many, chance)
        taking.append(_seconds(partial(_take, hub, access), batches))
        writing.append(_seconds(partial(_write, hub, other), plain))
    times = [one / another for one, another in zip(taking[1:], writing[1:], strict=True)]
    numbers = {
        "rounds": rounds - 1,
        "batch": BATCH,
        "entries_per_s": BATCH * many / median(taking[1:]),
        "plain_entries_per_s": BATCH * many / median(writing[1:]),
        "times_as_long": median(times),
        "best_times": min(times),
        "worst_times": max(times),
    }
    what = f"Sales taken by the hub in batches of {BATCH}, beside their rows in one plain insert a table"
    return Figures("ingest", what, numbers, "times_as_long", AT_MOST)


def _seconds(work: Callable[[_Batch], None], batches: list[_Batch]) -> float:
    began = time.perf_counter()
    for batch in batches:
        work(batch)
    return time.perf_counter() - began


def _take(hub: Hub, till: TillAccess, batch: _Batch) -> None:
    taken = ingest(hub, till, batch.items)
    assert all(result.status == "accepted" for result in taken.results)


def _write(hub: Hub, till: TillAccess, batch: _Batch) -> None:
    with hub.write() as connection:
        add_plainly(connection, batch.entries, batch.rows, till.till_id, till.store_no, stamp(hub.now()))


def _till(hub: Hub, store_no: int, number: int, many: int, chance: random.Random) -> tuple[TillAccess, list[_Batch]]:
    """A till that the hub knows, and what it sold; the first entry of all opens its journal."""
    key = Ed25519PrivateKey.from_private_bytes(hub.chance(32))
    public_key = key.public_key().public_bytes_raw()
    at = stamp(hub.now())
    access = TillAccess(hub.new_id(), store_no, number, "active", at, public_key)
    with hub.write() as connection:
        add_till(connection, access, bytes(32))
    place = Place(hub.chance(16))
    bodies: list[tuple[str, dict[str, Any]]] = [("journal_opened", {"public_key": public_key.hex()})]
    bodies += [("sale_completed", _sale(hub.new_id(), chance)) for _ in range(BATCH * many - 1)]
    written: list[tuple[Entry, bytes]] = []
    for kind, body in bodies:
        entry = make_entry(place, key, entry_id=hub.new_id(), kind=kind, at=at, business_date=at[:10], body=body)
        written.append((entry, msgspec.json.encode(wire_entry(entry, place.h))))
        place = place_of(entry)
    parts = [written[start : start + BATCH] for start in range(0, len(written), BATCH)]
    return access, [_batch(part, store_no) for part in parts]


def _batch(written: list[tuple[Entry, bytes]], store_no: int) -> _Batch:
    rows = Rows()
    for entry, item in written:
        body = read_item(item).body
        assert body is not None
        project(entry, store_no, body, rows)
    return _Batch([entry for entry, _ in written], [item for _, item in written], rows)


def _sale(sale_id: str, chance: random.Random) -> dict[str, Any]:
    """A sale of some pieces as a till writes it, paid by card."""
    lines = [_line(n, f"SKU-{chance.randrange(SKUS):05}") for n in range(1, LINES + 1)]
    total = PRICE_MINOR * LINES
    return {
        "sale_id": sale_id,
        "receipt": f"B-1-{sale_id[-12:]}",
        "currency": "GBP",
        "lines": lines,
        "total_minor": total,
        "discounts_minor": 0,
        "tax": [{"name": "VAT 20 %", "rate": "20", "net_minor": total * 5 // 6, "tax_minor": total // 6}],
        "tenders": [{"type": "card", "amount_minor": total, "reference": sale_id[:8]}],
        "rounding_minor": 0,
        "change_minor": 0,
        "price_version": sale_id[:16],
        "request": sale_id * 2,
    }


def _line(number: int, sku: str) -> dict[str, Any]:
    return {
        "line": number,
        "sku": sku,
        "name": f"Something with a name of some length, {sku}",
        "options": "Slate · M",
        "category": "Things",
        "tax_category": "standard",
        "qty_milli": 1000,
        "unit_price_minor": PRICE_MINOR,
        "list_minor": PRICE_MINOR,
        "total_minor": PRICE_MINOR,
        "net_minor": PRICE_MINOR * 5 // 6,
        "gross_minor": PRICE_MINOR,
        "discounts": [],
        "tax": [{"name": "VAT 20 %", "rate": "20", "amount_minor": PRICE_MINOR // 6, "included": True}],
    }
