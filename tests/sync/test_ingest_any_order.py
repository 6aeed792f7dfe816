"""However the batches of tills are cut, ordered and repeated: the hub ends with the same tables, sums and figures."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from pos.domain.day_figures import figures_of
from sync.hub.hub import Hub
from sync.hub.ledgers.overspends import OVERSPENT
from sync.hub.store import tables, value_tables
from sync.hub.store.days import day_figures
from tests.sync.hub_journal import Pen, a_return, enrol, send
from tests.sync.hub_pickups import an_order, hand_over, step, take_back
from tests.sync.hub_value import earn, give_back, pay, sell_card

COUNTED = (
    tables.entry, tables.sale, tables.sale_line, tables.sale_tax, tables.tender, tables.movement, tables.stock,
    tables.points_line, tables.points, tables.handed_unit, tables.journal, value_tables.value_move,
    value_tables.value_account,
)  # fmt: skip
MADE = (
    *COUNTED, tables.quarantine, tables.exception, tables.pickup_order, tables.reserved, tables.thing, tables.stream,
    tables.stream_mark, tables.customer_account, tables.customer_wait, value_tables.debt, value_tables.hold,
    value_tables.tier_held,
)  # fmt: skip
TOLD = ("stock", "points", "credit")
BATCHES = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 15), st.integers(1, 16)), max_size=12)
"""(till, first entry, how many) of each batch that a till tries to send."""


def two_tills() -> tuple[Pen, Pen]:
    """A busy day of two tills that know of each other's goods, sales and orders."""
    here, there = Pen(number=1), Pen(number=2)
    stocked = {"lines": [{"sku": sku, "location": "floor", "change_milli": 50_000} for sku in ("CAP", "SOCK-R")]}
    here.write("stock_counted", stocked)
    sold = here.sell(("SOCK-R", 3), customer="C-1", points={"earned": 30}, change_minor=200)
    step(here, "staged", pieces=2)
    hand_over(here, units=(1,))
    here.sell(("CAP", 1), ("SOCK-R", 1), tenders=[{"type": "gift_card", "amount_minor": 2000}])
    a_return(here, "sale-1-2-1-2", 1, "CAP")
    there.sell(("CAP", 2), customer="C-1", points={"earned": 20, "redeemed": 10}, rounding_minor=-2)
    a_return(there, sold.content["sale_id"], 1, "SOCK-R", 2)
    a_return(there, sold.content["sale_id"], 1, "SOCK-R", 2)
    hand_over(there, units=(1, 2))
    take_back(there, hand_over(there, 88_002, units=(1,)))
    there.write("points_adjusted", {"lines": [{"customer": "C-1", "points": -5, "reason": "moved"}]})
    there.write("something_new", {"of": "a later program"})
    spent = earn(here, 40, redeemed=30, at="2026-11-21T14:31:00.000Z")
    sell_card(here, 2000)
    for pen in (there, here):
        pay(pen, 1500)
        pay(pen, -400, "credit:C-1", "store_credit")
    give_back(there, spent, 40, redeemed=30)
    earn(there, 5, redeemed=90)
    return here, there


PENS = two_tills()


def told(hub: Hub) -> dict[str, Any]:
    """All that must not depend on how things arrived. When they did is another matter."""
    with hub.read() as connection:
        result: dict[str, Any] = {}
        for table in COUNTED:
            columns = [column for column in table.columns if column.name not in ("received_at", "began_at", "includes")]
            result[table.name] = sorted(tuple(row) for row in connection.execute(select(*columns)))
        for table in (tables.stock, tables.points, value_tables.value_account):
            result[f"{table.name} includes"] = {
                tuple(row[:-1]): json.loads(row[-1])
                for row in connection.execute(select(*table.primary_key.columns, table.c.includes))
            }
        result["orders"] = {
            row.order_id: _order(json.loads(row.body)) for row in connection.execute(select(tables.pickup_order))
        }
        result["exceptions"] = sorted(
            (row.kind, row.ref)
            for row in connection.execute(select(tables.exception.c.kind, tables.exception.c.ref))
            if row.kind != OVERSPENT  # of two who spent the same money, whoever is heard last bears it
        )
        result["published"] = {
            (row.stream, row.entity, row.id): _plain(json.loads(row.body))
            for row in connection.execute(select(tables.thing).where(tables.thing.c.entity.in_(TOLD)))
        }
        result["figures"] = figures(hub)
    return result


def figures(hub: Hub) -> list[Any]:
    days = sorted({(entry.journal_id, entry.business_date) for pen in PENS for entry in pen.entries})
    with hub.read() as connection:
        counted = day_figures(connection, 1, days)
    return [counted[day] for day in days]


def _order(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "collected": sorted(body.get("collected", []), key=lambda one: str(one["entry"]))}


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "as_of"}


@pytest.fixture
def emptied(hub: Hub) -> Hub:
    enrol(hub, *PENS)
    return hub


def empty(hub: Hub) -> None:
    """As before the first entry, with two orders that wait to be collected."""
    with hub.write() as connection:
        for table in MADE:
            connection.execute(delete(table))
    an_order(hub)
    an_order(hub, 88_002)


def everything(hub: Hub) -> dict[str, Any]:
    """What is there after each till sent all it has, in one batch."""
    for pen in PENS:
        send(hub, pen)
    return told(hub)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=BATCHES, last_first=st.booleans())
def test_any_order_of_any_batches_ends_in_the_same(
    emptied: Hub, batches: list[tuple[int, int, int]], last_first: bool
) -> None:
    empty(emptied)
    expected = everything(emptied)
    empty(emptied)

    for till, first, many in batches:
        send(emptied, PENS[till], PENS[till].items[first : first + many])
    for pen in reversed(PENS) if last_first else PENS:
        send(emptied, pen)

    assert told(emptied) == expected


def test_the_hubs_figures_are_those_of_the_journals(emptied: Hub) -> None:
    empty(emptied)

    everything(emptied)

    assert figures(emptied) == figures_of(entry for pen in PENS for entry in pen.entries)
    assert [kind for kind, _ in told(emptied)["exceptions"]] == ["handed_over_twice", "returned_twice"]
