"""A till with a hub whose tables are made anew, or that comes back from a backup: nothing is lost or counts twice."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos.domain.failures import Refused
from pos.domain.sentences import sentence
from pos.services.backup import back_up, make_anew, prove, restore
from pos.services.enrolment import forget_joining
from pos.services.journal import write_down
from pos.services.till import Till, open_till
from pos.store.stock import FLOOR
from sync.api import Api
from sync.enrol import Enrolled, enrol
from sync.service import Once, once
from tests.sync.hub_process import ServedHub, hub_document

SKU, PASSPHRASE = "SOCK", "correct horse battery"


def join(home: Path, hub: ServedHub, *how: str) -> Enrolled:
    code = hub_document(hub.home, "enrol", "--store", "1", *how)["code"]
    with closing(Api(hub.url)) as api:
        done = enrol(home, hub.url, code, api, app="tandem 0")
    forget_joining(home)
    return done


@contextmanager
def at(home: Path) -> Iterator[Till]:
    till = open_till(home)
    try:
        yield till
    finally:
        till.close()


def move(home: Path, change_milli: int) -> None:
    lines = [{"sku": SKU, "location": FLOOR, "change_milli": change_milli, "reason": "found"}]
    with at(home) as till, till.store.write() as tx:
        write_down(tx, till, "stock_adjusted", {"lines": lines}, "maya")


def held(home: Path) -> int | None:
    with at(home) as till, till.store.read() as tx:
        return tx.stock.on_hand_milli(SKU)


@pytest.fixture
def home(served_hub: ServedHub, tmp_path: Path) -> Path:
    """The home of a till that has joined, with 5 pieces that the hub knows of; one was taken since."""
    home = tmp_path / "till"
    join(home, served_hub)
    move(home, 5000)
    assert once(home).code == ""
    move(home, -1000)
    return home


def test_what_the_hub_told_and_what_waits_is_the_same_when_the_tables_are_made_anew(home: Path) -> None:
    with at(home) as till:
        make_anew(till)
        findings = prove(till)

    assert findings.problems == ()
    assert held(home) == 4000
    assert once(home) == Once(1, 0, "")
    assert held(home) == 4000


def test_a_restored_till_sells_on_and_joins_its_hub_again(home: Path, served_hub: ServedHub, tmp_path: Path) -> None:
    with at(home) as till:
        back_up(till, tmp_path / "till.backup", PASSPHRASE)
    move(home, -500)
    assert once(home).left == 0

    done = restore(home, tmp_path / "till.backup", PASSPHRASE, "", datetime.now(UTC))
    move(home, -200)
    before = once(home)
    in_between = held(home)
    with pytest.raises(Refused, match="other_till"):
        join(home, served_hub)
    again = join(home, served_hub, "--till", "1", "--replace")
    after, once_more = once(home), once(home)

    assert done.hub == served_hub.url
    assert (before.sent, before.code) == (0, "join_again") and before.left > 0
    assert "restored" in sentence(Refused(before.code))
    assert in_between == 5000 - 1000 - 200
    assert again.recovery_key == "" and again.till == 1
    assert (after.code, after.left, once_more) == ("", 0, Once(0, 0, ""))
    assert held(home) == 5000 - 1000 - 500 - 200
    with at(home) as till:
        assert prove(till).problems == ()
        with till.store.read() as tx:
            assert {entry.kind for _n, entry in tx.journal.read()} >= {"gap"}
            assert tx.outbox.aside_count() == 0
