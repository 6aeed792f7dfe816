"""The witness: what it keeps, what a torn or foreign line does to it."""

import tempfile
from pathlib import Path

from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from pos.store.witness import Seen, Witness

JOURNAL, OTHER = bytes(16), b"x" * 16


def seen(seq: int, journal_id: bytes = JOURNAL) -> Seen:
    return Seen(journal_id, seq, bytes([seq % 256]) * 32, f"N-2-{seq:06d}")


def test_the_highest_seq_of_each_journal_counts(tmp_path: Path) -> None:
    witness = Witness(tmp_path / "witness")
    for record in (seen(1), seen(3), seen(2), seen(1, OTHER)):
        witness.saw(record)

    newest = witness.newest()

    assert newest == {JOURNAL: seen(3), OTHER: seen(1, OTHER)}


@given(st.integers(0, 200), st.binary(max_size=30))
def test_a_torn_tail_is_ignored_wherever_it_tears(cut: int, junk: bytes) -> None:
    whole = seen(1).line() + seen(2).line()
    torn = whole[: max(len(seen(1).line()), cut)] + junk.replace(b"\n", b"")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "witness"
        path.write_bytes(torn)

        records = Witness(path).records()

    assert records[0] == seen(1)
    assert set(records) <= {seen(1), seen(2)}


def test_compaction_keeps_what_was_newest(tmp_path: Path) -> None:
    witness = Witness(tmp_path / "witness")
    for seq in range(1, 900):
        witness.saw(seen(seq))
    before = witness.newest()

    witness.compact()

    assert witness.newest() == before
    assert len(witness.records()) == 1


def test_a_witness_that_another_program_shortens_stays_as_it_is(tmp_path: Path) -> None:
    witness = Witness(tmp_path / "witness")
    for seq in range(1, 900):
        witness.saw(seen(seq))

    with FileLock(tmp_path / "witness.lock"):
        witness.compact()

    assert len(witness.records()) == 899


def test_a_till_without_a_witness_file_has_seen_nothing(tmp_path: Path) -> None:
    assert Witness(tmp_path / "witness").records() == ()
