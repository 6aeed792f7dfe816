"""What the window asks about the line: how it is, what waits, what was sent, what needs a look."""

import json
from datetime import timedelta

import pytest

from pos.domain.failures import Refused
from pos.domain.link import LineState, Peer
from pos.services import link
from pos.services.till import Till
from tests.store.shop import bought, kinds, sell

PEER = Peer("http://127.0.0.1:8800", "hub-1", "e1", "00" * 32, "till-1")


def join(till: Till) -> None:
    """The till has a hub and its line is up; nothing was sent yet."""
    with till.store.write() as tx:
        tx.link.keep_peer(PEER)
        tx.link.keep_line(LineState("online", "2026-11-21T14:26:00.000Z"))


def ack(till: Till, behind_end: int = 0) -> None:
    """The hub has everything but the last `behind_end` entries."""
    with till.store.write() as tx:
        place = tx.journal.place()
        assert place is not None
        tx.driver.execute(
            "INSERT OR REPLACE INTO local_sent (journal_id, acked, acked_at, proven) VALUES (?, ?, ?, 0)",
            (place.journal_id, place.seq - behind_end, "2026-11-21T14:30:00.000Z"),
        )


def raise_exception(till: Till, exception_id: str = "x1", state: str = "open") -> None:
    body = {"ref": "N-87455", "here": {"refund": "58.00"}, "there": {"refund": "58.00"}}
    with till.store.write() as tx:
        tx.driver.execute(
            "INSERT INTO copy_exception (exception_id, kind, state, at, body, rev) VALUES (?, ?, ?, ?, ?, 1)",
            (exception_id, "returned_twice", state, "2026-11-21T14:19:00.000Z", json.dumps(body)),
        )


def test_a_till_of_its_own_has_no_line(shop: Till) -> None:
    sell(shop, bought("SOCK-R"), staff="maya")

    view = link.line_view(shop)

    assert view == link.LineView()
    assert link.outbox(shop) == link.sent_lately(shop) == ()


def test_everything_that_the_hub_does_not_have_waits_in_order(shop: Till) -> None:
    join(shop)
    ack(shop)
    sales = [sell(shop, bought("SOCK-R"), staff="maya") for _ in range(3)]

    view, waiting = link.line_view(shop), link.outbox(shop)

    sold = [record.entry.content["sale_id"] for record in waiting if record.entry.kind == "sale_completed"]
    assert sold == [sale.sale_id for sale in sales]
    assert view.waiting == len(waiting)
    assert view.oldest_at == waiting[0].entry.at


def test_what_was_acknowledged_stands_among_what_was_sent(shop: Till) -> None:
    join(shop)
    sell(shop, bought("SOCK-R"), staff="maya")
    ack(shop)
    last = sell(shop, bought("SOCK-R"), staff="maya")

    before = link.sent_lately(shop)
    ack(shop)
    after = link.sent_lately(shop)

    assert len(after) > len(before) > 0
    assert after[0].entry.content["sale_id"] == last.sale_id
    assert link.line_view(shop).waiting == 0


def test_what_is_older_than_an_hour_is_not_lately(shop: Till) -> None:
    join(shop)
    sell(shop, bought("SOCK-R"), staff="maya")
    ack(shop)

    found = link.sent_lately(shop, since=timedelta(0))

    assert found == ()


def test_entries_before_the_enrolment_are_not_sent(shop: Till) -> None:
    sell(shop, bought("SOCK-R"), staff="maya")
    with shop.store.write() as tx:
        tx.link.keep_peer(Peer("http://127.0.0.1:8800", "hub-1", "e1", "00" * 32, "till-1", tx.journal.count()))
    sell(shop, bought("SOCK-R"), staff="maya")

    waiting = link.outbox(shop)

    assert [record.entry.kind for record in waiting].count("sale_completed") == 1


def test_a_sale_in_the_outbox_names_its_customer(shop: Till) -> None:
    join(shop)
    sell(shop, bought("SOCK-R"), staff="maya", customer="C-1")

    names = {record.who for record in link.outbox(shop) if record.entry.kind == "sale_completed"}

    with shop.store.read() as tx:
        customer = tx.customers.get("C-1")
    assert customer is not None
    assert names == {customer.name}


def test_an_entry_that_was_set_aside_needs_a_look(shop: Till) -> None:
    join(shop)
    sell(shop, bought("SOCK-R"), staff="maya")
    entry = link.outbox(shop)[-1].entry
    ack(shop)
    with shop.store.write() as tx:
        tx.driver.execute(
            "INSERT INTO local_set_aside (entry_id, journal_id, seq, code, at) VALUES (?, ?, ?, 'unreadable', ?)",
            (entry.entry_id, entry.journal_id, entry.seq, entry.at),
        )

    after = link.line_view(shop)

    assert (after.needs_look, after.waiting) == (1, 0)
    assert [one.entry.entry_id for one in link.set_aside(shop)] == [entry.entry_id]
    assert entry.entry_id not in {record.entry.entry_id for record in link.sent_lately(shop)}


def test_an_exception_needs_a_look_until_somebody_decides_it(shop: Till) -> None:
    join(shop)
    raise_exception(shop)
    before = link.line_view(shop).needs_look

    entry = link.decide_exception(shop, "x1", "both_true", "maya")

    (there,) = link.exceptions(shop)
    assert (before, link.line_view(shop).needs_look) == (1, 0)
    assert (there.decided, there.decided_by, there.decided_at) == ("both_true", "maya", entry.at)
    assert (entry.kind, entry.staff, entry.content) == (
        "exception_decided",
        "maya",
        {"exception": "x1", "decision": "both_true"},
    )


def test_an_exception_left_for_a_manager_stays_open_and_is_decided_once(shop: Till) -> None:
    join(shop)
    raise_exception(shop)
    link.decide_exception(shop, "x1", "for_manager", "maya")
    still_open = link.line_view(shop).needs_look
    link.decide_exception(shop, "x1", "ours_wrong", "james")

    with pytest.raises(Refused, match="exception_decided"):
        link.decide_exception(shop, "x1", "both_true", "maya")

    assert still_open == 1
    assert kinds(shop).count("exception_decided") == 2


def test_nothing_is_decided_about_what_is_not_there(shop: Till) -> None:
    with pytest.raises(Refused, match="unknown_exception"):
        link.decide_exception(shop, "x9", "both_true", "maya")

    assert "exception_decided" not in kinds(shop)


def test_what_the_hub_has_closed_needs_no_look(shop: Till) -> None:
    join(shop)
    raise_exception(shop, state="decided")

    assert link.line_view(shop).needs_look == 0
    assert link.exceptions(shop) == ()


def test_wishes_are_kept_for_the_synchroniser(shop: Till) -> None:
    join(shop)
    link.pause(shop, True)
    paused = link.line_view(shop).wish.paused
    link.ask_reconcile(shop)
    link.press_sync_now(shop)
    link.press_sync_now(shop)

    wish = link.line_view(shop).wish

    assert paused
    assert (wish.paused, wish.now, wish.reconcile) == (False, 2, 1)
