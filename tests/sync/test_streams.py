"""Publishing beside others: on PostgreSQL nobody who reads behind a cursor ever misses what was published."""

import os
import random
import time
from collections.abc import Callable
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, text

from pos.domain.failures import Refused
from sync.hub.feeds.feed import read_page
from sync.hub.hub import Hub
from sync.hub.store.streams import Published, forget_marks, number_of, publish
from sync.hub.store.things import stand, sum_of

WRITERS = 8
SECONDS = 60 if os.environ.get("TANDEM_LONG") else 3
STREAM = "catalogue"


def beside_writers(write: Callable[[str, random.Random], None], read: Callable[[], None]) -> set[str]:
    """Reads while writers write, and once more when they are done; what was written."""
    stop, written = Event(), set()

    def keep_writing(writer: int) -> None:
        chance = random.Random(writer)
        for number in range(1_000_000):
            if stop.is_set():
                return
            thing_id = f"{writer}-{number}"
            write(thing_id, chance)
            written.add(thing_id)

    threads = [Thread(target=keep_writing, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        read()
    stop.set()
    for thread in threads:
        thread.join()
    read()
    return written


def test_a_reader_beside_eight_publishers_misses_nothing(pg_hub: Hub) -> None:
    seen: dict[str, int] = {}
    cursor = ""

    def write(thing_id: str, chance: random.Random) -> None:
        with pg_hub.write() as connection:
            time.sleep(chance.random() / 100)
            publish(connection, {STREAM: [Published("product", thing_id, b"{}")]}, pg_hub.chance(16))
            time.sleep(chance.random() / 100)

    def read() -> None:
        nonlocal cursor
        page = read_page(pg_hub, STREAM, cursor)
        seen.update({change.id: change.rev for change in page.changes})
        cursor = page.cursor

    written = beside_writers(write, read)
    while not read_page(pg_hub, STREAM, cursor).up_to_date:
        read()
    read()

    assert len(written) > WRITERS
    assert set(seen) == written
    assert sorted(seen.values()) == list(range(1, len(written) + 1))


def test_a_plain_sequence_would_lose_what_commits_late(pg_hub: Hub) -> None:
    """The control of the test above: the same writers and the same reader, behind a cursor on a sequence."""
    engine: Engine = pg_hub.engine
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE plain (n bigserial PRIMARY KEY, id text NOT NULL)"))
    seen: set[str] = set()
    cursor = 0

    def write(thing_id: str, chance: random.Random) -> None:
        with engine.begin() as connection:
            time.sleep(chance.random() / 100)
            connection.execute(text("INSERT INTO plain (id) VALUES (:id)"), {"id": thing_id})
            time.sleep(chance.random() / 100)

    def read() -> None:
        nonlocal cursor
        with engine.begin() as connection:
            rows = connection.execute(text("SELECT n, id FROM plain WHERE n > :n ORDER BY n"), {"n": cursor}).all()
        for row in rows:
            cursor = row.n
            seen.add(row.id)

    written = beside_writers(write, read)

    assert len(written - seen) >= 1


def test_the_sum_of_a_stream_is_that_of_its_things(hub: Hub) -> None:
    changes = [Published("product", f"S-{n}", b"{}") for n in range(4)]
    with hub.write() as connection:
        publish(connection, {STREAM: changes}, hub.chance(16))
    with hub.write() as connection:
        publish(connection, {STREAM: [changes[1], Published("product", "S-2", None)]}, hub.chance(16))

    with hub.read() as connection:
        told = sum_of(connection, STREAM)

    left = [("S-0", 1), ("S-1", 5), ("S-3", 4)]
    assert (told.n, told.live) == (6, 3)
    assert told.sum64 == f"{sum(number_of('product', *one) for one in left) % 2**64:016x}"


def test_who_publishes_the_same_on_two_hubs_gets_another_running_hash(hub: Hub, pg_hub: Hub) -> None:
    chains = []
    for one in (hub, pg_hub):
        with one.write() as connection:
            publish(connection, {STREAM: [Published("product", "S-1", b"{}")]}, one.chance(16))
        with one.read() as connection:
            chains.append(stand(connection, STREAM).chain)

    assert chains[0] != chains[1]


def test_who_is_too_far_behind_fetches_anew(hub: Hub) -> None:
    cursors = []
    for number in range(5):
        with hub.write() as connection:
            publish(connection, {STREAM: [Published("product", f"S-{number}", b"{}")]}, hub.chance(16))
        cursors.append(read_page(hub, STREAM, "").cursor)

    with hub.write() as connection:
        forget_marks(connection, 2)

    with pytest.raises(Refused, match="must_refetch"):
        read_page(hub, STREAM, cursors[1])
    assert len(read_page(hub, STREAM, cursors[2]).changes) == 2


def test_a_deletion_is_told_to_whoever_may_have_the_thing_and_then_forgotten(hub: Hub) -> None:
    def tell(*changes: Published) -> None:
        with hub.write() as connection:
            publish(connection, {STREAM: list(changes)}, hub.chance(16))

    def gone() -> list[str]:
        with hub.write() as connection:
            forget_marks(connection, 2)
        return [one.id for one in read_page(hub, STREAM, "").changes if one.op == "del"]

    tell(Published("product", "OLD", b"{}"))
    tell(Published("product", "OLD", None))
    told = []
    for number in range(5):
        tell(Published("product", f"S-{number}", b"{}"))
        told.append(gone())

    tell(Published("product", "OLD", b"{}"))

    assert told == [["OLD"]] * 4 + [[]]
    assert [one.id for one in read_page(hub, STREAM, "").changes][-1] == "OLD"


def test_what_is_refused_publishes_nothing(hub: Hub) -> None:
    class Stop(Exception):
        pass

    try:
        with hub.write() as connection:
            publish(connection, {STREAM: [Published("product", "S-1", b"{}")]}, hub.chance(16))
            raise Stop
    except Stop:
        pass

    assert read_page(hub, STREAM, "").changes == []
