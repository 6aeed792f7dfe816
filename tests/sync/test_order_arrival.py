"""From the web shop to the till: an order is on a waiting feed within a second, on both databases."""

import asyncio
import os
import time

import httpx
import pytest

from sync.hub.app import make_app
from sync.hub.hub import Hub
from tests.sync.hub_shop import HubChannel, HubTill, a_channel, an_enrolled_till
from tests.sync.online import an_order, stock_up
from tests.sync.serving import served

ORDERS = 100 if os.environ.get("TANDEM_LONG") else 10
WITHIN_S = 1.0


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def arrivals(address: str, till: HubTill, channel: HubChannel) -> list[float]:
    """Seconds from sending each order to its arrival at a till that waits."""
    took = []
    async with (
        httpx.AsyncClient(base_url=address, headers=bearer(till.bearer), timeout=40) as reader,
        httpx.AsyncClient(base_url=address, headers=bearer(channel.key), timeout=40) as shop,
    ):
        query = {"scope": "orders", "cursor": "", "wait": "25"}
        for number in range(ORDERS):
            arriving = asyncio.create_task(reader.get("/v1/feed", params=query))
            await asyncio.sleep(0.05)  # until it waits; it would be told all the same, but not be waiting
            began = time.perf_counter()
            key = {"Idempotency-Key": f"k-{number}"}
            placed = await shop.post("/v1/orders", json=an_order(f"W-{number}"), headers=key)
            page = (await arriving).json()
            took.append(time.perf_counter() - began)
            assert [change["id"] for change in page["changes"]] == [placed.json()["id"]]
            query["cursor"] = page["cursor"]
    return took


@pytest.mark.parametrize("database", ["hub", "pg_hub"])
def test_an_order_is_at_a_waiting_till_within_a_second(database: str, request: pytest.FixtureRequest) -> None:
    hub: Hub = request.getfixturevalue(database)
    stock_up(hub)
    with served(make_app(hub)) as address, httpx.Client(base_url=address, timeout=30) as client:
        till = an_enrolled_till(client, hub)
        till.sign_in()
        channel = a_channel(client, hub)

        took = asyncio.run(arrivals(address, till, channel))

    assert max(took) < WITHIN_S
