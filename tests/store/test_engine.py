"""Writers ask for the lock when they begin, readers write nothing, and every failure has its word."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from pos.domain.failures import Refused, Unavailable
from pos.services.basket import kept_basket, suspended_baskets
from pos.services.document import price_document
from pos.services.journal import write_down
from pos.services.printing import waiting_jobs
from pos.services.report import NAMES, day_report
from pos.services.shift import open_shift, report, sales_by_hour
from pos.services.staff import people
from pos.services.till import Till, open_till
from pos.store.secrets import keep_secrets, read_secrets, recovery_public
from pos.store.store import SAFE_MODE
from tests.store.history import live
from tests.store.shop import a_document, bought, facts, kinds, sell

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")


@contextmanager
def overheard() -> Iterator[list[tuple[str, str]]]:
    """What writes are asked for meanwhile on any connection, each with how its transaction was begun."""
    heard: list[tuple[str, str]] = []
    drivers = []

    def listen(driver: Any, *_: object) -> None:
        begun = ""

        def hear(statement: str) -> None:
            nonlocal begun
            if statement.startswith("BEGIN"):
                begun = statement
            elif statement in ("COMMIT", "ROLLBACK"):
                begun = ""
            elif statement.startswith(_WRITES) and " temp." not in statement:
                heard.append((begun, statement))

        drivers.append(driver)
        driver.set_trace_callback(hear)

    event.listen(Pool, "checkout", listen)
    try:
        yield heard
    finally:
        event.remove(Pool, "checkout", listen)
        for driver in drivers:
            driver.set_trace_callback(None)


@contextmanager
def holding_the_lock(home: Path) -> Iterator[None]:
    """Another program that is in the middle of writing."""
    held, done = threading.Event(), threading.Event()

    def write() -> None:
        other = open_till(home, heal=False)
        with other.store.write():
            held.set()
            done.wait(30)
        other.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert held.wait(30)
        yield
    finally:
        done.set()
        writer.join()


def half_an_operation(till: Till) -> None:
    with till.store.write() as tx:
        tx.settings.put("half", "done")
        write_down(tx, till, "drawer_opened", {}, "maya")
        raise ZeroDivisionError


def test_everything_that_writes_asked_for_the_lock_when_it_began(shop: Till, tmp_path: Path) -> None:
    with overheard() as heard:
        live(shop, tmp_path)

    assert len(heard) > 100
    assert {begun for begun, _statement in heard} == {"BEGIN IMMEDIATE"}


def test_whoever_only_looks_writes_nothing(lived: Till) -> None:
    with overheard() as heard:
        with lived.store.read() as tx:
            tx.search.products("socks")
            tx.search.customers("wisniewsk")
            tx.search.sales("2026")
            tx.products.favourites(20)
            tx.products.categories(20)
        price_document(lived, a_document(bought("SOCK-R", "2")))
        shift = report(lived).shift_id
        sales_by_hour(lived, shift)
        for name in NAMES:
            day_report(lived, name)
        suspended_baskets(lived)
        kept_basket(lived)
        waiting_jobs(lived)
        people(lived)

    assert heard == []


def test_an_operation_that_breaks_off_leaves_nothing(shop: Till) -> None:
    before = kinds(shop)

    with pytest.raises(ZeroDivisionError):
        half_an_operation(shop)

    with shop.store.read() as tx:
        assert tx.settings.get("half") == ""
    assert kinds(shop) == before


def test_a_writer_waits_for_another(shop: Till) -> None:
    with holding_the_lock(shop.home):
        sold: list[str] = []
        seller = threading.Thread(target=lambda: sold.append(sell(shop, bought("FLASK")).receipt))
        seller.start()
    seller.join()

    assert sold == ["N-2-000001"]


def test_a_writer_that_waited_long_enough_says_that_the_till_is_busy(shop: Till) -> None:
    before = facts(shop)

    with holding_the_lock(shop.home), pytest.raises(Unavailable) as unavailable:
        open_shift(shop, 0, "maya")

    assert unavailable.value.code == "till_busy"
    assert facts(shop) == before
    assert sell(shop, bought("FLASK")).receipt == "N-2-000001"


def test_a_reader_never_waits_for_a_writer(shop: Till) -> None:
    with holding_the_lock(shop.home):
        priced = price_document(shop, a_document(bought("JACKET")))

    assert priced.total_minor == 189_00


def test_a_reader_sees_one_moment_however_long_it_looks(shop: Till) -> None:
    with shop.store.read() as tx:
        before = tx.journal.count()
        sell(shop, bought("FLASK"))
        after = tx.journal.count()

    assert before == after


def test_a_key_that_does_not_fit_opens_nothing(shop_home: Path) -> None:
    wrong = replace(read_secrets(shop_home), database_key=bytes(32))
    keep_secrets(shop_home, wrong, "file", recovery_public(shop_home))

    with pytest.raises(Unavailable) as unavailable:
        open_till(shop_home)

    assert unavailable.value.code == "wrong_key"


def test_a_deleted_file_is_told_and_not_made_anew(shop_home: Path) -> None:
    (shop_home / "till.db").unlink()

    with pytest.raises(Unavailable) as unavailable:
        open_till(shop_home)

    assert unavailable.value.code == "file_missing"
    assert not (shop_home / "till.db").exists()


@pytest.mark.parametrize("content", [b"", b"not a database at all", bytes(8192)])
def test_a_file_of_something_else_is_told(shop_home: Path, content: bytes) -> None:
    (shop_home / "till.db").write_bytes(content)

    with pytest.raises(Unavailable) as unavailable:
        open_till(shop_home)

    assert unavailable.value.code in ("wrong_key", "file_damaged")


def test_a_file_of_a_newer_program_is_left_alone(shop: Till, shop_home: Path) -> None:
    with shop.store.write() as tx:
        tx.driver.execute("UPDATE alembic_version SET version_num = '9999'")
    shop.close()
    before = (shop_home / "till.db").read_bytes()

    with pytest.raises(Refused) as refused:
        open_till(shop_home)

    assert (refused.value.code, refused.value.facts["found"]) == ("newer_schema", "9999")
    assert (shop_home / "till.db").read_bytes() == before


def test_a_till_that_found_damage_sells_nothing_and_says_why(shop: Till, opened: Callable[[Path], Till]) -> None:
    shop.store.enter_safe_mode("page 7 of till.db")

    with pytest.raises(Refused) as refused:
        sell(shop, bought("FLASK"))

    assert (refused.value.code, refused.value.facts["reason"]) == ("till_read_only", "page 7 of till.db")
    assert opened(shop.home).store.safe_mode == "page 7 of till.db"
    assert price_document(shop, a_document(bought("JACKET"))).total_minor == 189_00


def test_a_mark_of_damage_counts_even_without_its_words(till: Till) -> None:
    (till.home / SAFE_MODE).touch()

    with pytest.raises(Refused, match="till_read_only"), till.store.write():
        pass
