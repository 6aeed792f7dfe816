"""What a store can promise: the formula, its parts, and the reasons."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pos.domain.availability import Margins
from pos.domain.journal import stamp
from sync.hub.hub import Hub
from sync.hub.imports.file import import_file
from sync.hub.pickup.availability import available, heard_of
from sync.hub.store.shelves import Counted
from tests.sync.hub_shop import SATURDAY, Clock, HubChannel, HubTill, a_store
from tests.sync.online import SOCKS, TENT, placed, stock_up

NOW = stamp(SATURDAY)


def on(location: str, pieces: int) -> Counted:
    return Counted(location, pieces * 1000, NOW)


@pytest.mark.parametrize(
    ("counted", "wanted", "margins", "pieces", "reasons"),
    [
        ([on("floor", 10)], {}, Margins(), 10, ()),
        ([on("floor", 7), on("staged", 3)], {True: 3000}, Margins(), 7, ("reserved",)),
        ([on("floor", 10)], {True: 2000, False: 1000}, Margins(), 7, ("reserved", "open_requests")),
        ([on("floor", 5), on("damaged", 4)], {}, Margins(), 5, ("excluded",)),
        ([on("floor", 5)], {}, Margins(safety_milli=1000, threshold_milli=1000), 3, ("safety", "threshold")),
        ([on("floor", 1)], {True: 5000}, Margins(), 0, ("reserved",)),
        ([on("floor", -3)], {}, Margins(), 0, ()),
        ([], {}, Margins(), 0, ("never_counted",)),
    ],
)
def test_every_part_is_taken_off(
    counted: list[Counted], wanted: dict[bool, int], margins: Margins, pieces: int, reasons: tuple[str, ...]
) -> None:
    told = available(1, "Northgate", counted, wanted, NOW, SATURDAY, margins)

    assert (told.promise.available_milli, told.promise.reasons) == (pieces * 1000, reasons)


@pytest.mark.parametrize(("hours", "pieces"), [(0, 10), (0.9, 10), (1, 9), (3.5, 7), (48, 0)])
def test_the_buffer_grows_while_nothing_is_heard_of_a_store(hours: float, pieces: int) -> None:
    synced = stamp(SATURDAY - timedelta(hours=hours))

    told = available(1, "Northgate", [on("floor", 10)], {}, synced, SATURDAY)

    assert told.promise.available_milli == pieces * 1000


def test_a_store_that_was_never_heard_of_promises_nothing() -> None:
    told = available(1, "Northgate", [on("floor", 10)], {}, "", SATURDAY)

    assert (told.promise.available_milli, told.promise.reasons) == (0, ("never_synced",))


def test_a_store_is_as_current_as_its_till_that_is_behind() -> None:
    today, yesterday = stamp(SATURDAY), stamp(SATURDAY - timedelta(days=1))
    spare = stamp(SATURDAY - timedelta(days=30))

    assert heard_of([today, yesterday, ""], SATURDAY) == yesterday
    assert heard_of([today, spare], SATURDAY) == today
    assert heard_of([spare], SATURDAY) == spare
    assert heard_of(["", ""], SATURDAY) == ""


def asked(channel: HubChannel, sku: str = "SOCK-R", **query: Any) -> dict[int, dict[str, Any]]:
    answer = channel.get("/v1/availability", sku=sku, **query)
    assert answer.status_code == 200, answer.text
    return {one["store"]: one for one in answer.json()["stores"]}


def counted(hub: Hub, path: Path) -> None:
    path.write_text("sku,location,on_hand\nSOCK-R,floor,10\n", encoding="utf-8")
    import_file(hub, "stock", path, store_no=1)


def test_an_order_takes_its_goods_from_what_is_promised(
    hub: Hub, channel: HubChannel, hub_till: HubTill, tmp_path: Path
) -> None:
    stock_up(hub)
    a_store(hub, 2, "M")
    counted(hub, tmp_path / "stock.csv")
    hub_till.hello()
    order = placed(channel, "W-1", {"sku": "SOCK-R", "qty": "4"})
    with_order = asked(channel)
    channel.post(f"/v1/orders/{order['id']}/cancel", None)

    without = asked(channel, store=1)

    assert (with_order[1]["available"], with_order[1]["open_requests"]) == ("6", "4")
    assert with_order[2]["reasons"] == ["never_counted"]
    assert list(without) == [1] and without[1]["available"] == "10"


def test_of_a_bundle_there_are_as_many_as_its_scarcest_component_is_enough_for(
    hub: Hub, channel: HubChannel, hub_till: HubTill, tmp_path: Path
) -> None:
    parts = [{"sku": "SOCK-R", "qty_milli": 2000}, {"sku": "TENT-2", "qty_milli": 1000}]
    stock_up(hub, SOCKS, TENT, {"sku": "CAMP", "name": "Camp", "price_minor": 1, "kind": "bundle", "components": parts})
    a_store(hub, 2, "M")
    file = tmp_path / "stock.csv"
    file.write_text("sku,location,on_hand\nSOCK-R,floor,10\nTENT-2,floor,9\n", encoding="utf-8")
    import_file(hub, "stock", file, store_no=1)
    hub_till.hello()
    placed(channel, "W-1", {"sku": "SOCK-R", "qty": "1"})
    placed(channel, "W-2", {"sku": "CAMP", "qty": "1"})

    here, there = asked(channel, "CAMP").values()

    assert (here["on_hand"], here["open_requests"], here["available"], here["limited_by"]) == ("4", "1", "3", "SOCK-R")
    assert (there["available"], there["reasons"]) == ("0", ["never_counted"])


def test_what_is_not_there_is_refused(hub: Hub, channel: HubChannel, clock: Clock) -> None:
    stock_up(hub)

    unknown = channel.get("/v1/availability", sku="NOPE")
    elsewhere = channel.get("/v1/availability", sku="SOCK-R", store=9)

    assert unknown.json()["error"]["code"] == "unknown_product"
    assert elsewhere.json()["error"]["code"] == "unknown_store"
