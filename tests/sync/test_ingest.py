"""What becomes of each entry that a till sends, and that all it causes happens once."""

import json
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from sync.entities import Stock
from sync.hub.hub import Hub
from sync.hub.store import tables
from sync.hub.store.things import document_of
from sync.hub.store.tills import change_state
from tests.sync.hub_journal import AT, Pen, a_sale_body, enrol, garbled, send, statuses
from tests.sync.hub_value import exceptions_of


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    """A hub on each kind of database."""
    made: Hub = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def pen(any_hub: Hub) -> Pen:
    """A till of store 1 that the hub knows."""
    made = Pen()
    enrol(any_hub, made)
    return made


def rows(hub: Hub, table: Any, *names: str) -> list[tuple[Any, ...]]:
    """What a table holds in these columns, sorted."""
    with hub.read() as connection:
        return sorted(tuple(row) for row in connection.execute(select(*(table.c[name] for name in names))))


def count(hub: Hub, table: Any) -> int:
    with hub.read() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def test_entries_in_order_are_accepted_and_counted(any_hub: Hub, pen: Pen) -> None:
    pen.sell(("SOCK-R", 2), ("CAP", 1))
    pen.sell(("SOCK-R", 1))

    taken = send(any_hub, pen)

    assert statuses(taken) == ["accepted"] * 3
    assert taken.highs == {pen.place.journal_id: (3, pen.place.h)}
    assert rows(any_hub, tables.stock, "store_no", "sku", "qty_milli") == [(1, "CAP", -1000), (1, "SOCK-R", -3000)]
    assert rows(any_hub, tables.sale, "receipt", "total_minor") == [("N-1-1-1-2", 3000), ("N-1-1-1-3", 1000)]
    assert count(any_hub, tables.tender) == 2 and count(any_hub, tables.movement) == 3


def test_what_comes_again_is_a_duplicate_and_changes_nothing(any_hub: Hub, pen: Pen) -> None:
    pen.sell()
    first = send(any_hub, pen)

    again = send(any_hub, pen)

    assert statuses(again) == ["duplicate"] * 2
    assert again.highs == first.highs
    assert rows(any_hub, tables.stock, "qty_milli") == [(-1000,)]


def test_the_same_id_twice_in_one_batch_counts_once(any_hub: Hub, pen: Pen) -> None:
    pen.sell()
    opened, sale = pen.items

    taken = send(any_hub, pen, [opened, sale, sale, opened])

    assert statuses(taken) == ["accepted", "accepted", "duplicate", "duplicate"]
    assert rows(any_hub, tables.stock, "qty_milli") == [(-1000,)]


def test_behind_a_gap_entries_wait_for_what_is_missing(any_hub: Hub, pen: Pen) -> None:
    for _ in range(3):
        pen.sell()
    opened, second, third, fourth = pen.items

    taken = send(any_hub, pen, [opened, third, fourth])
    healed = send(any_hub, pen, [second, third, fourth])

    assert statuses(taken) == ["accepted", "deferred", "deferred"]
    assert [result.need_seq for result in taken.results] == [0, 2, 2]
    assert statuses(healed) == ["accepted"] * 3


def test_entries_of_an_unknown_journal_wait_for_its_beginning(any_hub: Hub, pen: Pen) -> None:
    pen.sell()

    taken = send(any_hub, pen, pen.items[1:])

    assert [(result.status, result.need_seq) for result in taken.results] == [("deferred", 1)]


def test_one_unreadable_item_stands_in_nobodys_way(any_hub: Hub, pen: Pen) -> None:
    other = Pen(journal=2)
    for _ in range(3):
        pen.sell()
    other.sell()
    opened, bad, *rest = pen.items

    taken = send(any_hub, pen, [b'"nothing"', opened, garbled(bad, sig=None), *rest, *other.items])

    assert statuses(taken) == ["set_aside", "accepted", "set_aside", *["accepted"] * 4]
    assert taken.results[2].code == "schema" and taken.results[2].id == pen.entries[1].entry_id
    assert taken.highs[pen.place.journal_id] == (4, pen.place.h)
    assert taken.quarantine == 2
    assert len(taken.exceptions) == 2


def test_an_item_that_was_set_aside_is_taken_when_it_can_be_read(any_hub: Hub, pen: Pen) -> None:
    for _ in range(2):
        pen.sell()
    opened, second, third = pen.items
    send(any_hub, pen, [opened, garbled(second, body="{}"), third])

    taken = send(any_hub, pen, [second])

    assert statuses(taken) == ["accepted"]
    assert taken.highs[pen.place.journal_id] == (3, pen.place.h)
    assert taken.quarantine == 1, "the number never falls, or the till would think the hub was set back"
    assert rows(any_hub, tables.stock, "qty_milli") == [(-2000,)]
    assert json.loads(rows(any_hub, tables.stock, "includes")[0][0]) == {pen.place.journal_id.hex(): 3}


