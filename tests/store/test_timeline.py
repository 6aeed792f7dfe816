"""One timeline over all channels: nothing is lost between pages, nothing shows twice, what is here is newest."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.domain.customer import Channel
from pos.domain.journal import stamp
from pos.services.customer import customer_360, timeline
from pos.services.customer_note import add_note, add_task, finish_task
from pos.services.pickup_hand_over import HandOver, hand_over
from pos.services.till import Till
from pos.store.timelines import ACTIVITIES, NOTES, ORDERS, SALES
from tests.store.customers import AMELIA, LUKASZ, an_activity, line, tell, whole_timeline
from tests.store.pickups import ORDER, an_order, keep_orders
from tests.store.shop import SATURDAY, bought, give_back, rows, sell

MANY = 2000


def kinds(till: Till, channel: Channel = "all") -> list[str]:
    return [event.kind for event in timeline(till, AMELIA, channel)]


def test_what_happened_here_and_elsewhere_stands_in_one_order(shop: Till) -> None:
    tell(shop, an_activity(2, "order"), an_activity(1, "wishlist"))
    keep_orders(shop, an_order())
    sale = sell(shop, bought("FLASK"), bought("SOCK-R", "2"), customer=AMELIA)
    add_note(shop, AMELIA, "walks a lot", "maya")
    give_back(shop, sale, customer=AMELIA)

    events = timeline(shop, AMELIA)
    assert [event.kind for event in events] == ["return", "note", "sale", "wishlist", "order", "order"]
    assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)
    assert [(goods.sku, goods.qty_milli) for goods in events[2].goods] == [("FLASK", 1000), ("SOCK-R", 2000)]
    assert (events[2].ref, events[2].amount_minor, events[2].place) == (sale.receipt, 54_00, "Northgate")
    assert [event.live for event in events] == [True, True, True, False, False, True]


def test_store_and_online_share_the_timeline(shop: Till) -> None:
    told = an_activity(3, "sale", channel="store", place="Riverside")
    tell(shop, told, an_activity(1, "message"), an_activity(2, "order"))
    sell(shop, bought("FLASK"), customer=AMELIA)
    keep_orders(shop, an_order())

    assert kinds(shop, "store") == ["sale", "sale"]
    assert kinds(shop, "online") == ["message", "order", "order"]
    assert sorted(kinds(shop, "store") + kinds(shop, "online")) == sorted(kinds(shop))


def test_what_comes_back_in_the_feed_shows_once_and_as_it_is_here(shop: Till) -> None:
    sale = sell(shop, bought("FLASK"), customer=AMELIA)
    note = add_note(shop, AMELIA, "walks a lot", "maya")
    task = add_task(shop, AMELIA, "call", "2026-11-25", "maya")
    finish_task(shop, task, "maya")
    keep_orders(shop, an_order())
    before = timeline(shop, AMELIA)

    tell(
        shop,
        an_activity(0, "sale", activity_id=f"sale:{sale.sale_id}", channel="store", at=sale.at),
        an_activity(0, "note", activity_id=f"note:{note}", channel="store"),
        an_activity(0, "task", activity_id=f"note:{task}", channel="store", state="open"),
        an_activity(0, "order", activity_id=f"order:{ORDER}", state="placed"),
    )

    assert timeline(shop, AMELIA) == before
    assert len(before) == 4
    assert [event.state for event in before if event.kind == "task"] == ["done"]
    assert len(customer_360(shop, AMELIA).notes) == 1


def test_a_sale_whose_customer_was_merged_stays_in_the_timeline_of_who_remains(shop: Till) -> None:
    sale = sell(shop, bought("FLASK"), customer=LUKASZ)

    tell(shop, an_activity(0, "sale", activity_id=f"sale:{sale.sale_id}", channel="store"))

    assert [event.event_id for event in timeline(shop, AMELIA)] == [f"sale:{sale.sale_id}"]


def test_a_pickup_order_stands_as_it_does_here(shop: Till) -> None:
    keep_orders(shop, an_order())
    tell(shop, an_activity(1, "order", activity_id=f"order:{ORDER}", state="ready"))
    given_out = HandOver(ORDER, {1: 2, 2: 1}, proof="photo_id", id_checked=True, bag_scanned=True)

    hand_over(shop, given_out, "maya")

    (event,) = timeline(shop, AMELIA)
    assert (event.kind, event.state, event.ref) == ("order", "collected", f"N-{ORDER}")


def test_nobody_else_stands_in_a_timeline(shop: Till) -> None:
    tell(shop, an_activity(1, customer=LUKASZ))
    sell(shop, bought("FLASK"), customer=LUKASZ)
    sell(shop, bought("FLASK"))
    add_note(shop, LUKASZ, "likes red", "maya")
    keep_orders(shop, an_order(customer_id=LUKASZ), an_order(1, customer_id=""))

    assert timeline(shop, AMELIA) == []
    assert timeline(shop, "") == []


MOMENTS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["web", "store", "phone"])), max_size=14)


@given(moments=MOMENTS, limit=st.integers(1, 5), channel=st.sampled_from(["all", "store", "online"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_lose_nothing_and_repeat_nothing(
    lived: Till, moments: list[tuple[int, str]], limit: int, channel: Channel
) -> None:
    with lived.store.write() as tx:
        tx.driver.execute("DELETE FROM copy_activity")
    told = [an_activity(hour, activity_id=f"message:{n}", channel=where) for n, (hour, where) in enumerate(moments)]
    tell(lived, *told)

    paged = whole_timeline(lived, AMELIA, limit, channel)

    whole = timeline(lived, AMELIA, channel, limit=1000)
    mine = [x for x in told if channel == "all" or (x["channel"] == "store") == (channel == "store")]
    assert paged == whole
    assert len({event.event_id for event in whole}) == len(whole)
    assert {x["activity_id"] for x in mine} <= {event.event_id for event in whole}
    assert [event.mark for event in whole] == sorted((event.mark for event in whole), reverse=True)


def many(number: int) -> dict[str, Any]:
    kind = ("message", "order", "visit", "sale")[number % 4]
    return an_activity(
        number,
        kind,
        channel="store" if kind == "sale" else "web",
        currency="GBP",
        amount_minor=1_00 if kind in ("order", "sale") else 0,
        lines=[line("SOCK-R"), line("JACKET")],
    )


def test_a_customer_of_two_thousand_events_is_paged_and_counted_whole(shop: Till) -> None:
    tell(shop, *(many(number) for number in range(MANY)))

    paged = whole_timeline(shop, AMELIA, 300)

    assert len(paged) == MANY
    assert paged[0].at == stamp(SATURDAY)
    figures = customer_360(shop, AMELIA).figures
    assert (figures.sales, figures.orders) == (MANY // 4, MANY // 4)
    assert (figures.spent_store_minor, figures.spent_online_minor) == (500_00, 500_00)


@pytest.mark.parametrize(
    ("sql", "index", "sorts"),
    [
        (SALES, "ix_fact_sale_customer", True),
        (NOTES, "ix_fact_customer_note_customer", True),
        (ORDERS, "ix_copy_order_customer", True),
        (ACTIVITIES, "ix_copy_activity_customer (customer=? AND at<?)", False),
    ],
)
def test_a_page_is_read_by_index(shop: Till, sql: str, index: str, sorts: bool) -> None:
    asked = (AMELIA, "", "", 30, "all", "9")[: 6 if "?6" in sql else 5]

    with shop.store.read() as tx:
        plan = [row[3] for row in rows(tx, f"EXPLAIN QUERY PLAN {sql}", *asked)]

    assert index in plan[0]
    assert not [step for step in plan if step.startswith("SCAN")]
    assert ("USE TEMP B-TREE FOR ORDER BY" in plan) == sorts


def test_a_document_of_a_newer_hub_is_read_for_what_is_known_of_it(shop: Till) -> None:
    tell(shop, an_activity(1, "message", mood="glad", words="Where is my order?"))

    (event,) = timeline(shop, AMELIA)

    assert event.words == "Where is my order?"
