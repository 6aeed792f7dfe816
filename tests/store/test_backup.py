"""A backup is the whole till under another key, and a restored till knows that it was restored."""

import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.failures import Refused, Unavailable
from pos.services.backup import Restored, back_up, prove, restore
from pos.services.shop import Setup
from pos.services.staff import check_pin
from pos.services.till import Till, init_till, open_till
from tests.store.shop import SATURDAY, bought, facts, kinds, rows, sell

PASSPHRASE = "correct horse battery"


def restore_here(home: Path, source: Path, passphrase: str = PASSPHRASE, recovery_key: str = "") -> Restored:
    return restore(home, source, passphrase, recovery_key, SATURDAY + timedelta(hours=1))


@pytest.fixture
def backup(lived: Till, tmp_path: Path) -> Path:
    """The backup of a till with a history."""
    back_up(lived, tmp_path / "till.backup", PASSPHRASE)
    return tmp_path / "till.backup"


def test_a_backup_brings_everything_into_an_empty_home(
    lived: Till, backup: Path, tmp_path: Path, opened: Callable[[Path], Till]
) -> None:
    done = restore_here(tmp_path / "new", backup)

    till = opened(tmp_path / "new")
    assert facts(till) == facts(lived)
    assert done == Restored(len(kinds(lived)), "")
    assert prove(till).problems == ()
    assert till.noticed == ()


def test_the_recovery_key_opens_a_backup_without_a_passphrase(tmp_path: Path, opened: Callable[[Path], Till]) -> None:
    recovery_key = init_till(tmp_path / "till", Setup("Nordpol", "EUR", "DE"))
    back_up(opened(tmp_path / "till"), tmp_path / "b", "")

    with pytest.raises(Refused, match="backup_without_passphrase"):
        restore_here(tmp_path / "new", tmp_path / "b")
    done = restore_here(tmp_path / "new", tmp_path / "b", "", recovery_key)

    assert done.entries == 1


@pytest.mark.parametrize(
    ("passphrase", "recovery", "code"),
    [
        ("wrong horse battery", False, "wrong_passphrase"),
        ("", False, "wrong_passphrase"),
        ("", True, "wrong_recovery_key"),
    ],
)
def test_a_wrong_key_is_refused_and_nothing_changes(
    lived: Till, backup: Path, tmp_path: Path, passphrase: str, recovery: bool, code: str
) -> None:
    other_key = init_till(tmp_path / "other", Setup("Nordpol", "EUR", "DE")) if recovery else ""
    lived.close()
    before = {path.name: path.read_bytes() for path in lived.home.iterdir() if path.is_file()}

    with pytest.raises(Refused, match=code):
        restore_here(lived.home, backup, passphrase, other_key)

    after = {path.name: path.read_bytes() for path in lived.home.iterdir() if path.is_file()}
    assert after == before


@pytest.mark.parametrize("part", [0.01, 0.3, 0.6, 0.999])
def test_a_damaged_backup_is_refused_and_nothing_changes(
    lived: Till, backup: Path, opened: Callable[[Path], Till], part: float
) -> None:
    content = bytearray(backup.read_bytes())
    start = content.index(b"\n") + 1
    content[start + int((len(content) - start) * part)] ^= 0x40
    backup.write_bytes(content)
    before = facts(lived)
    lived.close()

    with pytest.raises(Refused, match="backup_damaged"):
        restore_here(lived.home, backup)

    assert facts(opened(lived.home)) == before
    assert not list(lived.home.glob("*restored*"))


@pytest.mark.parametrize("keep", [0.2, 0.9])
def test_a_backup_that_was_cut_short_is_refused(backup: Path, tmp_path: Path, keep: float) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * keep)])

    with pytest.raises(Refused, match="backup_damaged"):
        restore_here(tmp_path / "new", backup)


@pytest.mark.parametrize("content", [b"", b"hello\n", b"{}\n", b"[1]\n", b'{"tandem_backup": 1}\nxx', bytes(100_000)])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b").write_bytes(content)

    with pytest.raises(Refused) as refused:
        restore_here(tmp_path / "new", tmp_path / "b")

    assert refused.value.code in ("not_a_backup", "backup_damaged")


def test_a_backup_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b'{"tandem_backup": 2}\n')

    with pytest.raises(Refused, match="newer_backup"):
        restore_here(tmp_path / "new", tmp_path / "b")


def test_a_short_passphrase_and_a_place_in_the_home_are_refused(lived: Till, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="passphrase_too_short"):
        back_up(lived, tmp_path / "b", "short")
    with pytest.raises(Refused, match="backup_in_home"):
        back_up(lived, lived.home / "b", PASSPHRASE)

    assert not list(tmp_path.glob("b*"))


