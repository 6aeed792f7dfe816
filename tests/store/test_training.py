"""Training: everything of the shop to practise with, nothing that could reach the shop."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3

from pos.devices.escpos_reader import read_escpos
from pos.domain.codes import check_receipt_code, receipt_code
from pos.domain.failures import Refused, Unavailable
from pos.domain.receipt_block import Heading
from pos.services import printing
from pos.services.badge import badge_paper, make_badge
from pos.services.drawer import kick_drawer
from pos.services.shift import close_shift, open_shift
from pos.services.shop import TRAINING_CODE, Setup
from pos.services.staff import check_pin, people
from pos.services.till import Till, init_till
from pos.services.training import FOLDER, enter_training, leave_training
from pos.store.practice import copy_for_practice
from pos.store.store import DATABASE
from tests.store.shop import Clock, bought, facts, kinds, rows, sell

Opened = Callable[[Path], Till]


@pytest.fixture
def practice(shop: Till, opened: Opened) -> Till:
    return opened(enter_training(shop, "maya"))


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of the real till, without what belongs to training and without SQLite's shared memory."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != FOLDER and not path.name.endswith("-shm")
    }


def test_the_goods_prices_and_promotions_of_the_shop_are_there(shop: Till, practice: Till) -> None:
    real = sell(shop, bought("JACKET"), bought("SOCK-R"), bought("SOCK-G"))

    practised = sell(practice, bought("4006381333931"), bought("SOCK-R"), bought("SOCK-G"))

    assert practised.total_minor == real.total_minor
    with practice.store.read() as theirs, shop.store.read() as ours:
        assert theirs.search.products("cafe") == ours.search.products("cafe") != []


def test_no_customer_and_nothing_that_happened_is_copied(shop: Till, opened: Opened) -> None:
    sell(shop, bought("FLASK"))

    practice = opened(enter_training(shop, "maya"))

    with practice.store.read() as tx:
        assert rows(tx, "SELECT count(*) FROM copy_customer") == rows(tx, "SELECT count(*) FROM fact_sale") == [(0,)]
    assert kinds(practice) == ["journal_opened"]


def test_its_receipts_cannot_be_taken_for_real_ones(shop: Till, practice: Till) -> None:
    sale = sell(practice, bought("FLASK"))

    code = receipt_code(sale.receipt, practice.secrets.store_key)

    assert sale.receipt == "TRNG-2-000001"
    with pytest.raises(Refused, match="receipt_forged"):
        check_receipt_code(code, shop.secrets.store_key)


def test_no_real_till_begins_its_receipts_like_training(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="bad_setup"):
        init_till(tmp_path / "x", Setup("Northgate", "GBP", "GB", code=TRAINING_CODE))


def test_every_paper_says_that_it_is_training(practice: Till) -> None:
    mark = Heading("TRAINING – NOT A RECEIPT")
    shift = open_shift(practice, 0, "maya")
    sale = sell(practice, bought("FLASK"))
    closed = close_shift(practice, 24_00, "sofia", reason="practice")
    badge = make_badge(practice, "maya", "sofia")

    papers = [
        printing.receipt(practice, sale),
        printing.receipt(practice, sale, copy=1),
        printing.receipt(practice, sale, gift=True),
        printing.shift_report(practice, closed.figures),
        badge_paper(practice, "maya", badge),
    ]

    assert shift.shift == closed.figures.shift_id
    assert all(mark in paper for paper in papers)


def test_the_drawer_stays_shut(shop: Till, tmp_path: Path) -> None:
    printers = []
    for name, training in (("real", False), ("practice", True)):
        till = replaced(shop, tmp_path / name, training=training)
        kick_drawer(till)
        printers.append([row for path in (till.home / "printer").glob("*") for row in read_escpos(path.read_bytes())])

    assert printers[0] and printers[1] == []


def replaced(till: Till, home: Path, *, training: bool) -> Till:
    """The same till with its printer in another folder."""
    return replace(till, home=home, setup=replace(till.setup, printer="file", training=training))


def test_everybody_has_the_practice_pin_there_and_no_real_one(shop: Till, practice: Till) -> None:
    real = check_pin(practice, "maya", "2580").outcome

    assert (real, check_pin(practice, "maya", "0000").outcome) == ("wrong", "right")
    assert check_pin(shop, "maya", "2580").outcome == "right"
    assert [person.name for person in people(practice)] == [person.name for person in people(shop)]


def test_keys_are_its_own(shop: Till, practice: Till) -> None:
    mine, theirs = practice.secrets, shop.secrets

    shared = {name for name in mine.__slots__ if getattr(mine, name) == getattr(theirs, name)}

    assert shared == set()
    with practice.store.read() as tx:
        assert tx.link.peer() is None


def test_whatever_is_done_in_training_no_byte_of_the_real_till_changes(shop: Till, practice: Till) -> None:
    open_shift(shop, 50_00, "maya")
    before, told = bytes_of(shop.home), facts(shop)

    open_shift(practice, 10_00, "daniel")
    for _ in range(3):
        sell(practice, bought("JACKET"))
    close_shift(practice, 0, "sofia", reason="practice")
    make_badge(practice, "maya", "sofia")
    practice.store.upkeep()

    assert bytes_of(shop.home) == before
    assert facts(shop) == told


def test_the_shop_s_file_is_attached_so_that_nothing_can_be_written_there(shop: Till, practice: Till) -> None:
    told: list[str] = []
    writes = (
        "INSERT INTO shop.local_setting VALUES ('x', 'y')",
        "DELETE FROM shop.copy_product",
        "DROP TABLE shop.journal",
    )
    driver = sqlcipher3.connect(":memory:", uri=True, isolation_level=None)
    key = f"x'{shop.secrets.database_key.hex()}{shop.secrets.salt.hex()}'"
    driver.execute("ATTACH DATABASE ? AS shop KEY ?", (f"{shop.store.path.resolve().as_uri()}?mode=ro", key))

    for write in writes:
        with pytest.raises(sqlcipher3.OperationalError) as refused:
            driver.execute(write)
        told.append(str(refused.value))

    driver.close()
    assert all("readonly" in words for words in told)


def test_the_copy_itself_leaves_the_shop_s_file_as_it_was(shop: Till, practice: Till) -> None:
    practice.close()
    before = bytes_of(shop.home)

    with pytest.raises(Unavailable):  # the copy is for an empty file
        copy_for_practice(
            practice.home / DATABASE, practice.secrets, shop.store.path, shop.secrets, (4, b"", b""), "2026-11-21"
        )

    assert bytes_of(shop.home) == before


def test_who_entered_and_left_stands_in_the_real_journal_and_a_real_shift_stays_open(
    shop: Till, opened: Opened
) -> None:
    shift = open_shift(shop, 50_00, "maya")
    practice = opened(enter_training(shop, "maya"))
    open_shift(practice, 0, "maya")
    practice.close()

    leave_training(shop, "maya")

    with shop.store.read() as tx:
        audit = rows(tx, "SELECT kind, staff FROM fact_audit WHERE kind LIKE 'training%' ORDER BY n")
        assert (found := tx.shifts.open()) is not None and found.shift == shift.shift
    assert audit == [("training_entered", "maya"), ("training_left", "maya")]


def test_training_begins_anew_each_time_with_the_catalogue_of_that_day(
    shop: Till, opened: Opened, clock: Clock
) -> None:
    practice = opened(enter_training(shop, "maya"))
    sell(practice, bought("FLASK"))
    practice.close()
    clock.moment += timedelta(days=1)
    with shop.store.write() as tx:
        tx.driver.execute("UPDATE copy_product SET price_minor = 2500 WHERE sku = 'FLASK'")

    practice = opened(enter_training(shop, "maya"))

    assert sell(practice, bought("FLASK")).total_minor == 25_00
    with practice.store.read() as tx:
        assert json.loads(tx.settings.get("shop"))["training"] is True
        assert rows(tx, "SELECT count(*) FROM fact_sale") == [(1,)]


def test_what_lies_on_the_shelf_is_known_there(practice: Till) -> None:
    with practice.store.read() as tx:
        before = tx.stock.on_hand_milli("JACKET")

    sell(practice, bought("JACKET"))

    with practice.store.read() as tx:
        assert (before, tx.stock.on_hand_milli("JACKET")) == (2000, 1000)
