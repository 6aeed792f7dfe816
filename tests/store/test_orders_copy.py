"""Pickup orders, stores and exceptions of the feed as the desk and the sync centre read them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pos.services.journal import write_down
from pos.services.till import Till
from tests.store.joined import an_order, brought, gone, join, put


@pytest.fixture
def till(tmp_path: Path, opened: Callable[[Path], Till]) -> Till:
    join(tmp_path / "till")
    return opened(tmp_path / "till")


def test_open_orders_come_by_what_was_promised_first(till: Till) -> None:
    brought(
        till,
        "orders",
        an_order(88003, 1, state="ready"),
        an_order(88002, 2, promised_at="2026-11-21T10:00:00.000Z"),
        an_order(88001, 3, state="collected"),
    )

    with till.store.read() as tx:
        assert [order.order_id for order, _own_n in tx.orders.all_open()] == [88002, 88003]
        assert [order.order_id for order, _own_n in tx.orders.newest()] == [88003, 88002, 88001]


def test_an_order_is_found_by_its_id_and_by_what_people_say(till: Till) -> None:
    brought(till, "orders", an_order(88001, 4, customer_id="C-1", bay="B2"))

    with till.store.read() as tx:
        by_id, by_number = tx.orders.get(88001), tx.orders.by_number("N-88001")
        assert tx.orders.get(1) is None and tx.orders.by_number("N-1") is None
        assert [order.order_id for order, _own_n in tx.orders.of_customer("C-1")] == [88001]

    assert by_id is not None and by_id == by_number
    assert (by_id[0].bay, by_id[0].rev, by_id[0].lines[0].units) == ("B2", 4, 2)


def test_an_order_knows_the_last_entry_of_this_till_that_it_counts_in(till: Till) -> None:
    with till.store.write() as tx:
        entry = write_down(tx, till, "drawer_opened", {"reason": "change"}, "maya")
        n = tx.journal.count()
    with till.store.write() as tx:
        write_down(tx, till, "drawer_opened", {"reason": "change"}, "maya")

    brought(till, "orders", an_order(88001, 1, includes={entry.journal_id.hex(): entry.seq, "cd" * 16: 5}))

    with till.store.read() as tx:
        held = tx.orders.get(88001)
    assert held is not None and held[1] == n


def test_a_newer_document_comes_in_the_place_of_the_order_and_a_deleted_one_goes(till: Till) -> None:
    brought(till, "orders", an_order(88001, 1), an_order(88002, 2))

    brought(till, "orders", an_order(88001, 3, state="ready"), gone("order", "88002", 4))

    with till.store.read() as tx:
        held = tx.orders.get(88001)
        assert held is not None and held[0].state == "ready"
        assert tx.orders.get(88002) is None


def test_decided_exceptions_are_told_apart_from_open_ones(till: Till) -> None:
    told = {"kind": "handed_twice", "at": "2026-11-21T12:00:00.000Z", "ref": "N-88001"}
    open_one = {"exception_id": "X-1", "state": "open", "here": {"by": "N-2"}, "there": {"by": "N-3"}, **told}
    decided = {"exception_id": "X-2", "state": "decided", "decided": "kept", "decided_by": "sofia", **told}

    brought(till, "orders", put("exception", "X-1", 1, **open_one), put("exception", "X-2", 2, **decided))

    with till.store.read() as tx:
        assert [(x.exception_id, x.here, x.there) for x in tx.exceptions.all_open()] == [
            ("X-1", {"by": "N-2"}, {"by": "N-3"})
        ]
        settled = tx.exceptions.get("X-2")
    assert settled is not None and (settled.decided, settled.decided_by) == ("kept", "sofia")


def test_a_store_of_the_shop_can_be_named(till: Till) -> None:
    told = {"store_no": 9, "name": "Southpole", "code": "S", "address": ["2 Ice Lane", "Polar"], "phone": "112"}

    brought(till, "policy", put("store", "9", 1, **told), put("store", "10", 2, store_no=10, name="East", code="E"))

    with till.store.read() as tx:
        store = tx.stores.get(9)
        assert [known.name for known in tx.stores.all()] == ["Southpole", "East"]
        assert tx.stores.get(11) is None
    assert store is not None and (store.address, store.phone) == (("2 Ice Lane", "Polar"), "112")
