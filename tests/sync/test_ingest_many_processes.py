"""Several hubs take entries beside each other on one PostgreSQL, and some of their transactions are killed."""

import json
import os
import random
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from pos.domain.day_figures import figures_of
from sync.hub.hub import Hub
from sync.hub.store import tables
from sync.hub.store.days import day_figures
from tests.sync.hub_journal import DAY, Pen, enrol, send
from tests.sync.hub_shop import Clock, a_hub, a_store

ROUNDS = 100 if os.environ.get("TANDEM_LONG") else 10
SKUS = [f"SKU-{n}" for n in range(6)]
_STOCK = tables.thing.c.entity == "stock"
_KILL = text(
    "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND xact_start IS NOT NULL ORDER BY random() LIMIT 1) AS one"
)


@pytest.fixture
def hubs(postgres_url: str, tmp_path: Path, clock: Clock) -> Iterator[tuple[Hub, Hub]]:
    """Two processes of one hub: each with its own connections."""
    first = a_hub(tmp_path / "a", postgres_url, clock)
    a_store(first)
    second = a_hub(tmp_path / "b", postgres_url, clock)
    yield first, second
    first.engine.dispose()
    second.engine.dispose()


def sell(pen: Pen, many: int, chance: random.Random) -> None:
    for _ in range(many):
        pen.sell(*((sku, chance.randint(1, 3)) for sku in chance.sample(SKUS, 3)))


def send_until_taken(hub: Hub, pen: Pen, items: list[bytes], chance: random.Random) -> None:
    """In batches, some of them twice, each again and again until it was answered."""
    while items:
        many = chance.randint(1, 8)
        batch, items = items[:many], items[many:]
        again = chance.random() < 0.05
        while True:
            try:
                send(hub, pen, batch)
            except DBAPIError:
                continue
            if not again:
                break
            again = False


def kill_while(killer: Hub, running: list["Future[None]"]) -> int:
    """Kill transactions at random until the work is done; how many."""
    engine = create_engine(killer.engine.url, poolclass=NullPool)
    killed = 0
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not wait(running, timeout=0.01).done and killed < 2:
            killed += len(connection.execute(_KILL).all())
    return killed


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_lost_or_doubled_when_transactions_are_killed(hubs: tuple[Hub, Hub], seed: int) -> None:
    chance = random.Random(seed)
    pens = [Pen(number=1), Pen(number=2)]
    enrol(hubs[0], *pens)
    killed = 0

    with ThreadPoolExecutor(4) as pool:
        for _ in range(ROUNDS):
            before = [len(pen.entries) if len(pen.entries) > 1 else 0 for pen in pens]
            for pen in pens:
                sell(pen, 12, chance)
            work = [
                pool.submit(send_until_taken, hub, pen, pen.items[start:], random.Random(chance.random()))
                for hub in hubs
                for pen, start in zip(pens, before, strict=True)
            ]
            killed += kill_while(hubs[0], work)
            for done in work:
                done.result()

    entries = [entry for pen in pens for entry in pen.entries]
    sold = {
        sku: -sum(
            line["qty_milli"] for entry in entries for line in entry.content.get("lines", ()) if line["sku"] == sku
        )
        for sku in SKUS
    }
    with hubs[1].read() as connection:
        figures = day_figures(connection, 1, [(pen.place.journal_id, DAY) for pen in pens])
        stock = {row.sku: row.qty_milli for row in connection.execute(select(tables.stock))}
        told = [json.loads(row.body) for row in connection.execute(select(tables.thing).where(_STOCK))]
    assert killed > 0
    assert list(figures.values()) == figures_of(entries)
    assert stock == sold
    assert {thing["sku"]: thing["qty_milli"] for thing in told} == sold


def test_two_hubs_take_different_tills_of_one_store_without_waiting_for_each_other_in_a_circle(
    hubs: tuple[Hub, Hub],
) -> None:
    pens = [Pen(number=number) for number in range(1, 5)]
    enrol(hubs[0], *pens)
    for pen in pens:
        sell(pen, 40, random.Random(pen.number))

    with ThreadPoolExecutor(4) as pool:
        work = [
            pool.submit(send, hubs[pen.number % 2], pen, pen.items[start : start + 5])
            for start in range(0, 41, 5)
            for pen in pens
        ]
        for done in work:
            done.result()
    for pen in pens:  # what came before its turn waited
        send(hubs[0], pen)

    with hubs[0].read() as connection:
        figures = day_figures(connection, 1, [(pen.place.journal_id, DAY) for pen in pens])
    assert list(figures.values()) == figures_of(entry for pen in pens for entry in pen.entries)
