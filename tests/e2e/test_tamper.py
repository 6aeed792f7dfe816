"""Somebody with the key changes the file, or time does: everything is named, nothing is sold on in silence."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from pos.services.backup import prove
from pos.services.order_return import LineBack, return_order
from pos.services.pickup_hand_over import HandOver, hand_over
from pos.services.pickup_pick import pick, ready, stage
from pos.services.shift import open_drawer
from pos.services.till import Till, open_till
from pos.store.engine import PAGE_BYTES, connected
from pos.store.secrets import read_secrets
from pos.store.tables import FACTS
from tests.e2e.shop import PRODUCTS, basket_line, entries
from tests.store.history import PERSONAL, a_coupon, know_customers, pay_at_the_terminal
from tests.store.pickups import ORDER, keep_orders, order_line, to_pick
from tests.till_program import till_program

RETURNED = [{"return_of": {"receipt": "N-1-000001", "line": 1}, "qty": "1", "reason": "too small"}]
OFFSETS = (20, 1000, PAGE_BYTES - 1)
"""Places in a page: in its first bytes, among its rows, in the seal at its end."""
DISCOUNTED = [{"code": "TENT", "discount": {"percent": "10"}, "reason": "display piece"}]


@pytest.fixture(scope="module")
def template_day(template_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop after a day in which something of every kind happened, so that every table has rows."""
    folder = tmp_path_factory.mktemp("day")
    home = Path(shutil.copytree(template_shop, folder / "till"))
    (folder / "customers.csv").write_text("id,name,points\nC-1,Ann Archer,120\n")
    (folder / "promotions.json").write_text(json.dumps([PERSONAL]))
    with closing(open_till(home)) as till:
        coupons = [a_coupon(till, PERSONAL["id"])]
    on_account = [{"type": "account", "amount": "17.10"}]
    baskets = (
        basket_line(2, lines=RETURNED, tenders=[{"type": "cash", "amount": "-9.50"}]),
        basket_line(3, lines=DISCOUNTED, tenders=[{"type": "card", "amount": "224.10"}]),
        basket_line(4, customer="C-1", coupons=coupons, tenders=on_account),
    )
    runs = [
        till_program(home, "import", "customers", folder / "customers.csv"),
        till_program(home, "import", "promotions", folder / "promotions.json"),
        till_program(home, "sell", stdin="".join(baskets)),
        till_program(home, "shift", "pay-in", "20.00", "--reason", "change"),
    ]
    with closing(open_till(home)) as till:
        open_drawer(till, "change", "till")
        hand_over_an_order(till)
        pay_at_the_terminal(till, "till")
        know_customers(till, "C-1", "till")
    runs.append(till_program(home, "shift", "close", "29.50"))
    assert [ran.code for ran in runs] == [0, 0, 0, 0, 0], runs
    return home


def hand_over_an_order(till: Till) -> None:
    """A web order is picked, put into a bay and handed over, in pieces of tents and socks; a sock comes back."""
    keep_orders(till, to_pick(ORDER, order_line(1, "TENT", 1), order_line(2, "SOCK", 2)))
    for line, pieces in ((1, 1), (2, 2)):
        pick(till, ORDER, line, pieces * 1000, "till")
    stage(till, ORDER, 1, "B2", "till")
    ready(till, ORDER, "till")
    hand_over(till, HandOver(ORDER, {1: 1, 2: 2}, proof="photo_id", id_checked=True, bag_scanned=True), "till")
    return_order(till, ORDER, {2: LineBack(1, "too small")}, "till")


@pytest.fixture
def day_home(template_day: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template_day, tmp_path / "day"))


@pytest.fixture
def till_proof() -> Callable[[Path], list[str]]:
    """What `verify` names in a home, as a program; it has to find something."""

    def proof(home: Path) -> list[str]:
        ran = till_program(home, "verify", "--json")
        assert ran.code == 1 and ran.document["ok"] is False
        return [problem["where"] for problem in ran.document["problems"]]

    return proof


@contextmanager
def opened_with_the_key(home: Path) -> Iterator[Any]:
    """The file as somebody reads and writes it who has the key and asks no program."""
    secrets = read_secrets(home)
    with connected(home / "till.db", secrets.database_key, secrets.salt) as driver:
        driver.execute("PRAGMA foreign_keys=OFF")
        yield driver


def columns_of(driver: Any, table: str) -> list[str]:
    return [row[1] for row in driver.execute(f"PRAGMA table_info({table})").fetchall()]


def changed(value: object) -> object:
    """Another value of the same kind."""
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    return value + 1000 if isinstance(value, int) else f"{value or ''}x"