def test_once_it_is_taken_nobody_needs_to_look_at_it(any_hub: Hub, pen: Pen) -> None:
    for _ in range(3):
        pen.sell()
    opened, second, third, fourth = pen.items
    send(any_hub, pen, [opened, garbled(second, body="{}"), third, garbled(fourth, body="{}")])

    send(any_hub, pen, [second])

    assert [(one["here"]["seq"], one["decided"]) for one in exceptions_of(any_hub, "decided")] == [
        ("2", "taken_after_all")
    ]
    assert [one["here"]["seq"] for one in exceptions_of(any_hub)] == ["4"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"body": '{"sale_id":"x"}'}, "schema"),
        ({"at": "yesterday"}, "schema"),
        ({"staff": "some\0body"}, "schema"),
        ({"staff": "\ud800"}, "schema"),
        ({"h": "AAAA"}, "schema"),
        ({"seq": "2"}, "schema"),
        ({"staff": "noor"}, "hash"),
        ({"sig": "A" * 86}, "signature"),
    ],
)
def test_what_is_wrong_with_an_item_has_a_name(any_hub: Hub, pen: Pen, changed: dict[str, Any], code: str) -> None:
    pen.sell()
    opened, bad = pen.items

    taken = send(any_hub, pen, [opened, garbled(bad, **changed)])

    assert statuses(taken) == ["accepted", "set_aside"]
    assert taken.results[1].code in (code, "hash" if "body" in changed else code)
    assert count(any_hub, tables.sale) == 0


def test_a_later_version_of_a_known_kind_waits_for_a_newer_hub(any_hub: Hub, pen: Pen) -> None:
    pen.write("sale_completed", {"everything": "new"}, v=2)
    pen.sell()

    taken = send(any_hub, pen)

    assert [(result.status, result.code) for result in taken.results[1:]] == [
        ("set_aside", "version"),
        ("accepted", ""),
    ]


def test_a_signed_body_that_nobody_can_count_is_set_aside(any_hub: Hub, pen: Pen) -> None:
    pen.write("sale_completed", {"sale_id": "x"})
    pen.write("stock_counted", {"lines": [{"sku": "a\0b", "location": "floor", "change_milli": 1000}]})
    pen.sell()

    taken = send(any_hub, pen)

    assert [result.code for result in taken.results] == ["", "schema", "schema", ""]


def _a_line(number: int = 1, sku: str = "CAP", qty_milli: int = 1000) -> dict[str, Any]:
    amounts = {"total_minor": 1, "net_minor": 1, "gross_minor": 1}
    return {"line": number, "sku": sku, "qty_milli": qty_milli, **amounts}


def _a_hand_over(*units: int, refused: int = 0) -> dict[str, Any]:
    line = {"line": 1, "sku": "CAP", "turn": 0, "qty_milli": 1000}
    back = [{**line, "units": [refused]}] if refused else []
    return {"order": 88_001, "lines": [{**line, "units": list(units)}], "refused": back, "staged": False}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("sale_completed", a_sale_body("x", lines=[_a_line(1), _a_line(1)])),
        ("sale_completed", a_sale_body("x", lines=[_a_line(sku="C" * 201)])),
        ("sale_completed", a_sale_body("x", customer="C" * 201)),
        ("sale_completed", a_sale_body("x", total_minor=2**53 - 1)),
        ("handed_over", _a_hand_over(1, 1)),
        ("handed_over", _a_hand_over(1, refused=1)),
        ("hand_over_undone", {**_a_hand_over(2, 2), "undoes": "x"}),
        ("points_adjusted", {"lines": [{"customer": "", "points": 3, "reason": "x"}]}),
        ("points_adjusted", {"lines": [{"customer": "C" * 201, "points": 3, "reason": "x"}]}),
        ("stock_adjusted", {"lines": [{"sku": "CAP", "location": "floor", "change_milli": 2**53 - 1}]}),
        ("pickup_step", {"order": 88_001, "step": "staged", "bag": "B" * 201}),
        ("pickup_step", {"order": 88_001, "step": "staged", "bag": "1\x1b@"}),
        ("stock_adjusted", {"lines": [{"sku": "CAP\u202e", "location": "floor", "change_milli": 1}]}),
    ],
)
def test_a_body_that_says_something_twice_or_without_measure_stops_no_journal(
    any_hub: Hub, pen: Pen, kind: str, body: dict[str, Any]
) -> None:
    pen.write(kind, body)
    pen.sell()

    taken = send(any_hub, pen)

    assert [result.code for result in taken.results] == ["", "schema", ""]


@pytest.mark.parametrize(
    "changed",
    [{"v": 2**40}, {"staff": "ma\nya"}, {"at": "2026-99-99T99:99:99.999Z"}, {"at": "9999-12-31T23:59:59.000Z"}],
)
def test_a_head_that_no_column_takes_or_no_clock_shows_stops_no_journal(
    any_hub: Hub, pen: Pen, changed: dict[str, Any]
) -> None:
    pen.write("something_new", {}, **changed)
    pen.sell()

    taken = send(any_hub, pen)

    assert [result.code for result in taken.results] == ["", "schema", ""]


