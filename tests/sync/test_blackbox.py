"""The third copy of every entry: sealed to the recovery key, torn by a power cut, gone on with after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from pos.domain.failures import Refused
from sync.blackbox import BlackBox, read_black_box
from tests.sync.linked import Linked, linked

KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
RAW = KEY.private_bytes_raw()
DAY = "2026-11-21"


@pytest.fixture
def line(till_home: Path) -> Iterator[Linked]:
    made = linked(till_home)
    yield made
    made.till.close()


def a_box(line: Linked) -> BlackBox:
    """The box as a program that was just started opens it."""
    return BlackBox(line.till.home, KEY.public_key().public_bytes_raw())


def file_of(line: Linked, day: str = DAY) -> Path:
    return line.till.home / "blackbox" / f"{day}.jsonl.enc"


def entries_of(line: Linked) -> list[object]:
    return [entry for _n, entry in line.read(lambda tx: list(tx.journal.read()))]


def test_every_entry_comes_back_whole_with_the_recovery_key(line: Linked) -> None:
    line.opened(5)

    written = a_box(line).catch_up(line.till.store, DAY)

    assert written == 6
    assert read_black_box(file_of(line), RAW) == entries_of(line)


def test_a_program_that_starts_anew_goes_on_where_the_last_one_stopped(line: Linked) -> None:
    line.opened(3)
    a_box(line).catch_up(line.till.store, DAY)
    line.opened(2)

    written = a_box(line).catch_up(line.till.store, "2026-11-22")

    assert written == 2
    assert read_black_box(file_of(line), RAW) + read_black_box(file_of(line, "2026-11-22"), RAW) == entries_of(line)


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_torn_tail_is_ignored_and_what_comes_behind_it_is_read(line: Linked, cut: int) -> None:
    line.opened(3)
    a_box(line).catch_up(line.till.store, DAY)
    file_of(line).write_bytes(file_of(line).read_bytes()[:-cut])

    torn = read_black_box(file_of(line), RAW)
    more = line.opened(2)
    a_box(line).catch_up(line.till.store, DAY)

    whole = 4 if cut == 1 else 3
    assert torn == entries_of(line)[:whole]
    assert read_black_box(file_of(line), RAW) == [*entries_of(line)[:whole], *more]


def test_an_entry_that_was_written_twice_comes_back_once(line: Linked) -> None:
    line.opened(3)
    a_box(line).catch_up(line.till.store, DAY)
    (line.till.home / "blackbox" / "place").unlink()

    written = a_box(line).catch_up(line.till.store, DAY)

    assert written == 4
    assert read_black_box(file_of(line), RAW) == entries_of(line)


def test_a_file_that_was_set_back_is_written_once_more(line: Linked) -> None:
    line.opened(3)
    a_box(line).catch_up(line.till.store, DAY)
    (line.till.home / "blackbox" / "place").write_text('{"n": 4, "h": "00"}')

    assert a_box(line).catch_up(line.till.store, DAY) == 4


def test_without_the_recovery_key_nothing_is_readable(line: Linked) -> None:
    line.noted("P-1", "Tuesday")
    a_box(line).catch_up(line.till.store, DAY)

    with pytest.raises(Refused) as told:
        read_black_box(file_of(line), bytes(32))

    assert told.value.code == "wrong_recovery_key"
    assert b"basket" not in file_of(line).read_bytes()


def test_many_entries_are_written_in_several_portions_and_each_once(line: Linked) -> None:
    line.opened(1100)

    written = a_box(line).catch_up(line.till.store, DAY)

    assert written == 1101
    assert len(read_black_box(file_of(line), RAW)) == 1101
