"""Till and hub side by side: equal to the last figure, or a difference with its cause."""

from hashlib import sha256
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete, update

from pos.domain.day_figures import figures_of
from sync.hub.feeds.feed import read_page
from sync.hub.hub import Hub
from sync.hub.sales.reconcile import compare, ranges_here, told_figures
from sync.hub.store import tables
from sync.wire import DayFigures, FeedFigures, Range, RangeRequest, ReconcileRequest
from tests.sync.hub_journal import Pen, a_return, a_sale_body, enrol, send
from tests.sync.hub_pickups import an_order, hand_over, step
from tests.sync.hub_shop import HubTill, a_store, b64

MONDAY = "2026-11-23"


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    """A hub on each kind of database."""
    made: Hub = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def pen(any_hub: Hub) -> Pen:
    """A till that has done a bit of everything on two days, and the hub knows it all."""
    made = Pen()
    enrol(any_hub, made)
    an_order(any_hub)
    sold = made.sell(("CAP", 2), customer="C-1", points={"earned": 20}, change_minor=500, rounding_minor=2)
    made.sell(("CAP", 1), tenders=[{"type": "gift_card", "amount_minor": 600}, {"type": "card", "amount_minor": 400}])
    step(made, "staged")
    hand_over(made, units=(1,))
    body = made.entries[-2].content
    made.write("sale_completed", {**sold.content, "sale_id": "M-1", "receipt": "M-1"}, business_date=MONDAY)
    a_return(made, sold.content["sale_id"], 1, "CAP")
    made.write("sale_completed", a_bundle("B-1", pieces=2), business_date=MONDAY)
    made.write("pickup_step", {**body, "step": "restocked"}, business_date=MONDAY)
    made.write(
        "points_adjusted", {"lines": [{"customer": "C-1", "points": -7, "reason": "gift"}]}, business_date=MONDAY
    )
    send(any_hub, made)
    return made


def a_bundle(name: str, pieces: int) -> dict[str, Any]:
    """A sale of bundles of three soaps and a box each."""
    body = a_sale_body(name, ("SET", pieces))
    parts = [{"sku": "SOAP", "qty_milli": 3000}, {"sku": "BOX", "qty_milli": 1000}]
    body["lines"][0] |= {"kind": "bundle", "components": parts}
    return body


def test_a_bundle_counts_as_what_left_the_shelf_with_it(any_hub: Hub) -> None:
    pen = Pen()
    enrol(any_hub, pen)
    for pieces in (2, -1):
        pen.write("sale_completed", a_bundle(f"B{pieces}", pieces))
    send(any_hub, pen)

    (day,), _feeds, _open = compared(any_hub, pen, mine(pen))

    assert day.equal and (day.hub.stock_moves, day.hub.stock_qty) == (4, -4000)


def mine(pen: Pen) -> list[DayFigures]:
    """The till's own figures of each day."""
    return [told_figures(figures) for figures in figures_of(pen.entries)]


def compared(hub: Hub, pen: Pen, days: list[DayFigures], feeds: list[FeedFigures] | None = None) -> Any:
    return compare(hub, pen.access, ReconcileRequest(till_id=pen.access.till_id, days=days, feeds=feeds or []))


def test_days_that_arrived_whole_are_equal(any_hub: Hub, pen: Pen) -> None:
    days, _feeds, open_exceptions = compared(any_hub, pen, mine(pen))

    assert [(day.business_date, day.equal) for day in days] == [("2026-11-21", True), (MONDAY, True)]
    assert days[0].hub.tenders == {
        "card": [1, 400], "cash": [2, 1502], "change": [1, 500], "gift_card": [1, 600], "rounding": [1, 2]
    }  # fmt: skip
    assert (days[0].hub.sales, days[0].hub.refunds, days[0].hub.refunds_gross) == (2, 1, -1000)
    assert (days[0].hub.handed_over, days[0].hub.stored_value, days[0].hub.points) == (1, 600, 20)
    assert open_exceptions == 0


