"""What the hub's results mean for the journal, and whether the hub was set back."""

from dataclasses import replace

import pytest

from pos.domain.journal import Entry
from pos.store.outbox import Sent
from sync.push import Batch, Held, hub_is_ahead, outcome_of, set_backs
from sync.wire import ItemResult

J, K = b"j" * 16, b"k" * 16
MINE = Sent(J, last=10, acked=10, proven=0, aside=0, forked=0)


def an_entry(seq: int, journal_id: bytes = J) -> Entry:
    return Entry(journal_id, seq, f"{journal_id[:1].decode()}{seq}", "signed_in", 1, "", "", "", "", b"{}", b"", b"")


def a_result(entry_id: str, status: str = "accepted", need_seq: int = 0) -> ItemResult:
    return ItemResult(id=entry_id, status=status, need_seq=need_seq)  # type: ignore[arg-type]


def our_hash(_journal_id: bytes, seq: int) -> str | None:
    return f"h{seq}"


def held(high: int, theirs: str = "", quarantine: int = 0) -> Held:
    return Held({J.hex(): high}, {J.hex(): theirs or f"h{high}"}, quarantine)


def test_a_batch_doubles_after_five_that_went_well_and_ends_at_two_hundred() -> None:
    batch = Batch()

    sizes = []
    for _ in range(20):
        sizes.append(batch.items)
        batch = batch.went_well()

    assert sizes[:6] == [50, 50, 50, 50, 50, 100]
    assert batch.items == 200


def test_a_batch_that_was_too_large_is_halved_down_to_one() -> None:
    batch = Batch()

    for _ in range(10):
        batch = batch.was_too_large()

    assert (batch.items, batch.bytes) == (1, 1024)


def test_accepted_and_duplicate_acknowledge_a_journal_up_to_them() -> None:
    sent = [an_entry(1), an_entry(2), an_entry(1, K)]

    outcome = outcome_of(sent, [a_result("j1"), a_result("j2", "duplicate"), a_result("k1")])

    assert outcome.acked == {J: 2, K: 1}


def test_an_entry_that_was_not_answered_stops_its_journal_alone() -> None:
    sent = [an_entry(1), an_entry(2), an_entry(3), an_entry(1, K)]

    outcome = outcome_of(sent, [a_result("j1"), a_result("j3"), a_result("k1")])

    assert outcome.acked == {J: 1, K: 1}


def test_behind_a_gap_sending_begins_again_where_the_hub_needs_it() -> None:
    outcome = outcome_of([an_entry(8), an_entry(9)], [a_result("j8", "deferred", 4), a_result("j9", "deferred", 4)])

    assert outcome.acked == {}
    assert outcome.back == {J: 3}


@pytest.mark.parametrize("need_seq", [0, 9, -3])
def test_a_gap_that_cannot_be_is_only_not_sent(need_seq: int) -> None:
    outcome = outcome_of([an_entry(8)], [a_result("j8", "deferred", need_seq)])

    assert outcome.back == {}


def test_what_is_set_aside_or_forked_does_not_hold_the_journal_up() -> None:
    sent = [an_entry(1), an_entry(2), an_entry(3)]

    outcome = outcome_of(sent, [a_result("j1", "set_aside"), a_result("j2", "fork"), a_result("j3")])

    assert outcome.acked == {J: 3}
    assert [code for _entry, code in outcome.aside] == ["unreadable", "fork"]
    assert outcome.forked == {J}


def test_a_hub_that_holds_what_it_acknowledged_was_not_set_back() -> None:
    assert set_backs([MINE], held(10), our_hash, new_epoch=False, whole=True) == {}


def test_a_hub_that_holds_less_gets_the_rest_again() -> None:
    assert set_backs([MINE], held(4), our_hash, new_epoch=False, whole=True) == {J: 4}


def test_a_hub_with_another_history_gets_everything_again_unless_we_know_of_the_fork() -> None:
    forked = replace(MINE, forked=5, aside=5)

    assert set_backs([MINE], held(8, "other"), our_hash, new_epoch=False, whole=True) == {J: 0}
    assert set_backs([forked], held(10, "other"), our_hash, new_epoch=False, whole=True) == {}


def test_a_gap_where_an_entry_was_set_aside_is_no_set_back() -> None:
    gapped = replace(MINE, aside=5)

    assert set_backs([gapped], held(4), our_hash, new_epoch=False, whole=True) == {}
    assert set_backs([gapped], held(3), our_hash, new_epoch=False, whole=True) == {J: 3}
    assert set_backs([gapped], held(4), our_hash, new_epoch=True, whole=True) == {J: 4}


def test_a_journal_that_hello_does_not_name_is_lost_there_and_one_that_a_batch_does_not_name_is_not() -> None:
    nothing = Held({}, {}, 0)

    assert set_backs([MINE], nothing, our_hash, new_epoch=False, whole=True) == {J: 0}
    assert set_backs([MINE], nothing, our_hash, new_epoch=False, whole=False) == {}


def test_only_the_journal_being_written_can_be_behind_the_hub() -> None:
    newer = Sent(K, last=2, acked=2, proven=0, aside=0, forked=0)

    assert hub_is_ahead([MINE], held(12)) == (MINE, 12)
    assert hub_is_ahead([MINE], held(10)) is None
    assert hub_is_ahead([MINE, newer], held(12)) is None
