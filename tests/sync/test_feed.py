"""Feeds: pages behind a cursor, a long poll, and what a till may not read."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from sync.hub.app import make_app
from sync.hub.feeds.feed import PAGE_BYTES, read_page
from sync.hub.feeds.watch import Watch
from sync.hub.hub import Hub
from sync.hub.store.streams import Published, publish
from sync.hub.store.things import newest_numbers
from sync.hub.tills.enrolment import change_till
from tests.sync.hub_shop import HubTill, a_store, an_enrolled_till
from tests.sync.serving import served


def goods(number: int, name: str = "Socks", entity: str = "product") -> Published:
    body = {"sku": f"SKU-{number}", "name": name, "price_minor": 1800}
    return Published(entity, f"SKU-{number}", json.dumps(body).encode())


def put(hub: Hub, *changes: Published, stream: str = "catalogue") -> None:
    with hub.write() as connection:
        publish(connection, {stream: changes}, hub.chance(16))


def page(till: HubTill, cursor: str = "", **query: Any) -> dict[str, Any]:
    answer = till.get("/v1/feed", scope="catalogue", cursor=cursor, **query)
    assert answer.status_code == httpx.codes.OK, answer.text
    return dict(answer.json())


def ids(told: dict[str, Any]) -> list[str]:
    return [change["id"] for change in told["changes"]]


def test_pages_follow_each_other_until_nothing_is_new(hub: Hub, hub_till: HubTill) -> None:
    put(hub, *[goods(number) for number in range(5)])

    first = page(hub_till, limit=3)
    second = page(hub_till, first["cursor"], limit=3)
    third = page(hub_till, second["cursor"], limit=3)

    assert ids(first) + ids(second) == [f"SKU-{number}" for number in range(5)]
    assert (first["up_to_date"], second["up_to_date"]) == (False, True)
    assert third["changes"] == [] and third["prev"] == second["cursor"]


def test_a_thing_that_changed_twice_comes_once_as_it_is_now(hub: Hub, hub_till: HubTill) -> None:
    put(hub, goods(1, "Old"), goods(2))
    put(hub, goods(1, "New"))

    told = page(hub_till)

    assert [(change["id"], change["rev"]) for change in told["changes"]] == [("SKU-2", 2), ("SKU-1", 3)]
    assert told["changes"][1]["body"]["name"] == "New"


def test_a_deleted_thing_is_told_without_a_body(hub: Hub, hub_till: HubTill) -> None:
    put(hub, goods(1))
    put(hub, Published("product", "SKU-1", None))

    [change] = page(hub_till)["changes"]

    assert (change["id"], change["rev"], change["op"], change.get("body")) == ("SKU-1", 2, "del", None)


def test_a_page_ends_before_it_grows_too_long(hub: Hub, hub_till: HubTill) -> None:
    put(hub, *[goods(number, "x" * 400_000) for number in range(4)])

    first = page(hub_till)
    second = page(hub_till, first["cursor"])

    assert len(json.dumps(first)) < PAGE_BYTES + 10_000 and not first["up_to_date"]
    assert ids(first) + ids(second) == [f"SKU-{number}" for number in range(4)]


def test_a_thing_longer_than_a_page_comes_alone(hub: Hub, hub_till: HubTill) -> None:
    put(hub, goods(1, "x" * (PAGE_BYTES + 1)), goods(2))

    first = page(hub_till)

    assert ids(first) == ["SKU-1"] and not first["up_to_date"]


@pytest.mark.parametrize("limit", [0, 501, -1, "many"])
def test_a_limit_out_of_bounds_is_refused(hub_till: HubTill, limit: object) -> None:
    answer = hub_till.get("/v1/feed", scope="catalogue", limit=limit)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_message")


def refetched(answer: httpx.Response) -> bool:
    return answer.status_code == httpx.codes.CONFLICT and answer.json()["error"]["code"] == "must_refetch"


def test_a_cursor_that_somebody_changed_is_none(hub: Hub, hub_till: HubTill) -> None:
    put(hub, goods(1))
    cursor = page(hub_till)["cursor"]

    changed = [cursor[:n] + ("A" if cursor[n] != "A" else "B") + cursor[n + 1 :] for n in range(0, len(cursor) - 1, 7)]

    assert all(refetched(hub_till.get("/v1/feed", scope="catalogue", cursor=text)) for text in changed)
    assert refetched(hub_till.get("/v1/feed", scope="catalogue", cursor="é"))


def test_a_cursor_of_another_scope_is_none(hub: Hub, hub_till: HubTill) -> None:
    put(hub, goods(1))

    answer = hub_till.get("/v1/feed", scope="customers", cursor=page(hub_till)["cursor"])

    assert refetched(answer)


def test_a_hub_that_was_set_back_is_found_out(hub: Hub, hub_till: HubTill, tmp_path: Path) -> None:
    put(hub, goods(1))
    before = page(hub_till)["cursor"]
    copy = copied(hub, tmp_path / "copy.db")
    put(hub, goods(2))
    cursor = page(hub_till)["cursor"]
    set_back(hub, copy, tmp_path / "hub" / "hub.db")

    put(hub, goods(3))

    assert refetched(hub_till.get("/v1/feed", scope="catalogue", cursor=cursor))
    assert ids(page(hub_till, before)) == ["SKU-3"]


def copied(hub: Hub, path: Path) -> Path:
    driver = hub.engine.raw_connection()
    driver.cursor().execute("VACUUM INTO ?", (str(path),))
    driver.close()
    return path


def set_back(hub: Hub, copy: Path, path: Path) -> None:
    hub.engine.dispose()
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    copy.replace(path)


def test_a_till_reads_its_own_stores_orders_only(hub: Hub, client: httpx.Client, hub_till: HubTill) -> None:
    a_store(hub, 2, "M")
    other = an_enrolled_till(client, hub, store_no=2)
    put(hub, goods(1, entity="stock"), stream="stock:1")
    cursor = hub_till.get("/v1/feed", scope="stock").json()["cursor"]

    told = other.get("/v1/feed", scope="stock").json()

    assert told["changes"] == []
    assert refetched(other.get("/v1/feed", scope="stock", cursor=cursor))


def test_a_feed_is_for_tills(client: httpx.Client) -> None:
    assert client.get("/v1/feed", params={"scope": "catalogue"}).status_code == httpx.codes.UNAUTHORIZED


class Looks:
    """Reads the newest numbers, and counts how often."""

    def __init__(self, hub: Hub) -> None:
        self.hub, self.made = hub, 0

    def __call__(self) -> dict[str, int]:
        self.made += 1
        with self.hub.read() as connection:
            return newest_numbers(connection)


async def waiting(hub: Hub, till: HubTill, readers: int) -> tuple[list[dict[str, Any]], int]:
    """What readers that waited were told, and how many looks at the database that took."""
    app, looks = make_app(hub), Looks(hub)
    app.state["watch"] = watch = Watch(hub.bell, looks)
    headers = {"Authorization": f"Bearer {till.bearer}"}
    query = {"scope": "catalogue", "wait": "25"}
    limits = httpx.Limits(max_connections=readers)
    with served(app) as address:
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=30, limits=limits) as client:
            asked = [asyncio.create_task(client.get("/v1/feed", params=query)) for _ in range(readers)]
            await until(lambda: watch.waiting == readers)
            before = looks.made
            await asyncio.to_thread(put, hub, goods(1))
            answers = await asyncio.gather(*asked)
    return [answer.json() for answer in answers], looks.made - before


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.005)


def test_hundreds_that_wait_are_woken_together_by_one_look(hub: Hub, hub_till: HubTill) -> None:
    hub_till.sign_in()

    answers, looks = asyncio.run(waiting(hub, hub_till, 200))

    assert all(ids(told) == ["SKU-1"] for told in answers)
    assert looks < 20


def test_who_waits_for_nothing_gets_an_empty_page(hub: Hub, hub_till: HubTill) -> None:
    told = page(hub_till, wait=0.05)

    assert told["changes"] == [] and told["up_to_date"]


async def removed_while_it_waits(hub: Hub, till: HubTill, state: str) -> httpx.Response:
    """What a reader was told whose till lost its right while it waited, when something was published then."""
    app = make_app(hub)
    app.state["watch"] = watch = Watch(hub.bell, Looks(hub))
    headers = {"Authorization": f"Bearer {till.bearer}"}
    with served(app) as address:
        async with httpx.AsyncClient(base_url=address, headers=headers) as client:
            asked = asyncio.create_task(client.get("/v1/feed", params={"scope": "catalogue", "wait": "25"}, timeout=30))
            await until(lambda: watch.waiting == 1)
            await asyncio.to_thread(change_till, hub, till.till_id, state)
            await asyncio.to_thread(put, hub, goods(1))
            return await asked


@pytest.mark.parametrize("state", ["revoked", "suspended"])
def test_a_till_that_is_removed_while_it_waits_gets_nothing_of_what_comes_then(
    hub: Hub, hub_till: HubTill, state: str
) -> None:
    hub_till.sign_in()

    answer = asyncio.run(removed_while_it_waits(hub, hub_till, state))

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, f"till_{state}")


async def hanging_up(hub: Hub, till: HubTill) -> None:
    """Returns once the hub has noticed; else a TimeoutError."""
    app = make_app(hub)
    app.state["watch"] = watch = Watch(hub.bell, Looks(hub))
    headers = {"Authorization": f"Bearer {till.bearer}"}
    with served(app) as address:
        async with httpx.AsyncClient(base_url=address, headers=headers) as client:
            asked = asyncio.create_task(client.get("/v1/feed", params={"scope": "catalogue", "wait": "25"}, timeout=30))
            await until(lambda: watch.waiting == 1)
            asked.cancel()
        await until(lambda: watch.waiting == 0)


def test_who_hangs_up_waits_no_longer(hub: Hub, hub_till: HubTill) -> None:
    hub_till.sign_in()

    asyncio.run(hanging_up(hub, hub_till))


async def when_the_database_is_gone(hub: Hub) -> bool:
    def broken() -> dict[str, int]:
        raise OSError

    return await asyncio.wait_for(Watch(hub.bell, broken).until_past("catalogue", 0, 25), 5)


def test_who_waits_hears_that_the_database_does_not_answer(hub: Hub) -> None:
    assert asyncio.run(when_the_database_is_gone(hub))


def test_every_change_on_a_page_is_a_change_of_the_wire(hub: Hub) -> None:
    put(hub, goods(1))

    read = read_page(hub, "catalogue", "")

    assert msgspec.json.decode(bytes(read.changes[0].body))["sku"] == "SKU-1"


def test_both_databases_give_the_same_pages(hub: Hub, pg_hub: Hub) -> None:
    made = []
    for one in (hub, pg_hub):
        put(one, *[goods(number) for number in range(7)])
        put(one, goods(3, "New"), Published("product", "SKU-5", None))
        found, cursor = [], ""
        while not (read := read_page(one, "catalogue", cursor, 3)).up_to_date or read.changes:
            found += [(change.id, change.rev, change.op) for change in read.changes]
            cursor = read.cursor
        made.append(found)

    assert made[0] == made[1]
