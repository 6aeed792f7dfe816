"""Backups that cannot be written or opened: one sentence, and what is in the home stays as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.shop import entries, one_sentence
from tests.till_program import till_program

WriteFile = Callable[..., Path]


@pytest.fixture
def phrase(a_file: WriteFile) -> Path:
    return a_file("correct horse battery\n", "phrase")


@pytest.fixture
def backup(shop_home: Path, phrase: Path, tmp_path: Path) -> Path:
    written = tmp_path / "shop.tandem"
    assert till_program(shop_home, "backup", written, "--passphrase-file", phrase).code == 0
    return written


def test_a_backup_needs_a_place_where_it_can_be_written(shop_home: Path, tmp_path: Path) -> None:
    below_nothing = till_program(shop_home, "backup", tmp_path / "nowhere" / "x.tandem")
    onto_a_folder = till_program(shop_home, "backup", tmp_path)
    onto_the_till = till_program(shop_home, "backup", shop_home / "till.db")

    assert "could not be written" in one_sentence(below_nothing)
    assert "could not be written" in one_sentence(onto_a_folder)
    assert "does not belong in the folder of the till" in one_sentence(onto_the_till)
    assert till_program(shop_home, "verify").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["shop"]


@pytest.mark.parametrize(
    ("content", "says"),
    [("short", "The passphrase is too short."), ("", "is empty or no text."), (b"\xff\xfe\n", "is empty or no text.")],
)
def test_a_passphrase_that_is_none_protects_nothing(
    shop_home: Path, a_file: WriteFile, tmp_path: Path, content: str | bytes, says: str
) -> None:
    ran = till_program(shop_home, "backup", tmp_path / "x.tandem", "--passphrase-file", a_file(content, "phrase"))

    assert says in one_sentence(ran)
    assert not (tmp_path / "x.tandem").exists()


@pytest.mark.parametrize(
    ("flag", "content", "says"),
    [
        ("--passphrase-file", "another horse", "The passphrase does not open this backup."),
        ("--recovery-key-file", "not a key", "A character is wrong or missing."),
        ("--recovery-key-file", "", "is empty or no text."),
        ("", "", "A backup needs its passphrase or the recovery key."),
    ],
)
def test_what_does_not_open_a_backup_restores_nothing(
    shop_home: Path, backup: Path, a_file: WriteFile, flag: str, content: str, says: str
) -> None:
    before = entries(shop_home)

    ran = till_program(shop_home, "restore", backup, *((flag, a_file(content, "secret")) if flag else ()))

    assert says in one_sentence(ran)
    assert entries(shop_home) == before


def test_the_recovery_key_of_another_till_opens_nothing(
    shop_home: Path, backup: Path, a_file: WriteFile, tmp_path: Path
) -> None:
    before = entries(shop_home)
    made = till_program(tmp_path / "other", "init", "--store", "A", "--currency", "EUR", "--country", "DE", "--json")
    key = a_file(made.document["recovery_key"], "key")

    ran = till_program(shop_home, "restore", backup, "--recovery-key-file", key)

    assert one_sentence(ran).startswith("The recovery key does not open this backup.")
    assert entries(shop_home) == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is not a backup of Tandem."),
        (b"sku,name,price\n", "is not a backup of Tandem."),
        (bytes(range(256)) * 1000, "is not a backup of Tandem."),
        (b"[1]\n", "is not a backup of Tandem."),
        (b'{"tandem_backup": 2}\n', "written by a newer version of Tandem."),
        (b'{"tandem_backup": 1}\n', "The backup is damaged."),
        (b'{"tandem_backup": 1, "wraps": {"passphrase": {"salt": "zz"}}}\n', "The backup is damaged."),
        (b'{"tandem_backup": 1, "wraps": {}}\n', "The backup has no passphrase."),
    ],
)
def test_what_is_no_backup_is_not_restored(
    shop_home: Path, phrase: Path, a_file: WriteFile, content: bytes, says: str
) -> None:
    before = entries(shop_home)

    ran = till_program(shop_home, "restore", a_file(content, "x.tandem"), "--passphrase-file", phrase)

    assert says in one_sentence(ran)
    assert entries(shop_home) == before


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_a_damaged_backup_takes_the_place_of_nothing(
    shop_home: Path, backup: Path, phrase: Path, part: float, damage: str
) -> None:
    before = entries(shop_home)
    content = bytearray(backup.read_bytes())
    at = max(content.index(b"\n") + 1, int(len(content) * part))
    if damage == "cut":
        del content[at:]
    else:
        content[at] ^= 1
    backup.write_bytes(content)

    ran = till_program(shop_home, "restore", backup, "--passphrase-file", phrase)

    assert one_sentence(ran) == "The backup is damaged. Use an older one."
    assert entries(shop_home) == before
    assert not list(shop_home.glob("*.restored*")) and not list(shop_home.glob("before-restore-*"))


def test_a_home_that_cannot_be_written_restores_nothing(backup: Path, phrase: Path, a_file: WriteFile) -> None:
    home = a_file("a file", "home") / "till"

    ran = till_program(home, "restore", backup, "--passphrase-file", phrase)

    assert one_sentence(ran).startswith("Nothing can be written in this folder.")