def test_where_nothing_can_be_written_no_part_of_a_backup_is_left(lived: Till, tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("not a folder")

    with pytest.raises(Unavailable) as unavailable:
        back_up(lived, tmp_path / "folder" / "b", PASSPHRASE)

    assert unavailable.value.code == "backup_not_written"


def test_a_backup_tells_nobody_anything(lived: Till, backup: Path) -> None:
    content = backup.read_bytes()

    secrets = lived.secrets
    words = [b"Amelia", b"Okafor", b"mail.example", b"Harrier", b"D-77", b"SQLite format", b"sale_completed"]
    keys = [secrets.database_key, secrets.salt, secrets.pepper, secrets.signing_key, secrets.store_key]
    assert not any(word in content for word in (*words, *keys, *(key.hex().encode() for key in keys)))
    assert backup.stat().st_mode & 0o777 == 0o600


def test_two_backups_have_nothing_in_common(lived: Till, backup: Path, tmp_path: Path) -> None:
    back_up(lived, tmp_path / "second", PASSPHRASE)

    one, other = (path.read_bytes().split(b"\n", 1)[1] for path in (backup, tmp_path / "second"))
    assert one[:4096] != other[:4096]


def test_a_backup_taken_while_others_sell_is_whole_and_counts_what_is_in_it(
    shop: Till, tmp_path: Path, opened: Callable[[Path], Till]
) -> None:
    done = threading.Event()

    def serve() -> None:
        with closing(open_till(shop.home, now=shop.now)) as other:
            while not done.is_set():
                sell(other, bought("FLASK"))

    seller = threading.Thread(target=serve)
    seller.start()
    counts = [back_up(shop, tmp_path / f"b{n}", "") for n in range(3)]
    counts.append(back_up(shop, tmp_path / "b", PASSPHRASE))
    done.set()
    seller.join()

    restored = restore_here(tmp_path / "new", tmp_path / "b")

    assert restored.entries == counts[-1]
    assert counts == sorted(counts)
    assert prove(opened(tmp_path / "new")).problems == ()


def test_a_newer_till_is_put_aside_and_what_it_sold_since_stands_in_the_gap(
    shop: Till, tmp_path: Path, opened: Callable[[Path], Till]
) -> None:
    sell(shop, bought("FLASK"))
    back_up(shop, tmp_path / "b", PASSPHRASE)
    sell(shop, bought("JACKET"))
    shop.close()

    done = restore_here(shop.home, tmp_path / "b")

    till = opened(shop.home)
    with till.store.read() as tx:
        ((_n, gap),) = tx.journal.of_kind("gap")
        sold = rows(tx, "SELECT receipt FROM fact_sale")
    assert sold == [("N-2-000001",)]
    assert [lost["receipt"] for lost in gap.content["lost"]] == ["N-2-000002"]
    assert {"till.db", "key.toml"} <= {path.name for path in Path(done.aside).iterdir()}
    assert sell(till, bought("FLASK")).receipt == "N-2B-000001"


def test_what_was_put_aside_still_opens(shop: Till, tmp_path: Path, opened: Callable[[Path], Till]) -> None:
    back_up(shop, tmp_path / "b", PASSPHRASE)
    sell(shop, bought("JACKET"))
    before = facts(shop)
    shop.close()

    aside = restore_here(shop.home, tmp_path / "b").aside

    assert facts(opened(Path(aside))) == before


def test_the_same_backup_restored_twice_prints_no_number_twice(
    shop: Till, tmp_path: Path, opened: Callable[[Path], Till]
) -> None:
    back_up(shop, tmp_path / "b", PASSPHRASE)
    receipts = [sell(shop, bought("FLASK")).receipt]
    shop.close()

    for hour in (1, 2):
        restore(shop.home, tmp_path / "b", PASSPHRASE, "", SATURDAY + timedelta(hours=hour))
        with closing(opened(shop.home)) as till:
            receipts.append(sell(till, bought("FLASK")).receipt)

    assert receipts == ["N-2-000001", "N-2B-000001", "N-2C-000001"]


def test_pins_and_receipt_codes_are_kept_and_the_signing_key_is_new(
    lived: Till, backup: Path, tmp_path: Path, opened: Callable[[Path], Till]
) -> None:
    restore_here(tmp_path / "new", backup)

    till = opened(tmp_path / "new")
    with till.store.read() as tx:
        opening = [entry for _n, entry in tx.journal.of_kind("journal_opened")][-1]
    assert check_pin(till, "maya", "2580").outcome == "right"
    assert till.secrets.store_key == lived.secrets.store_key
    assert till.secrets.signing_key != lived.secrets.signing_key
    assert till.secrets.database_key != lived.secrets.database_key
    assert opening.content["public_key"] == _public(till.secrets.signing_key)


def test_a_till_that_is_open_in_a_window_is_not_replaced(lived: Till, backup: Path) -> None:
    from pos.services.till import WINDOW_LOCK, lock_home

    (lock,) = lock_home(lived.home, WINDOW_LOCK)

    try:
        with pytest.raises(Refused, match="till_in_use"):
            restore_here(lived.home, backup)
    finally:
        lock.release()

    assert prove(lived).problems == ()


def _public(signing_key: bytes) -> str:
    return Ed25519PrivateKey.from_private_bytes(signing_key).public_key().public_bytes_raw().hex()