@pytest.mark.parametrize("table", [table.name for table in FACTS])
def test_a_changed_value_of_a_table_is_named_with_its_row(
    day_home: Path, open_home: Callable[[Path], Till], table: str
) -> None:
    till = open_home(day_home)
    with opened_with_the_key(day_home) as driver:
        assert prove(till).problems == ()
        columns = columns_of(driver, table)
        row = driver.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()
        key, n = columns[0], row[0]
        same = " AND ".join(f"{name} IS ?" for name in columns)
        for column, value in zip(columns, row, strict=True):
            driver.execute(f"UPDATE {table} SET {column} = ? WHERE {same}", (changed(value), *row))

            found = prove(till)

            named = [problem.where for problem in found.problems if problem.where.startswith(table)]
            assert any(f"{key} {n}" in where for where in named), (column, found.problems)
            driver.execute(f"DELETE FROM {table} WHERE {key} IN (?, ?)", (n, changed(n)))
            driver.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
            others = driver.execute(f"SELECT count(*) FROM {table} WHERE {key} = ?", (n,)).fetchone()[0]
            assert others == 1


@pytest.mark.parametrize("table", [table.name for table in FACTS])
def test_a_row_taken_out_of_a_table_is_named(
    day_home: Path, till_proof: Callable[[Path], list[str]], table: str
) -> None:
    with opened_with_the_key(day_home) as driver:
        n = driver.execute(f"SELECT max(n) FROM {table}").fetchone()[0]
        driver.execute(f"DELETE FROM {table} WHERE n = ?", (n,))

    problems = till_proof(day_home)

    assert any(where.startswith(f"{table} (n {n}") for where in problems), problems


@pytest.mark.parametrize("kind", ["journal_opened", "import_applied", "sale_completed", "shift_closed"])
def test_a_changed_value_of_the_journal_is_named_with_its_entry(
    day_home: Path, open_home: Callable[[Path], Till], kind: str
) -> None:
    till = open_home(day_home)
    with opened_with_the_key(day_home) as driver:
        columns = columns_of(driver, "journal")
        row = driver.execute("SELECT * FROM journal WHERE kind = ? ORDER BY n LIMIT 1", (kind,)).fetchone()
        n, seq = row[columns.index("n")], row[columns.index("seq")]
        for column, value in zip(columns[1:], row[1:], strict=True):
            driver.execute(f"UPDATE journal SET {column} = ? WHERE n = ?", (_another(column, value), n))

            found = prove(till)

            told = " ".join(problem.where for problem in found.problems)
            assert f"entry {seq} " in told or f"row {n}" in told or f"entry {seq + 1} " in told, (
                column,
                found.problems,
            )
            driver.execute(f"UPDATE journal SET {column} = ? WHERE n = ?", (value, n))
        assert prove(till).problems == ()


def _another(column: str, value: Any) -> object:
    """A body stays JSON that the till can read: a forger would see to that."""
    return value.replace(b'"', b' "', 1) if column == "body" else changed(value)


def test_an_entry_taken_out_of_the_middle_is_named(day_home: Path, till_proof: Callable[[Path], list[str]]) -> None:
    with opened_with_the_key(day_home) as driver:
        driver.execute("DELETE FROM journal WHERE n = 4")

    assert "entry row 4 is not there" in till_proof(day_home)


@pytest.mark.parametrize("begins", range(len(OFFSETS) if os.environ.get("TANDEM_LONG") == "1" else 1))
def test_a_changed_byte_in_any_page_is_named_and_nothing_is_sold_any_more(
    day_home: Path, tmp_path: Path, begins: int
) -> None:
    """A byte of every page, at another place in it from page to page; TANDEM_LONG=1 changes each page at each place."""
    pages = (day_home / "till.db").stat().st_size // PAGE_BYTES
    home = tmp_path / "damaged"
    for page in range(1, pages + 1):
        shutil.copytree(day_home, home)
        flip(home / "till.db", (page - 1) * PAGE_BYTES + OFFSETS[(begins + page) % len(OFFSETS)])

        proof = till_program(home, "verify", "--json")
        again = till_program(home, "sell", stdin=basket_line(9))

        assert proof.code == 1
        assert {"code": "page_damaged", "where": f"page {page} of till.db"} in proof.document["problems"]
        assert again.code == 1 and '"receipt"' not in again.out and "Traceback" not in again.err
        assert (home / "read-only").exists()
        shutil.rmtree(home)


def test_the_first_entry_that_cannot_be_read_is_named(day_home: Path, till_proof: Callable[[Path], list[str]]) -> None:
    """Entries lie in the order in which they were written, so damage further back costs later entries."""
    sold = "".join(basket_line(number) for number in range(10, 60))
    assert till_program(day_home, "sell", stdin=sold).code == 0
    pages = (day_home / "till.db").stat().st_size // PAGE_BYTES
    named = []
    for page in range(pages - 12, pages):
        copy = Path(shutil.copytree(day_home, day_home.parent / f"page {page}"))
        flip(copy / "till.db", page * PAGE_BYTES + 100)
        named += [int(where.split()[2]) for where in till_proof(copy) if where.startswith("entry row ")]

    first_of_them = len(entries(day_home)) - 50

    assert len(named) > 5 and named == sorted(set(named))
    assert all(first_of_them < n <= len(entries(day_home)) for n in named)


