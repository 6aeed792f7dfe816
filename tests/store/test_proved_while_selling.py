"""A till is proved while others sell at it and its log is moved: nothing is found, because nothing is wrong."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event
from uuid import uuid4

from pos.services.backup import prove
from pos.services.till import Till, open_till
from tests.store.shop import Clock, bought, sell

PROOFS = 40


def test_a_till_that_sells_while_it_is_proved_has_nothing_wrong(shop_home: Path) -> None:
    done = Event()
    with closing(open_till(shop_home, now=Clock())) as window, closing(open_till(shop_home, now=Clock())) as other:
        with ThreadPoolExecutor(3) as pool:
            sellers = [pool.submit(sell_on, till, done) for till in (window, other)]
            pool.submit(move, other, done)

            found = [problem for _ in range(PROOFS) for problem in prove(window).problems]
            done.set()
            sold = sum(job.result() for job in sellers)

        assert found == []
        assert sold > 0
        assert window.store.safe_mode == ""


def sell_on(till: Till, done: Event) -> int:
    """Sell and look sales up again until it is done; how many were sold."""
    sold = 0
    while not done.is_set():
        sell(till, bought("FLASK"), id=str(uuid4()))
        with till.store.read() as tx:
            tx.search.sales("FLASK")
        sold += 1
    return sold


def move(till: Till, done: Event) -> None:
    """Move the log into the file again and again, as whoever holds the right to it does."""
    while not done.is_set():
        till.store.upkeep()
