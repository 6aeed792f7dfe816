"""A till that its hub removes or lays off, and a hub that is put back to an older copy of itself."""

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from pos.services.till import open_till
from pos.store.wipe import holds_customers
from sync.hub.imports.file import import_file
from sync.hub.store.identity import keep_setting
from tests.e2e.shop import PRODUCTS, TAXES, basket_line
from tests.e2e.town import Town, TownTill, a_town, eventually, run

STAFF = "id,name,role,pin\nmaya,Maya King,manager,1111\n"
CUSTOMERS = "id,name,email,phone\nC-1,Amelia Okafor,amelia@shop.example,+442079460001\n"
HEALS_S = 60
SOON_S = 40
"""A till that its hub does not serve asks every 20 s how it stands."""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    files = {"products.csv": PRODUCTS, "taxes.json": TAXES, "staff.csv": STAFF, "customers.csv": CUSTOMERS}
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    with a_town(tmp_path, tmp_path / "products.csv", tmp_path / "taxes.json", tmp_path / "staff.csv") as made:
        with made.opened() as hub:
            import_file(hub, "customers", tmp_path / "customers.csv")
        yield made


def test_a_removed_till_forgets_its_customers_and_what_it_sold_before_is_taken(town: Town) -> None:
    till = a_till(town)
    town.place_order("W-1", ("SOCK", "1"))
    run("sync", till.home, "once")
    assert knows_customers(till)
    sell(till, 1)  # before it is removed, and not yet sent

    town.hub_command("revoke", "N-1")
    sell(till, 2)  # after
    told = run("sync", till.home, "once", code=1)
    till.sync.start()
    eventually(lambda: not knows_customers(till), HEALS_S, "customers and orders are forgotten")
    later = town.place_order("W-2", ("SOCK", "1"))
    till.sync_now()

    eventually(lambda: till.line().code == "revoked", HEALS_S, "the line says why")
    assert told["error"]["code"] == "till_revoked"
    assert town.held("SELECT sale_id FROM sale") == [("0190c8f2-0000-7000-8000-000000000001",)]
    eventually(lambda: till.acked() == len(till.journal()), HEALS_S, "nothing waits")
    assert town.held("SELECT DISTINCT reason FROM quarantine") == [("revoked",)]
    assert later["number"] not in till.queue() and not knows_customers(till)
    assert run("pos.cli", till.home, "verify")["ok"] is True


def test_a_till_that_is_laid_off_gets_nothing_until_it_is_resumed_and_sells_on(town: Town) -> None:
    till = a_till(town)
    till.sync.start()
    eventually(lambda: till.line().line == "online", HEALS_S, "the line is up")

    town.hub_command("suspend", "N-1")
    sell(till, 1)
    order = town.place_order("W-1", ("SOCK", "1"))["number"]
    eventually(lambda: till.line().code == "suspended", HEALS_S, "the line says why")
    eventually(town.has_all, HEALS_S, "what it sells is taken")
    meanwhile = order in till.queue(), knows_customers(till)
    town.hub_command("resume", "N-1")
    till.sync_now()
    took = eventually(lambda: order in till.queue(), SOON_S, "the order comes when it is resumed")

    sys.stdout.write(f"the order was there {took:.1f} s after the till was resumed\n")
    assert meanwhile == (False, True)
    assert till.line().line == "online"


@pytest.mark.lengthy
def test_a_hub_that_was_put_back_gets_again_what_it_lost_and_is_read_anew(town: Town) -> None:
    tills = [a_till(town, 1), a_till(town, 2)]
    for till in tills:
        till.sync.start()
    sold = 0

    for epoch in ("the same", "another"):
        sold += sell_some(tills, sold)
        eventually(town.has_all, HEALS_S, "all is there")
        old = copy_of(town, epoch)
        sold += sell_some(tills, sold)
        lost = town.place_order(f"LOST-{sold}", ("SOCK", "1"))["number"]
        eventually(partial(all_see, tills, lost), HEALS_S, "the order is there")
        eventually(town.has_all, HEALS_S, "all is there")
        everything = town.count()

        put_back(town, old, new_epoch=epoch == "another")
        fewer = town.count()
        after = town.place_order(f"NEW-{sold}", ("TENT", "1"))["number"]
        for till in tills:
            till.sync_now()
        healed = eventually(town.has_all, HEALS_S, "the hub has again what it lost")
        read = eventually(partial(all_read, tills, after), HEALS_S, "the feed is read anew")

        sys.stdout.write(
            f"{epoch} epoch: {everything - fewer} entries again {healed:.1f} s, feeds {read:.1f} s later\n"
        )
        assert fewer < everything
        assert town.held("SELECT count(*), count(DISTINCT sale_id), sum(total_minor) FROM sale") == [
            (sold, sold, sold * 19_00)
        ]

    for till in tills:
        till.sync.stop()
        assert run("sync", till.home, "reconcile")["equal"] is True


def a_till(town: Town, number: int = 1) -> TownTill:
    """One that has joined and read everything."""
    till = town.enrol(number)
    run("sync", till.home, "once")
    return till


def sell(till: TownTill, number: int) -> None:
    (told,) = till.sell(basket_line(number, staff="maya"))
    assert "error" not in told, told


def ordered(till: TownTill, number: str) -> list[str]:
    """What the desk knows to be in an order."""
    opened = open_till(till.home)
    try:
        with opened.store.read() as tx:
            found = tx.orders.by_number(number)
            return [line.sku for line in found[0].lines] if found else []
    finally:
        opened.close()


def sell_some(tills: list[TownTill], sold: int) -> int:
    """Three sales at each till; how many that makes."""
    for number, till in enumerate(tills):
        for more in range(3):
            sell(till, sold + 3 * number + more)
    return 3 * len(tills)


def all_see(tills: list[TownTill], order: str) -> bool:
    return all(order in till.queue() for till in tills)


def all_read(tills: list[TownTill], order: str) -> bool:
    """Whether every desk knows this order as it is now: the hub gave its number out twice."""
    return all(ordered(till, order) == ["TENT"] for till in tills)


def knows_customers(till: TownTill) -> bool:
    opened = open_till(till.home)
    try:
        with opened.store.read() as tx:
            return holds_customers(tx.driver)
    finally:
        opened.close()


def copy_of(town: Town, name: str) -> Path:
    """The hub's file as it is now; the hub is down meanwhile."""
    town.hubs[-1].kill()
    kept = town.folder / f"hub before {name}"
    shutil.copytree(town.hub_home, kept)
    town.start_hub()
    return kept


def put_back(town: Town, kept: Path, *, new_epoch: bool) -> None:
    town.hubs[-1].kill()
    shutil.rmtree(town.hub_home)
    shutil.copytree(kept, town.hub_home)
    if new_epoch:
        with town.opened() as hub, hub.write() as connection:
            keep_setting(connection, "epoch", "ee" * 8)
    town.start_hub()
