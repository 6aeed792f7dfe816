"""Snapshots: all that a stream holds, in parts, while others go on publishing."""

import json
import time
from typing import Any

import httpx
import msgspec
import zstandard

from sync.hub.feeds.feed import read_page
from sync.hub.feeds.snapshot import PART_BYTES, PART_THINGS, packed, read_part
from sync.hub.hub import Hub
from sync.hub.store.streams import Published, publish
from sync.wire import SnapshotHead
from tests.sync.hub_shop import HubTill

SCOPE = "catalogue"


def put(hub: Hub, *changes: Published) -> None:
    with hub.write() as connection:
        publish(connection, {SCOPE: changes}, hub.chance(16))


def product(number: int, name: str = "Socks") -> Published:
    body = {"sku": f"SKU-{number:07d}", "name": name, "price_minor": 1800}
    return Published("product", f"SKU-{number:07d}", json.dumps(body).encode())


def lines(answer: httpx.Response) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.text.splitlines()]


def parts(hub: Hub, after: str = "") -> tuple[list[str], str]:
    """The ids of all parts, and the cursor at the end."""
    found: list[str] = []
    while True:
        part = read_part(hub, SCOPE, SCOPE, after)
        found += [change.id for change in part.changes]
        if not part.next:
            return found, part.cursor
        after = part.next


def test_rules_come_first_then_products_then_prices(hub: Hub, hub_till: HubTill) -> None:
    price = Published("price", "P", b'{"sku":"SKU-0000001","list_name":"SALE","price_minor":1}')
    put(hub, price, product(1), Published("rule", "taxes", b'{"document":{}}'))

    answer = hub_till.get("/v1/snapshot", scope=SCOPE)

    head, *changes, tail = lines(answer)
    assert head["things"] == 3 and head["hub_id"] == hub.hub_id
    assert [change["entity"] for change in changes] == ["rule", "product", "price"]
    assert tail["next"] == "" and tail["cursor"]


def test_things_come_as_they_were_first_published_whatever_changed_since(hub: Hub) -> None:
    put(hub, *[product(number) for number in (5, 3, 9, 1)])
    put(hub, product(3, "Thick socks"), product(4))
    put(hub, Published("product", product(9).id, None))
    put(hub, product(9))

    found, after = list[str](), ""
    while True:
        part = read_part(hub, SCOPE, SCOPE, after, limit=2)
        found += [change.id for change in part.changes]
        if not part.next:
            break
        after = part.next

    assert found == [product(number).id for number in (5, 3, 9, 1, 4)]


def test_the_feed_goes_on_where_the_snapshot_began(hub: Hub) -> None:
    count = PART_THINGS + 500
    put(hub, *[product(number) for number in range(count)])
    first = read_part(hub, SCOPE, SCOPE, "")
    put(hub, product(count - 1, "New name"), product(count), Published("product", "SKU-0000000", None))

    rest, cursor = parts(hub, first.next)

    told = [change.id for change in first.changes] + rest
    assert told == [f"SKU-{number:07d}" for number in range(count - 1)]
    since = read_page(hub, SCOPE, cursor)
    assert [(change.id, change.op) for change in since.changes] == [
        (f"SKU-{count - 1:07d}", "put"),
        (f"SKU-{count:07d}", "put"),
        ("SKU-0000000", "del"),
    ]


def test_a_part_can_be_asked_for_again(hub: Hub) -> None:
    put(hub, *[product(number) for number in range(PART_THINGS + 10)])
    first = read_part(hub, SCOPE, SCOPE, "")

    assert read_part(hub, SCOPE, SCOPE, first.next).changes == read_part(hub, SCOPE, SCOPE, first.next).changes
    assert len(read_part(hub, SCOPE, SCOPE, first.next).changes) == 10


def test_a_part_ends_before_it_grows_too_long(hub: Hub) -> None:
    put(hub, *[product(number, "x" * 1_000_000) for number in range(6)])

    first = read_part(hub, SCOPE, SCOPE, "")

    assert 1 <= len(first.changes) < 6
    assert sum(len(bytes(change.body)) for change in first.changes) <= PART_BYTES
    assert len(parts(hub)[0]) == 6


def test_what_was_deleted_is_not_in_it(hub: Hub) -> None:
    put(hub, product(1), product(2))
    put(hub, Published("product", "SKU-0000001", None))

    assert parts(hub)[0] == ["SKU-0000002"]


def test_a_strange_place_means_beginning_anew(hub: Hub, hub_till: HubTill) -> None:
    put(hub, product(1))
    cursor = parts(hub)[1]

    answers = [hub_till.get("/v1/snapshot", scope=SCOPE, after=after) for after in ("x", cursor)]

    assert [answer.json()["error"]["code"] for answer in answers] == ["must_refetch"] * 2


def test_a_snapshot_of_nothing_has_a_cursor(hub: Hub, hub_till: HubTill) -> None:
    head, tail = lines(hub_till.get("/v1/snapshot", scope="customers"))

    assert head["things"] == 0
    assert hub_till.get("/v1/feed", scope="customers", cursor=tail["cursor"]).json()["changes"] == []


def test_twenty_thousand_products_take_less_than_a_second(hub: Hub) -> None:
    put(hub, *[product(number) for number in range(20_000)])
    began, told, after = time.process_time(), 0, ""

    while True:
        part = read_part(hub, SCOPE, SCOPE, after)
        head = SnapshotHead(
            request_id="-", hub_id=hub.hub_id, epoch=hub.epoch, scope=SCOPE, after=after, things=part.things
        )
        told += len(part.changes)
        assert len(packed(head, part)) < PART_BYTES
        if not part.next:
            break
        after = part.next

    assert told == 20_000
    assert time.process_time() - began < 1


def test_a_part_is_lines_of_json_in_zstd(hub: Hub) -> None:
    put(hub, product(1))
    part = read_part(hub, SCOPE, SCOPE, "")
    head = SnapshotHead(request_id="-", hub_id="H", epoch="E", scope=SCOPE, after="", things=1)

    told = zstandard.ZstdDecompressor().decompressobj().decompress(packed(head, part))

    assert len([msgspec.json.decode(line) for line in told.splitlines()]) == 3