def test_however_much_a_till_counts_its_store_can_read_the_figure(any_hub: Hub, pen: Pen) -> None:
    pen.write("stock_adjusted", {"lines": [{"sku": "CAP", "location": "floor", "change_milli": 10**12}] * 10_000})

    send(any_hub, pen)

    with any_hub.read() as connection:
        told = document_of(connection, "stock:1", "stock", "CAP|floor")
    assert told is not None
    assert msgspec.json.decode(told, type=Stock).qty_milli == 2**53 - 1


def test_an_unknown_kind_is_kept_and_has_no_effect(any_hub: Hub, pen: Pen) -> None:
    pen.write("something_new", {"lines": [{"sku": "CAP"}]})

    taken = send(any_hub, pen)

    assert statuses(taken) == ["accepted"] * 2
    assert ("something_new",) in rows(any_hub, tables.entry, "kind")
    assert count(any_hub, tables.stock) == 0


def test_another_entry_at_the_same_place_is_a_fork_and_both_are_kept(any_hub: Hub, pen: Pen) -> None:
    pen.sell(("CAP", 1))
    send(any_hub, pen)
    pen.go_back_to(1)
    pen.sell(("SOCK-R", 5), receipt="N-other")
    pen.sell(("SOCK-R", 7))
    pen.sell(("SOCK-R", 9))

    taken = send(any_hub, pen)
    again = send(any_hub, pen)

    assert statuses(taken) == statuses(again) == ["duplicate", "fork", "fork", "fork"]
    assert taken.quarantine == 3 and len(taken.exceptions) == 3
    assert again.quarantine == 3 and again.exceptions == []
    assert rows(any_hub, tables.stock, "sku", "qty_milli") == [("CAP", -1000)]
    assert rows(any_hub, tables.till, "state") == [("fork",)]


def test_the_same_id_in_another_place_is_a_fork(any_hub: Hub, pen: Pen) -> None:
    pen.sell()
    pen.write("cash_dropped", {"amount_minor": 1}, entry_id=pen.entries[1].entry_id)

    taken = send(any_hub, pen)

    assert statuses(taken) == ["accepted", "accepted", "fork"]


def test_after_a_fork_a_new_journal_of_the_same_till_is_taken(any_hub: Hub, pen: Pen) -> None:
    pen.sell()
    send(any_hub, pen)
    pen.go_back_to(1)
    pen.sell(receipt="N-other")
    send(any_hub, pen)
    new = Pen(journal=2)
    new.sell(("CAP", 1))

    taken = send(any_hub, new)

    assert statuses(taken) == ["accepted"] * 2
    assert rows(any_hub, tables.till, "state") == [("active",)]


def test_a_journal_under_an_unknown_key_is_set_aside(any_hub: Hub, pen: Pen) -> None:
    stranger = Pen(number=9)
    stranger.sell()

    taken = send(any_hub, pen, stranger.items)

    assert [(result.status, result.code) for result in taken.results] == [
        ("set_aside", "unknown_key"),
        ("deferred", ""),
    ]
    assert count(any_hub, tables.journal) == 0


def test_a_revoked_till_is_heard_about_what_happened_before(any_hub: Hub, pen: Pen) -> None:
    pen.sell()
    pen.write(
        "sale_completed",
        pen.entries[-1].content | {"sale_id": "late", "receipt": "late"},
        at="2026-11-21T15:00:00.000Z",
    )
    with any_hub.write() as connection:
        change_state(connection, pen.access.till_id, "revoked", "2026-11-21T14:50:00.000Z")

    taken = send(any_hub, pen)

    assert [(result.status, result.code) for result in taken.results][1:] == [
        ("accepted", ""),
        ("set_aside", "revoked"),
    ]
    assert count(any_hub, tables.sale) == 1


def test_another_till_of_the_store_may_bring_the_rest_of_a_journal(any_hub: Hub, pen: Pen) -> None:
    send(any_hub, pen)
    heir = Pen(number=2)
    enrol(any_hub, heir)
    pen.sell()

    taken = send(any_hub, heir, pen.items)

    assert statuses(taken) == ["duplicate", "accepted"]
    assert rows(any_hub, tables.entry, "till_id", "seq") == [(pen.access.till_id, 1), (pen.access.till_id, 2)]


def test_stock_and_points_are_published_with_what_they_count_in(any_hub: Hub, pen: Pen) -> None:
    pen.sell(("CAP", 2), customer="C-1", points={"earned": 20, "redeemed": 5})
    pen.write("points_adjusted", {"lines": [{"customer": "C-1", "points": 100, "reason": "gift"}]})

    send(any_hub, pen)

    with any_hub.read() as connection:
        things = {row.id: json.loads(row.body) for row in connection.execute(select(tables.thing))}
    journal = pen.place.journal_id.hex()
    assert things["CAP|floor"] == {
        "sku": "CAP", "location": "floor", "qty_milli": -2000, "as_of": AT, "includes": {journal: 2}
    }  # fmt: skip
    assert things["C-1"] == {"customer_id": "C-1", "balance": 115, "as_of": AT, "includes": {journal: 3}}


def test_an_empty_batch_is_answered(any_hub: Hub, pen: Pen) -> None:
    taken = send(any_hub, pen, [])

    assert taken.results == [] and taken.highs == {} and taken.quarantine == 0