@pytest.mark.parametrize("table", ["tender", "sale_tax", "movement", "points_line", "handed_unit", "sale"])
def test_a_row_that_the_hub_lost_is_noticed(any_hub: Hub, pen: Pen, table: str) -> None:
    with any_hub.write() as connection:
        connection.execute(delete(tables.metadata.tables[table]))

    days, *_ = compared(any_hub, pen, mine(pen))

    assert not all(day.equal for day in days)


def test_a_day_that_the_hub_does_not_have_is_all_nothing(any_hub: Hub, pen: Pen) -> None:
    unknown = msgspec.structs.replace(mine(pen)[0], journal_id="ab" * 16)

    (day,), *_ = compared(any_hub, pen, [unknown])

    assert not day.equal
    assert (day.hub.n, day.hub.head, day.hub.tax) == (0, "", {})


def test_a_till_learns_nothing_of_another_stores_days(any_hub: Hub, pen: Pen) -> None:
    a_store(any_hub, 2, "S")
    stranger = Pen(store_no=2)
    enrol(any_hub, stranger)

    days, *_ = compared(any_hub, stranger, mine(pen))

    assert [day.hub.n for day in days] == [0, 0]


def test_ranges_lead_to_the_entry_that_differs(any_hub: Hub, pen: Pen) -> None:
    with any_hub.write() as connection:
        connection.execute(update(tables.entry).where(tables.entry.c.seq == 4).values(h=bytes(32)))
    ranges = [digest(pen, first, first + 1) for first in (1, 3, 5, 7)]
    asked = RangeRequest(till_id=pen.access.till_id, journal_id=pen.place.journal_id.hex(), ranges=ranges)

    told = ranges_here(any_hub, pen.access, asked)

    assert [ours == theirs for ours, theirs in zip(ranges, told, strict=True)] == [True, False, True, True]


def digest(pen: Pen, first: int, last: int) -> Range:
    hashes = [entry.h for entry in pen.entries if first <= entry.seq <= last]
    return Range(first=first, last=last, n=len(hashes), digest=b64(sha256(b"".join(hashes)).digest()))


def test_a_feed_that_was_read_to_its_end_is_equal_or_different_else_behind(any_hub: Hub, pen: Pen) -> None:
    page = read_page(any_hub, "stock:1", "", 500)
    (equal,) = feeds_of(any_hub, pen, page.cursor, len(page.changes), "?")
    sums = [(len(page.changes), equal.sum64), (len(page.changes) + 1, equal.sum64), (len(page.changes), "0" * 16)]

    told = [feeds_of(any_hub, pen, page.cursor, n, sum64)[0].result for n, sum64 in sums]
    pen.sell(("NEW", 1))
    send(any_hub, pen)
    later = feeds_of(any_hub, pen, page.cursor, *sums[0])[0].result

    assert told == ["equal", "different", "different"]
    assert later == "behind"
    assert feeds_of(any_hub, pen, "made-up", *sums[0])[0].result == "behind"


def feeds_of(hub: Hub, pen: Pen, cursor: str, n: int, sum64: str) -> Any:
    return compared(hub, pen, [], [FeedFigures(scope="stock", cursor=cursor, n=n, sum64=sum64)])[1]


def test_a_comparison_over_the_wire(hub_till: HubTill) -> None:
    pen = Pen(own_key=hub_till.key)
    pen.sell()
    days = [msgspec.to_builtins(day) for day in mine(pen)]
    items = [msgspec.json.decode(item) for item in pen.items]
    hub_till.post("/v1/journal", {"epoch": hub_till.enrolled["epoch"], "items": items})

    told = hub_till.post("/v1/reconcile", {"days": days}).json()
    ranges = [msgspec.to_builtins(digest(pen, 1, 2))]
    parts = hub_till.post("/v1/reconcile/range", {"journal_id": pen.place.journal_id.hex(), "ranges": ranges}).json()

    assert [day["equal"] for day in told["days"]] == [True]
    assert parts["ranges"] == ranges
