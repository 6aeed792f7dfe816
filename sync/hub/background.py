"""What a hub does without being asked, beside answering calls: webhooks, late keys, the close of days,
the passing of time for orders, points, cards and tiers, and the lending of limited promotions."""

import anyio

from sync.hub import webhooks
from sync.hub.hub import Hub
from sync.hub.ledgers import passing_time
from sync.hub.people import late_keys
from sync.hub.pickup import expiry
from sync.hub.sales import day_closing, leases


async def background(hub: Hub) -> None:
    """Runs until it is cancelled; as many processes of one hub as there are may run it."""
    async with anyio.create_task_group() as group:
        group.start_soon(webhooks.background, hub)
        group.start_soon(expiry.background, hub)
        group.start_soon(late_keys.background, hub)
        group.start_soon(day_closing.background, hub)
        group.start_soon(passing_time.background, hub)
        group.start_soon(leases.background, hub)
