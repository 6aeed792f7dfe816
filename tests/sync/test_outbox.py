"""The outbox is the journal behind what was acknowledged."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.sync.linked import Linked, linked

AT = "2026-11-21T15:00:00.000Z"


@pytest.fixture
def line(till_home: Path) -> Iterator[Linked]:
    made = linked(till_home)
    made.opened(5)
    yield made
    made.till.close()


def journal_of(line: Linked) -> bytes:
    journal_id: bytes = line.read(lambda tx: tx.journal.place()).journal_id
    return journal_id


def test_unsent_entries_come_in_order_with_the_hash_before_each(line: Linked) -> None:
    unsent = line.read(lambda tx: tx.outbox.unsent(0, 50, 10**6))

    assert [item.entry.seq for item in unsent] == [1, 2, 3, 4, 5, 6]
    assert unsent[0].prev == bytes(32)
    assert all(after.prev == before.entry.h for before, after in pairwise(unsent))


def test_a_batch_ends_by_count_or_by_size_and_has_one_entry_at_least(line: Linked) -> None:
    by_count = line.read(lambda tx: tx.outbox.unsent(0, 2, 10**6))
    by_size = line.read(lambda tx: tx.outbox.unsent(0, 50, 1))

    assert (len(by_count), len(by_size)) == (2, 1)


def test_entries_from_before_the_hub_are_not_sent(line: Linked) -> None:
    assert [item.entry.seq for item in line.read(lambda tx: tx.outbox.unsent(4, 50, 10**6))] == [5, 6]
    assert line.read(lambda tx: tx.outbox.waiting(4))[0] == 2


def test_an_acknowledgement_never_shrinks_and_deletes_nothing(line: Linked) -> None:
    journal_id = journal_of(line)
    with line.till.store.write() as tx:
        tx.outbox.ack(journal_id, 4, AT)
        tx.outbox.ack(journal_id, 2, AT)

    assert line.read(lambda tx: tx.outbox.acked(journal_id)) == 4
    assert line.read(lambda tx: tx.outbox.waiting(0))[0] == 2
    assert line.read(lambda tx: tx.journal.count()) == 6


def test_what_is_taken_back_is_sent_and_proven_again(line: Linked) -> None:
    journal_id = journal_of(line)
    with line.till.store.write() as tx:
        tx.outbox.ack(journal_id, 6, AT)
        tx.outbox.prove(journal_id, 6)
        tx.outbox.set_aside(tx.journal.at(5), "schema", AT)
        tx.proofs.keep(journal_id, "2026-11-21", AT, True, {"till": {"last": 6}, "hub": {"last": 6}})
        tx.outbox.take_back(journal_id, 3)

    sent = line.read(lambda tx: tx.outbox.sent())[0]
    assert (sent.acked, sent.proven, sent.aside) == (3, 3, 0)
    assert "2026-11-21" not in line.read(lambda tx: tx.proofs.open_days(journal_id, 0, 3, 10))
    assert "2026-11-21" in line.read(lambda tx: tx.proofs.open_days(journal_id, 0, 6, 10))


def test_set_aside_entries_come_once_each_by_their_ids(line: Linked) -> None:
    with line.till.store.write() as tx:
        for n in (3, 4, 5):
            tx.outbox.set_aside(tx.journal.at(n), "schema", AT)

    first = line.read(lambda tx: tx.outbox.aside("", 2))
    rest = line.read(lambda tx: tx.outbox.aside(first[-1].entry.entry_id, 2))

    assert sorted(item.entry.seq for item in (*first, *rest)) == [3, 4, 5]
    assert line.read(lambda tx: tx.outbox.aside_count()) == 3


def test_the_log_for_people_keeps_the_last_five_hundred_rows(line: Linked) -> None:
    with line.till.store.write() as tx:
        for n in range(620):
            tx.sync_log.add(AT, "sent", {"count": n})

    rows = line.read(lambda tx: tx.sync_log.newest(1000))
    assert len(rows) == 500
    assert rows[0].facts == {"count": 619}
