import random

import pytest

from tests.durability.disk import SECTOR, CutMode, Disk, Kind
from tests.durability.events import Created, Deleted, Event, Replaced, Synced, SyncFailed, Truncated, Written

OLD = {"till.db": b"old"}


def a_disk(*events: Event, kind: Kind = Kind.HONEST) -> Disk:
    disk = Disk(OLD, kind)
    for event in events:
        disk.apply(event)
    return disk


def images(disk: Disk, mode: CutMode) -> list[dict[str, bytes]]:
    chance = random.Random(1)
    return [disk.image(mode, chance) for _ in range(200)]


@pytest.mark.parametrize("mode", CutMode)
def test_a_synced_write_survives_every_cut(mode: CutMode) -> None:
    disk = a_disk(Written("till.db", 0, b"new"), Synced("till.db", 1))

    after = images(disk, mode)

    assert after == [{"till.db": b"new"}] * 200


def test_an_unsynced_write_is_lost_when_nothing_of_the_cache_is_kept() -> None:
    disk = a_disk(Written("till.db", 0, b"new"))

    after = images(disk, CutMode.NONE)

    assert after == [OLD] * 200


def test_a_write_that_came_while_the_fsync_ran_is_not_covered() -> None:
    disk = a_disk(Written("till.db", 0, b"n"), Written("till.db", 1, b"e"), Synced("till.db", 1))

    (after, *_) = images(disk, CutMode.NONE)

    assert after == {"till.db": b"nld"}


def test_the_cache_is_written_in_order_as_a_prefix_and_in_any_order_as_a_subset() -> None:
    disk = a_disk(Written("till.db", 0, b"1"), Written("till.db", 1, b"2"), Truncated("till.db", 2))

    in_order = {image["till.db"] for image in images(disk, CutMode.PREFIX)}
    in_any_order = {image["till.db"] for image in images(disk, CutMode.SUBSET)}

    assert in_order == {b"old", b"1ld", b"12d", b"12"}
    assert in_any_order == in_order | {b"o2d", b"o2", b"1l", b"ol"}


def test_a_torn_write_keeps_old_and_new_sectors_whole_but_for_garbage() -> None:
    disk = Disk({"till.db": b"a" * 3 * SECTOR})
    disk.apply(Written("till.db", SECTOR // 2, b"b" * 2 * SECTOR))

    contents = [image["till.db"] for image in images(disk, CutMode.TORN)]

    sectors = {content[SECTOR : 2 * SECTOR] for content in contents}
    assert {b"a" * SECTOR, b"b" * SECTOR} < sectors
    assert all(content[: SECTOR // 2] == b"a" * (SECTOR // 2) for content in contents)
    assert {content[SECTOR] == content[2 * SECTOR] for content in contents} == {True, False}


def test_a_lying_disk_loses_what_it_had_promised() -> None:
    disk = a_disk(Written("till.db", 0, b"new"), Synced("till.db", 1), kind=Kind.LYING)

    (after, *_) = images(disk, CutMode.NONE)

    assert after == OLD


@pytest.mark.parametrize(("kind", "content"), [(Kind.HONEST, b"ned"), (Kind.FORGETFUL, b"oed")])
def test_what_an_fsync_failed_to_write_is_written_by_the_next_unless_it_was_forgotten(
    kind: Kind, content: bytes
) -> None:
    failed = SyncFailed("till.db", 1)
    disk = a_disk(Written("till.db", 0, b"n"), failed, Written("till.db", 1, b"e"), Synced("till.db", 3), kind=kind)

    (after, *_) = images(disk, CutMode.NONE)

    assert after == {"till.db": content}


def test_a_deleted_file_may_come_back_until_something_is_synced() -> None:
    deleted = a_disk(Deleted("till.db"))
    synced = a_disk(Deleted("till.db"), Created("till.db-wal"), Synced("till.db-wal", 2))

    may_be = [set(image) for image in images(deleted, CutMode.PREFIX)]
    must_be = [set(image) for image in images(synced, CutMode.NONE)]

    assert set() in may_be and {"till.db"} in may_be
    assert must_be == [{"till.db-wal"}] * 200


def test_a_file_made_anew_never_mixes_with_the_deleted_one_of_its_name() -> None:
    disk = a_disk(Deleted("till.db"), Created("till.db"), Written("till.db", 1, b"x"))

    after = [image.get("till.db") for image in images(disk, CutMode.SUBSET)]

    assert set(after) == {b"old", None, b"", b"\0x"}


def test_a_renamed_file_is_the_old_one_or_the_new_one() -> None:
    disk = a_disk(Replaced("till.db", b"compact"))

    after = {image["till.db"] for image in images(disk, CutMode.TORN)}

    assert after == {b"old", b"compact"}
