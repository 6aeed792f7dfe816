"""Several hubs on one PostgreSQL spend from one card and one member beside each other, and some of them are killed."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from pos.domain.codes import gift_card_code
from pos.domain.failures import Refused
from pos.domain.stored_value import gift_ref
from sync.hub.calls.idempotency import Write
from sync.hub.hub import Hub
from sync.hub.ledgers import gift_cards
from sync.hub.ledgers.value_documents import CardActivated, CardMoved
from sync.hub.store.debts import debts_of
from sync.hub.store.values import rows_of
from tests.sync.hub_journal import Pen, enrol, send
from tests.sync.hub_shop import Clock, a_hub, a_store
from tests.sync.hub_value import earn, exceptions_of, hold, net, pay, points_of

CODE = gift_card_code(b"ten-bytes!")
REF = gift_ref(CODE)
WORKERS, TURNS = 6, 8
MOST_KILLED = 10
_KILL = text(
    "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND xact_start IS NOT NULL ORDER BY random() LIMIT 1) AS one"
)


@pytest.fixture
def hubs(postgres_url: str, tmp_path: Path, clock: Clock) -> Iterator[tuple[Hub, Hub]]:
    """Two processes of one hub: each with its own connections. A card has 100.00 on it, a member 100 points."""
    first = a_hub(tmp_path / "a", postgres_url, clock)
    a_store(first)
    second = a_hub(tmp_path / "b", postgres_url, clock)
    begun = CardActivated(code=CODE, currency="GBP", amount="100.00")
    gift_cards.activate(first, begun, Write("webshop", "begin", b"hash"))
    yield first, second
    first.engine.dispose()
    second.engine.dispose()


def until_done(work: Callable[[], object]) -> bool:
    """Again and again until there is an answer: whether it was a yes."""
    while True:
        try:
            work()
        except DBAPIError:
            continue
        except Refused:
            return False
        return True


def spend(hub: Hub, number: int, turn: int) -> int:
    """The web takes 5.00, in minor units what it got."""
    asked = CardMoved(code=CODE, currency="GBP", amount="5.00")
    write = Write("webshop", f"{number}/{turn}", b"hash")
    return 500 if until_done(lambda: gift_cards.redeem(hub, asked, write)) else 0


def kill_while(url: str, running: Sequence[Future[int]]) -> int:
    """Kill transactions at random until the work is done; how many."""
    killed = 0
    with create_engine(url, poolclass=NullPool).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while wait(running, timeout=0.05).not_done and killed < MOST_KILLED:
            killed += len(connection.execute(_KILL).all())
    return killed


def test_nobody_spends_what_somebody_else_has_and_nothing_is_lost(hubs: tuple[Hub, Hub], postgres_url: str) -> None:
    pens = [Pen(number=number) for number in range(1, WORKERS + 1)]
    enrol(hubs[0], *pens)

    def work(pen: Pen) -> int:
        hub, got = hubs[pen.number % 2], 0
        for turn in range(TURNS):
            got += spend(hub, pen.number, turn)
            earn(pen, 3, redeemed=1)
            until_done(lambda: send(hub, pen))
        return got

    with ThreadPoolExecutor(WORKERS) as pool:
        running = [pool.submit(work, pen) for pen in pens]
        killed = kill_while(postgres_url, running)
        got = sum(one.result() for one in running)

    with hubs[0].read() as connection:
        spent = [row.amount_minor for row in rows_of(connection, REF) if row.kind == "REDEEM"]
    assert killed > 0
    assert (got, spent, net(hubs[0], REF)) == (10_000, [-500] * 20, 0)
    assert points_of(hubs[0]).balance == WORKERS * TURNS * 2
    assert exceptions_of(hubs[0]) == []


def test_what_tills_spent_without_a_line_is_booked_to_the_cent(hubs: tuple[Hub, Hub]) -> None:
    pens = [Pen(number=number) for number in range(1, WORKERS + 1)]
    enrol(hubs[0], *pens)
    for pen in pens:
        for _ in range(TURNS):
            pay(pen, 300, REF)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda pen: until_done(lambda: send(hubs[pen.number % 2], pen)), pens))

    with hubs[0].read() as connection:
        owed = sum(debt.amount for debt in debts_of(connection, REF))
    assert net(hubs[0], REF) == 10_000 - WORKERS * TURNS * 300
    assert owed == WORKERS * TURNS * 300 - 10_000
    assert hold(hubs[1], pens[0], REF, 1).why == "not_enough"
