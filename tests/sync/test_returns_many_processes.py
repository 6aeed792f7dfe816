"""A sale and what comes back of it arrive at one moment in two processes of a hub on PostgreSQL: they are compared."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from sync.hub.hub import Hub
from tests.sync.hub_journal import Pen, a_return, a_sale_body, enrol, send
from tests.sync.hub_shop import Clock, a_hub, a_store
from tests.sync.hub_value import exceptions_of

SALE = "sale-1-1-1-2"
_WAITS = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


@pytest.fixture
def hubs(postgres_url: str, tmp_path: Path, clock: Clock) -> Iterator[tuple[Hub, Hub]]:
    """Two processes of one hub: each with its own connections."""
    first = a_hub(tmp_path / "a", postgres_url, clock)
    a_store(first)
    second = a_hub(tmp_path / "b", postgres_url, clock)
    yield first, second
    first.engine.dispose()
    second.engine.dispose()


def sold() -> Pen:
    pen = Pen(number=1)
    pen.sell(("CAP", 1))
    return pen


def back_unseen() -> Pen:
    """One piece comes back for its receipt, which nobody could look up, for more than was paid."""
    pen = Pen(number=2)
    body = a_sale_body("2-2", ("CAP", -1))
    amounts = dict.fromkeys(("list_minor", "total_minor", "net_minor", "gross_minor"), -1500)
    body["lines"][0] |= {"return_of": {"receipt": "N-1-1-1-2", "unseen": True}, "tax": [], **amounts}
    body |= {"tax": [], "total_minor": -1500, "tenders": [{"type": "cash", "amount_minor": -1500}]}
    pen.write("sale_completed", body)
    return pen


def back_too_often() -> Pen:
    pen = Pen(number=2)
    a_return(pen, SALE, 1, "CAP", pieces=2)
    return pen


def meet(hubs: tuple[Hub, Hub], first: Pen, second: Pen, url: str) -> None:
    """`second` is sent while `first` has been compared and is not committed yet, and gets as far as it can."""
    compared, go_on = threading.Event(), threading.Event()

    def chance(count: int) -> bytes:  # asked for behind all comparing, where changes are published
        compared.set()
        assert go_on.wait(30)
        return bytes(count)

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(send, replace(hubs[0], chance=chance), first)
        assert compared.wait(30)
        quick = pool.submit(send, hubs[1], second)
        until_it_waits(quick, url)
        go_on.set()
        slow.result()
        quick.result()


def until_it_waits(running: "Future[Any]", url: str) -> None:
    """Until a transaction waits for another one, or has ended."""
    with create_engine(url, poolclass=NullPool).connect().execution_options(isolation_level="AUTOCOMMIT") as watch:
        while not wait([running], timeout=0.01).done and not watch.scalar(_WAITS):
            pass


@pytest.mark.parametrize("sale_first", [True, False])
@pytest.mark.parametrize(("comes_back", "kind"), [(back_unseen, "return_differs"), (back_too_often, "returned_twice")])
def test_two_that_arrive_at_one_moment_are_compared(
    hubs: tuple[Hub, Hub], postgres_url: str, comes_back: Callable[[], Pen], kind: str, sale_first: bool
) -> None:
    pens = [sold(), comes_back()]
    enrol(hubs[0], *pens)

    meet(hubs, *(pens if sale_first else reversed(pens)), postgres_url)

    assert [one["kind"] for one in exceptions_of(hubs[0])] == [kind]
