"""Homes in which no till works: set up wrongly, without a key, with another's key, with a broken or newer file."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pos.services.till import WINDOW_LOCK, lock_home, open_till
from pos.store.engine import connected
from pos.store.secrets import read_secrets
from tests.e2e.shop import basket_line, entries, one_sentence
from tests.till_program import Ran, till_program

INIT = ("init", "--store", "Nordpol", "--currency", "EUR", "--country", "DE")
COMMANDS = (
    ("sell",),
    ("price",),
    ("search", "products", "tent"),
    ("journal",),
    ("verify",),
    ("rebuild",),
    ("shift", "status"),
    ("report", "x"),
    ("backup", "somewhere.tandem"),
    ("try-code", "TENT"),
)


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (("--currency", "XYZ"), "XYZ is no currency. Write the three letters of ISO 4217, like EUR or GBP."),
        (("--country", "Germany"), 'The setting country cannot be "Germany". Change it.'),
        (("--country", "ZZ"), 'The setting country cannot be "ZZ". Change it.'),
        (("--till", "0"), 'The setting till cannot be "0". Change it.'),
        (("--store-code", "abc"), 'The setting store_code cannot be "abc". Change it.'),
        (("--store", "A\tB"), 'The setting store cannot be "A\ufffdB". Change it.'),
        (("--store-no", "-1"), 'The setting store_no cannot be "-1". Change it.'),
    ],
)
def test_a_set_up_that_cannot_be_makes_no_till(tmp_path: Path, flags: tuple[str, ...], says: str) -> None:
    ran = till_program(tmp_path / "new", *INIT, *flags)

    assert one_sentence(ran) == says
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"name = ", "is not a TOML file."),
        (b'name = "\xff"', "is not a TOML file."),
        (b"colour = 3", "There is no setting colour."),
        (b"name = 3", 'The setting name cannot be "3".'),
        (b'difference_limit = "much"', 'The setting difference_limit cannot be "much".'),
        (b'patterns = ["2"]', "is not a pattern"),
        (b'printer = "network:"', 'The setting printer cannot be "network:".'),
    ],
)
def test_a_config_file_with_a_fault_makes_no_till(
    tmp_path: Path, a_file: Callable[..., Path], content: bytes, says: str
) -> None:
    ran = till_program(tmp_path / "new", *INIT, "--config", a_file(content, "till.toml"))

    assert says in one_sentence(ran)
    assert not (tmp_path / "new").exists()


def test_a_till_is_never_set_up_over_another(shop_home: Path) -> None:
    before = entries(shop_home)

    ran = till_program(shop_home, *INIT)

    assert "There is a till" in one_sentence(ran)
    assert entries(shop_home) == before


@pytest.mark.parametrize("command", [INIT, *COMMANDS], ids=lambda command: " ".join(command[:2]))
def test_a_home_below_a_file_is_told(tmp_path: Path, a_file: Callable[..., Path], command: tuple[str, ...]) -> None:
    home = a_file("a file", "home") / "till"

    ran = till_program(home, *command, stdin=basket_line(1))

    says = "Nothing can be written in this folder." if command == INIT else "There is no till in"
    assert one_sentence(ran).startswith(says)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_a_home_without_a_till_is_told_and_stays_as_it_is(tmp_path: Path, command: tuple[str, ...]) -> None:
    ran = till_program(tmp_path / "nowhere", *command)

    assert one_sentence(ran).startswith("There is no till in")
    assert not (tmp_path / "nowhere").exists()


def everything(home: Path) -> list[Ran]:
    """What every command says in this home."""
    return [till_program(home, *command, stdin=basket_line(9)) for command in COMMANDS]


@pytest.mark.parametrize(
    "key",
    [b"", b"junk", b"\x00\xff" * 200, b'home = "file"\n', b'home = "cupboard"\n', b'home = "systemd-credential"\n'],
)
def test_a_key_file_that_cannot_be_read_is_told_and_changes_nothing(shop_home: Path, key: bytes) -> None:
    before, good = entries(shop_home), (shop_home / "key.toml").read_bytes()
    (shop_home / "key.toml").write_bytes(key)

    said = {one_sentence(ran) for ran in everything(shop_home)}

    assert said == {"The key in key.toml cannot be read. Bring back the file or restore the last backup."}
    (shop_home / "key.toml").write_bytes(good)
    assert entries(shop_home) == before


@pytest.mark.parametrize("secret", ["database_key", "salt"])
def test_the_key_of_another_till_opens_nothing(shop_home: Path, secret: str) -> None:
    before, good = entries(shop_home), (shop_home / "key.toml").read_text()
    lines = [
        f'{secret} = "{"00" * (16 if secret == "salt" else 32)}"' if line.startswith(secret) else line
        for line in good.splitlines()
    ]
    (shop_home / "key.toml").write_text("\n".join(lines))

    said = {one_sentence(ran) for ran in everything(shop_home)}

    assert said == {"The key does not open the data file. Bring back its key file or restore the last backup."}
    (shop_home / "key.toml").write_text(good)
    assert entries(shop_home) == before


def test_a_file_of_a_newer_program_is_left_alone(shop_home: Path) -> None:
    before = entries(shop_home)
    secrets = read_secrets(shop_home)
    with connected(shop_home / "till.db", secrets.database_key, secrets.salt) as driver:
        known = driver.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        driver.execute("UPDATE alembic_version SET version_num = '9999'")

    said = {one_sentence(ran) for ran in everything(shop_home)}

    assert said == {"The data was written by a newer version of Tandem. Update this program."}
    with connected(shop_home / "till.db", secrets.database_key, secrets.salt) as driver:
        driver.execute("UPDATE alembic_version SET version_num = ?", (known,))
    assert entries(shop_home) == before


def test_a_till_without_its_file_says_what_to_do(shop_home: Path) -> None:
    (shop_home / "till.db").unlink()

    said = {one_sentence(ran) for ran in everything(shop_home)}

    assert said == {"The data file till.db is not there. Restore the last backup."}


def test_a_till_in_use_is_neither_rebuilt_nor_restored_over(shop_home: Path, a_file: Callable[..., Path]) -> None:
    backup = shop_home.parent / "shop.tandem"
    phrase = a_file("correct horse", "phrase")
    assert till_program(shop_home, "backup", backup, "--passphrase-file", phrase).code == 0
    before = entries(shop_home)
    (lock,) = lock_home(shop_home, WINDOW_LOCK)

    rebuilt = till_program(shop_home, "rebuild")
    restored = till_program(shop_home, "restore", backup, "--passphrase-file", phrase)

    lock.release()
    assert {one_sentence(rebuilt), one_sentence(restored)} == {"Another program is using this till. Close it first."}
    assert entries(shop_home) == before


def test_the_doctor_says_what_keeps_a_till_from_opening(shop_home: Path) -> None:
    (shop_home / "key.toml").write_text("junk")
    (shop_home / "key.toml").chmod(0o644)

    ran = till_program(shop_home, "doctor", "--json")

    failed = {check["name"] for check in ran.document["checks"] if check["verdict"] == "fail"}
    assert ran.code == 1 and ran.document["ok"] is False
    assert failed == {"key", "till"}


def test_a_till_at_work_keeps_nobody_from_looking(shop_home: Path) -> None:
    with closing(open_till(shop_home)) as till, till.store.write() as tx:
        tx.settings.put("probe", "1")

        ran = till_program(shop_home, "search", "products", "tent", "--json")
        idle = till_program(shop_home, "sell")

    assert [hit["sku"] for hit in ran.document["results"]] == ["TENT"]
    assert (idle.code, idle.err) == (0, "")