def flip(path: Path, at: int) -> None:
    """Turn one bit of a file."""
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def sells_on_in_a_new_journal(home: Path, lost_from: int, lost_to: int) -> None:
    """The next sale carries the letter B, the gap is in the journal with what is missing, and the file proves clean."""
    ran = till_program(home, "sell", stdin=basket_line(90))

    assert ran.code == 0 and ran.document["receipt"] == "N-1B-000001"
    assert "The till was set back" in ran.err and "The next receipt is N-1B-000001." in ran.err
    assert f"{lost_from}" in ran.err and f"{lost_to}" in ran.err
    assert_gap(home, lost_from, lost_to)


def assert_gap(home: Path, lost_from: int, lost_to: int) -> None:
    written = entries(home)
    first, second = dict.fromkeys(entry["journal_id"] for entry in written)
    opened, gap = (entry for entry in written if entry["journal_id"] == second and entry["seq"] <= 2)
    assert opened["kind"] == "journal_opened" and opened["body"]["after"]["journal_id"] == first
    assert [(lost["held"], lost["seen"]) for lost in gap["body"]["lost"]] == [(lost_from - 1, lost_to)]
    assert till_program(home, "verify").code == 0


def test_a_till_whose_last_entry_was_deleted_says_so_and_goes_on_in_a_new_journal(day_home: Path) -> None:
    last = len(entries(day_home))
    with opened_with_the_key(day_home) as driver:
        for table in FACTS:
            driver.execute(f"DELETE FROM {table.name} WHERE n = ?", (last,))
        driver.execute("DELETE FROM journal WHERE n = ?", (last,))

    told = till_program(shutil.copytree(day_home, day_home.parent / "copy"), "verify", "--json")

    assert told.code == 1
    assert f"entry {last} of journal" in told.document["problems"][0]["where"]
    sells_on_in_a_new_journal(day_home, last, last)


def test_a_file_swapped_for_an_older_copy_is_noticed_at_the_start(day_home: Path, tmp_path: Path) -> None:
    shutil.copy(day_home / "till.db", tmp_path / "older.db")
    before = len(entries(day_home))
    assert till_program(day_home, "sell", stdin=basket_line(10) + basket_line(11)).code == 0
    after = len(entries(day_home))
    (day_home / "till.db-wal").unlink(missing_ok=True)
    shutil.copy(tmp_path / "older.db", day_home / "till.db")

    sells_on_in_a_new_journal(day_home, before + 1, after)


def test_a_file_of_another_till_under_the_same_key_is_noticed(day_home: Path, shop_home: Path) -> None:
    seen = entries(shop_home)[0]["journal_id"]
    with opened_with_the_key(day_home) as driver:
        driver.execute("UPDATE journal SET journal_id = ?", (bytes(16),))

    told = till_program(day_home, "verify", "--json")

    assert told.code == 1
    assert f"the witness knows journal {seen}, this file does not" in [x["where"] for x in told.document["problems"]]


def test_a_restored_older_backup_goes_on_in_a_new_journal_and_names_what_it_lacks(
    day_home: Path, a_file: Callable[..., Path], tmp_path: Path
) -> None:
    backup, phrase = tmp_path / "day.tandem", a_file("correct horse", "phrase")
    assert till_program(day_home, "backup", backup, "--passphrase-file", phrase).code == 0
    before = len(entries(day_home))
    assert till_program(day_home, "sell", stdin=basket_line(10) + basket_line(11)).code == 0
    after = len(entries(day_home))

    restored = till_program(day_home, "restore", backup, "--passphrase-file", phrase, "--json")
    sold = till_program(day_home, "sell", stdin=basket_line(10))

    assert restored.document["entries"] == before
    assert Path(restored.document["aside"], "till.db").exists()
    assert sold.document["receipt"] == "N-1B-000001"
    assert_gap(day_home, before + 1, after)


def test_a_backup_without_passphrase_opens_with_the_recovery_key_on_another_machine(tmp_path: Path) -> None:
    set_up = ("--store", "Nordpol", "--currency", "EUR", "--country", "DE", "--json")
    (tmp_path / "key").write_text(till_program(tmp_path / "till", "init", *set_up).document["recovery_key"])
    (tmp_path / "products.csv").write_text(PRODUCTS)
    assert till_program(tmp_path / "till", "import", "products", tmp_path / "products.csv").code == 0
    assert till_program(tmp_path / "till", "sell", stdin=basket_line(1)).code == 0
    assert till_program(tmp_path / "till", "backup", tmp_path / "till.tandem").code == 0

    restored = till_program(
        tmp_path / "other", "restore", tmp_path / "till.tandem", "--recovery-key-file", tmp_path / "key"
    )
    again = till_program(tmp_path / "other", "sell", stdin=basket_line(1) + basket_line(2))

    assert restored.code == 0
    assert [answer["receipt"] for answer in again.lines] == ["N-1-000001", "N-1B-000001"]
    assert till_program(tmp_path / "other", "verify").code == 0
