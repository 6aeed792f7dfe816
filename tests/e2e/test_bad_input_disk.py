"""Disks that are full or that nobody may write: refused before anybody pays, nothing lost, and the day can go on."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos.services.till import LEAST_FREE_BYTES
from tests.e2e.shop import basket_line, entries, one_sentence
from tests.till_program import till_process, till_program

MIB = 1024**2
DISK_MIB = 120
RESERVE_MIB = 64


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own; only root may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK_MIB}m", "tandem-test", place], capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Take all space but `leave` bytes."""
    filler = disk / "filler"
    with filler.open("ab") as out:
        os.posix_fallocate(out.fileno(), out.tell(), shutil.disk_usage(disk).free - leave)
    return filler


def test_on_a_full_disk_no_sale_begins_and_none_is_lost(shop_home: Path, small_disk: Path) -> None:
    home = Path(shutil.copytree(shop_home, small_disk / "till"))
    before = entries(home)
    filler = fill(small_disk, LEAST_FREE_BYTES - MIB)

    refused = till_program(home, "sell", stdin=basket_line(2))
    checked = till_program(home, "doctor")
    filler.unlink()
    sold = till_program(home, "sell", stdin=basket_line(2))

    assert refused.code == 1 and refused.document["error"]["code"] == "disk_full"
    assert checked.code == 1 and "fail  disk" in checked.out
    assert sold.document["receipt"] == "N-1-000002"
    assert entries(home)[: len(before)] == before and len(entries(home)) == len(before) + 1


def test_the_reserve_lets_the_day_be_finished(shop_home: Path, small_disk: Path) -> None:
    home = Path(shutil.copytree(shop_home, small_disk / "till"))
    with (home / "ballast").open("wb") as ballast:
        os.posix_fallocate(ballast.fileno(), 0, RESERVE_MIB * MIB)
    fill(small_disk, 0)

    sold = till_program(home, "sell", stdin=basket_line(2))
    closed = till_program(home, "shift", "close", "38.00")
    checked = till_program(home, "doctor")

    assert sold.document["receipt"] == "N-1-000002"
    assert closed.code == 0 and not (home / "ballast").exists()
    assert "warn  disk" in checked.out and "no reserve" in checked.out


def test_a_disk_that_is_full_to_the_last_byte_is_told_by_every_command(shop_home: Path, small_disk: Path) -> None:
    home = Path(shutil.copytree(shop_home, small_disk / "till"))
    before = entries(home)
    filler = fill(small_disk, 0)
    lines = ("verify", "journal", "report x", "shift drop 1.00 --reason safe", "rebuild", "sell")

    said = {one_sentence(till_program(home, *line.split())) for line in lines}

    assert said == {"The disk is full. Free some space before the next sale."}
    filler.unlink()
    assert till_program(home, "verify").code == 0
    assert entries(home) == before


def test_a_backup_onto_a_full_disk_leaves_nothing_there(shop_home: Path, small_disk: Path) -> None:
    fill(small_disk, 64 * 1024)

    ran = till_program(shop_home, "backup", small_disk / "shop.tandem")

    assert one_sentence(ran)
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_a_file_that_may_not_grow_loses_no_sale(shop_home: Path) -> None:
    before = entries(shop_home)
    largest = (shop_home / "till.db").stat().st_size

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest // 16, largest // 16))

    stdin = "".join(basket_line(number) for number in range(2, 20))
    ran = till_process(shop_home, "sell", stdin=stdin, preexec_fn=limit)

    assert "Traceback" not in ran.err and ran.code == 1
    sold = [answer["receipt"] for answer in ran.lines if "receipt" in answer]
    assert len(sold) < 18
    after = entries(shop_home)
    assert after[: len(before)] == before
    assert [x["body"]["receipt"] for x in after[len(before) :] if x["kind"] == "sale_completed"] == sold
    assert till_program(shop_home, "verify").code == 0


def test_a_home_that_may_only_be_read_is_told(shop_home: Path, tmp_path: Path) -> None:
    bound = subprocess.run(["mount", "--bind", "-o", "ro", shop_home, shop_home], capture_output=True)
    if bound.returncode:
        pytest.skip(f"a folder cannot be made read-only here: {bound.stderr.decode().strip()}")
    try:
        said = [till_program(shop_home, *line.split()) for line in ("sell", "verify", "shift drop 1.00 --reason safe")]
        checked = till_program(shop_home, "doctor")
    finally:
        subprocess.run(["umount", shop_home], check=True)

    assert {one_sentence(ran) for ran in said} == {
        "Nothing can be written in this folder. Choose another or change its permissions."
    }
    assert "fail  home" in checked.out
